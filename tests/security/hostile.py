"""What nobody's app would send: bodies to put before every route. Each holds `CANARY` where it can, to see it again.

But for names that could be a field's: a field that is unknown is named, or nobody would find their mistake.
"""

import gzip
import json
from typing import Any

from tests.handlers.samples import long
from tests.handlers.test_bad_calls import BODIES
from tests.support.discretion import CANARY

JSON = "application/json"
TEXT = json.dumps({"text": CANARY})
MANY = 2_000

# Bodies that cannot be read, and those that can but say what they should not: raw, and what they are called.
HOSTILE: dict[str, tuple[str | bytes, str]] = {
    **{case: (raw, JSON) for case, (raw, _) in BODIES.items()},
    # --- encodings ---
    "UTF-32": (TEXT.encode("utf-32"), JSON),
    "UTF-7": (f'{{"text": "+AGs-{CANARY}"}}', JSON),
    "Latin 1": (f'{{"text": "{CANARY}é"}}'.encode("latin-1"), JSON),
    "a surrogate in UTF-8": (b'{"text": "' + CANARY.encode() + b'\xed\xa0\x80"}', JSON),
    "an overlong slash": (b'{"text": "' + CANARY.encode() + b'\xc0\xaf"}', JSON),
    "a character cut in half": (f'{{"text": "{CANARY}€'.encode()[:-1], JSON),
    "packed": (gzip.compress(TEXT.encode()), JSON),
    "a packed bomb": (gzip.compress(b"0" * 10_000_000), JSON),
    # --- numbers and names ---
    "an exponent without end": ('{"a": 1e99999999}', JSON),
    "next to nothing": ('{"a": 1e-99999999}', JSON),
    "minus zero": ('{"radius_m": -0, "circles": -0.0}', JSON),
    "half a number": ('{"a": 1e}', JSON),
    "a name twice, once escaped": (f'{{"text": "{CANARY}", "te\\u0078t": "b"}}', JSON),
    "a name twice, deep inside": (f'{{"home": {{"lat": 1, "lat": 2, "x": "{CANARY}"}}}}', JSON),
    "no name": (f'{{"": "{CANARY}"}}', JSON),
    "the names of other languages": (f'{{"__proto__": {{"a": "{CANARY}"}}, "constructor": 1, "__class__": 2}}', JSON),
    "a thousand names": (json.dumps({f"{CANARY} {number}": number for number in range(1_000)}), JSON),
    # --- what is in the words ---
    "a NUL, escaped": (json.dumps({"text": f"{CANARY}\x00", "code": "\x00"}), JSON),
    "a NUL, as it is": (f'{{"text": "{CANARY}\x00"}}', JSON),
    "a NUL in a name": (json.dumps({f"{CANARY}\x00": 1}), JSON),
    "words from right to left": (json.dumps({"text": f"\u202e{CANARY}\u2066", "first_name": "\u202e"}), JSON),
    "a thousand accents": (json.dumps({"text": CANARY + "\u0301" * MANY, "first_name": "e" + "\u0301" * MANY}), JSON),
    "nothing to be seen": (json.dumps({"text": "\u200b\u200d\ufeff", "code": "\u200b" * 9}), JSON),
    "a line of a header": (json.dumps({"text": f"{CANARY}\r\nSet-Cookie: a=b", "code": "a\r\nb"}), JSON),
    "a colour for the terminal": (json.dumps({"text": f"\x1b[31m{CANARY}"}), JSON),
    "markup": (json.dumps({"text": f"<script>{CANARY}</script>", "first_name": f"<b>{CANARY}</b>"}), JSON),
    "a query": (json.dumps({"code": f"' OR '{CANARY}'='{CANARY}", "text": "#pk = :x"}), JSON),
    "a key of the table": (json.dumps({"code": f"MEMBER#{CANARY}", "first_name": "REQUEST#x"}), JSON),
    "a template": (json.dumps({"text": f"{{{{7*7}}}}${{jndi:ldap://{CANARY}}}%s%n"}), JSON),
    "a path": (json.dumps({"code": f"../../{CANARY}", "text": "file:///etc/passwd"}), JSON),
    # --- called something else ---
    "XML, with entities": (f'<!DOCTYPE a [<!ENTITY b "{CANARY}">]><a>&b;</a>', "application/xml"),
    "XML that is called JSON": (f"<a>{CANARY}</a>", JSON),
    "YAML": (f"text: !!python/object/apply:os.system ['{CANARY}']", "application/yaml"),
    "a form": (f"text={CANARY}&answer=yes", "application/x-www-form-urlencoded"),
    "a form that is called JSON": (f"text={CANARY}&answer=yes", JSON),
    "parts": (
        f'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n{CANARY}\r\n--x--',
        "multipart/form-data; boundary=x",
    ),
    "JSON without a name": (TEXT, ""),
    "JSON that is called text": (TEXT, "text/plain"),
    "JSON of another character set": (TEXT, f"{JSON}; charset=utf-16"),
    "JSON of a character set that is none": (TEXT, f"{JSON}; charset={CANARY}"),
    "JSON of many names": (TEXT, f"{JSON}, text/html, {CANARY}"),
    "JSON, a patch": (json.dumps({"op": "replace", "path": f"/{CANARY}"}), "application/json-patch+json"),
    "lines of JSON": (f"{TEXT}\n{TEXT}", "application/x-ndjson"),
    "bytes of no kind": (bytes(range(256)) + CANARY.encode(), "application/octet-stream"),
    "only spaces": ("  \n\t ", JSON),
}

# What to put into each field of a good document, in turn.
VALUES: list[Any] = [
    None, True, 0, -1, 10**400, 1.5, "", CANARY, f"{CANARY}\x00", f"\u202e{CANARY}", f"{CANARY}\ud800", long(20_000),
    [CANARY], {f"{CANARY}!": CANARY}, [[[[[[[[CANARY]]]]]]]], "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00",
]  # fmt: skip
