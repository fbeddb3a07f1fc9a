"""How ids are made: from what they must be unique for."""

from base64 import b32encode
from hashlib import sha256

from whapp.domain.ask import REQUEST_ID_LENGTH
from whapp.domain.place import Point

LETTER = "0"  # not in the alphabet of request ids, which every reply id begins with


def request_id(poster_id: str, key: str) -> str:
    """The id of the request that this member makes with this idempotency key, for themselves or for somebody else: the
    same key, the same request (I17)."""
    digest = sha256(f"{poster_id}\n{key}".encode()).digest()
    return b32encode(digest)[:REQUEST_ID_LENGTH].decode().lower()


def block_id(blocker_id: str, blocked_id: str) -> str:
    """What a block is called to whoever made it: it does not tell who the other is."""
    digest = sha256(f"block\n{blocker_id}\n{blocked_id}".encode()).digest()
    return b32encode(digest)[:REQUEST_ID_LENGTH].decode().lower()


def cascade_name(request_id_: str, round_: int, generation: int) -> str:
    """The name of an execution: `<request id>-<round>`, with the generation behind it from the second on."""
    name = f"{request_id_}-{round_}"
    return name if generation == 1 else f"{name}-{generation}"


def reply_id(request_id_: str, secret: str) -> str:
    """The last part of a reply link: it leads to the request and proves whose ask it answers."""
    return request_id_ + secret


def letter_id(secret: str) -> str:
    """The last part of a letter's link. It is the secret alone, and begins as no reply id does."""
    return LETTER + secret


def letter_secret(link: str) -> str | None:
    """The secret in the last part of a link, if it is a letter's; it may be nonsense when the link is."""
    return link[len(LETTER) :] if link.startswith(LETTER) else None


def split_reply_id(reply_id_: str) -> tuple[str, str]:
    """The request id and the secret in a reply id; both may be nonsense when the link is."""
    return reply_id_[:REQUEST_ID_LENGTH], reply_id_[REQUEST_ID_LENGTH:]


def group_id(name: str, kind: str, centre: Point) -> str:
    """The id of the group with this name and kind at this place: taken in twice, it is still one group."""
    digest = sha256(f"{' '.join(name.lower().split())}\n{kind}\n{centre.lat:.3f},{centre.lon:.3f}".encode()).digest()
    return b32encode(digest)[:REQUEST_ID_LENGTH].decode().lower()
