"""The API document as a page to read: one HTML file without scripts, made by `whapp.http.openapi`."""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from html import escape
from typing import Any, Final

STYLE: Final = """
:root{color-scheme:light dark;--paper:#fff;--ink:#1c2320;--soft:#56605b;--tint:#eef4f0;--line:#c9cfc9;--go:#0b6b43}
@media (prefers-color-scheme:dark){
:root{--paper:#141917;--ink:#eef2ef;--soft:#aab5af;--tint:#222b27;--line:#46524c;--go:#6fe0b6}}
body{margin:0 auto;max-width:60rem;padding:1rem;background:var(--paper);color:var(--ink)}
body{font:1rem/1.5 system-ui,sans-serif}
h2{margin-top:2.5rem;border-bottom:1px solid var(--line)}h3{margin:2rem 0 .25rem}p{margin:.4rem 0}
a{color:var(--go)}code,pre{font:.9rem/1.45 ui-monospace,Menlo,Consolas,monospace}
pre{background:var(--tint);padding:.75rem;border-radius:8px;margin:.4rem 0;white-space:pre-wrap}
body{overflow-wrap:anywhere}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line)}
@media (max-width:40rem){thead{display:none}tr{display:block;padding:.3rem 0}th,td{display:block;border:0;padding:0}}
thead th{overflow-wrap:normal}h3 code{font:700 1.05rem/1.4 ui-monospace,Menlo,Consolas,monospace}
nav ul{columns:18rem;list-style:none;padding:0}
:focus-visible{outline:3px solid var(--go);outline-offset:2px}
"""
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "public, max-age=300",
    "X-Content-Type-Options": "nosniff",
}
Schema = Mapping[str, Any]


def render(document: Mapping[str, Any]) -> str:
    """The page of this OpenAPI document."""
    operations = [
        (f"{method.upper()} {path}", operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    tags = list(dict.fromkeys(tag for _, operation in operations for tag in operation["tags"]))
    links = "".join(f'<li><a href="#{each["operationId"]}"><code>{route}</code></a></li>' for route, each in operations)
    chapters = "".join(_chapter(tag, [each for each in operations if tag in each[1]["tags"]]) for tag in tags)
    schemas = "".join(_schema(name, each) for name, each in sorted(document["components"]["schemas"].items()))
    problems = _problems(pair for _, operation in operations for pair in operation["responses"].items())
    title = f"{document['info']['title']} API {document['info']['version']}"
    about = "".join(f"<p>{escape(part)}</p>" for part in document["info"]["description"].split("\n\n"))
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        f"<style>{STYLE}</style></head>\n<body><header><h1>{escape(title)}</h1>{about}"
        '<p>The same for machines: <a href="openapi.json">openapi.json</a>.</p></header>\n'
        f'<nav aria-label="Routes"><ul>{links}</ul></nav>\n<main>{chapters}'
        f"\n<h2>Problems</h2>{problems}\n<h2>Documents</h2>{schemas}</main>"
        "</body></html>\n"
    )


def _chapter(tag: str, operations: list[tuple[str, Mapping[str, Any]]]) -> str:
    return f"\n<h2>{escape(tag.capitalize())}</h2>" + "".join(_operation(*each) for each in operations)


def _operation(route: str, operation: Mapping[str, Any]) -> str:
    who = "Open to anyone." if operation.get("security") == [] else "Signed in."
    return (
        f'\n<section id="{operation["operationId"]}" aria-label="{route}"><h3><code>{route}</code></h3>'
        f"<p>{escape(operation['summary'])}. {who}</p>"
        + _parameters(operation.get("parameters", []))
        + "".join(_body("Send", kind, each) for kind, each in operation.get("requestBody", _NONE)["content"].items())
        + "".join(_answer(code, each) for code, each in operation["responses"].items() if code.startswith("2"))
        + _refusals(operation["responses"])
        + "</section>"
    )


_NONE: Final[Mapping[str, Any]] = {"content": {}}


def _parameters(parameters: list[Mapping[str, Any]]) -> str:
    rows = [
        (each["name"], f"in the {each['in']}, {_type(each['schema'])}", each.get("required", False), each)
        for each in parameters
    ]
    return _table([(name, kind, need, each.get("description", "")) for name, kind, need, each in rows])


def _body(verb: str, kind: str, content: Mapping[str, Any]) -> str:
    told = f"<p>{verb} <code>{kind}</code>, {_type(content['schema'])}</p>"
    if "properties" in content["schema"]:
        told += _table(list(_fields(content["schema"])))
    return told + (_example(content["example"]) if "example" in content else "")


def _answer(code: str, answer: Mapping[str, Any]) -> str:
    told = "".join(_body(code, kind, each) for kind, each in answer.get("content", {}).items())
    return told or f"<p>{code}, no content</p>"


def _refusals(answers: Mapping[str, Mapping[str, Any]]) -> str:
    links = [f'<a href="#problem-{code}">{code}</a>' for code in answers if not code.startswith("2")]
    return f"<p>Or {', '.join(links)}.</p>" if links else ""


def _problems(answers: Iterator[tuple[str, Mapping[str, Any]]]) -> str:
    """Each status that tells of a problem, with every way in which it is said."""
    meaning: dict[str, str] = {}
    said: dict[str, dict[str, None]] = {}
    for code, answer in answers:
        if not code.startswith("2"):
            meaning.setdefault(code, answer["description"])
            for kind, content in answer["content"].items():
                if "example" in content:
                    said.setdefault(code, {})[f"<p><code>{kind}</code></p>{_example(content['example'])}"] = None
    return "".join(
        f'<section id="problem-{code}" aria-label="{code}"><h3>{code}</h3><p>{escape(meaning[code])}.</p>'
        f"{''.join(said.get(code, ()))}</section>"
        for code in sorted(meaning)
    )


def _schema(name: str, schema: Schema) -> str:
    about = escape(schema.get("description", ""))
    values = "" if "properties" in schema else f"<p>{_type(schema)}</p>"
    return f'\n<section id="{name}" aria-label="{name}"><h3>{name}</h3><p>{about}</p>{values}' + (
        _table(list(_fields(schema))) + "</section>"
    )


def _fields(schema: Schema) -> Iterator[tuple[str, str, bool, str]]:
    for name, each in schema.get("properties", {}).items():
        yield name, _type(each), name in schema.get("required", ()), each.get("description", "")


def _table(rows: list[tuple[str, str, bool, str]]) -> str:
    if not rows:
        return ""
    lines = "".join(
        f'<tr><th scope="row"><code>{name}</code></th><td>{kind}</td><td>{"yes" if need else ""}</td>'
        f"<td>{escape(about)}</td></tr>"
        for name, kind, need, about in rows
    )
    heads = "".join(f'<th scope="col">{each}</th>' for each in ("name", "kind", "needed", "meaning"))
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"


def _type(schema: Schema) -> str:
    """In words what a value is; named shapes as a link."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f'<a href="#{name}">{name}</a>'
    if "anyOf" in schema or "oneOf" in schema:
        return " or ".join(dict.fromkeys(_type(each) for each in schema.get("anyOf") or schema["oneOf"]))
    if "enum" in schema or "const" in schema:
        return " · ".join(f"<code>{escape(str(each))}</code>" for each in schema.get("enum") or [schema["const"]])
    kind = str(schema.get("type", "anything"))
    if kind == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return escape(str(schema.get("format", kind)))


def _example(value: object) -> str:
    return f"<pre>{escape(json.dumps(value, indent=1, ensure_ascii=False))}</pre>"
