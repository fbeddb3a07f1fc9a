"""What the table holds, read behind Whapp's back, and what must be true of it whatever happened."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from boto3.dynamodb.types import TypeDeserializer

from local.stack import Stack
from tests.chaos.town import request_of
from tests.support.phone import LINK
from whapp.domain.ask import AskState, hash_secret
from whapp.domain.language import Language
from whapp.domain.messages import compose
from whapp.domain.notice import NoticeKind, NoticeState
from whapp.domain.request import Status

ANY_LINK = "https://whapp.example/r/any"

Row = Mapping[str, Any]
_read = TypeDeserializer().deserialize


@dataclass
class Record:
    """Everything the table holds about one request."""

    request: Row = field(default_factory=dict)
    asks: list[Row] = field(default_factory=list)
    notices: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)

    @property
    def status(self) -> Status:
        return Status(self.request["status"])

    @property
    def ended(self) -> bool:
        """It came to an end, and nobody has to look at it any more."""
        return self.status.is_final and "watch_at" not in self.request

    @property
    def pending(self) -> list[Row]:
        return [notice for notice in self.notices if notice["state"] == NoticeState.PENDING]

    @property
    def accepted(self) -> list[Row]:
        return [ask for ask in self.asks if ask["state"] == AskState.ACCEPTED]

    @property
    def timeline(self) -> list[str]:
        return [event["what"] for event in self.events]

    def ask_behind(self, link: str) -> Row:
        """The ask that this link answers, be it of the question or of a later message about it."""
        hashed = hash_secret(link[-22:])
        [ask] = [ask for ask in self.asks if hashed in (ask["reply_hash"], *ask.get("later_hashes", ()))]
        return ask

    def notice_of(self, link: str, text: str) -> Row:
        """The message that said this, with this link."""
        ask = self.ask_behind(link)
        [notice] = [
            notice
            for notice in self.notices
            if (notice["round"], notice["number"]) == (ask["round"], ask["number"]) and _said(notice, link) == text
        ]
        return notice

    def was_told(self, kind: NoticeKind) -> bool:
        """Whether such a message went out."""
        return any(notice["notice_kind"] == kind and notice["state"] == NoticeState.SENT for notice in self.notices)


class Ledger:
    """The whole table at one moment."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.requests: dict[str, Record] = defaultdict(Record)
        self.phones: dict[str, str] = {}
        for row in sorted(rows, key=lambda row: str(row["sk"])):
            self._file(row)

    def of(self, ids: Collection[str]) -> dict[str, Record]:
        """These requests; whatever the table lost is missing."""
        return {id_: self.requests[id_] for id_ in ids if id_ in self.requests and self.requests[id_].request}

    def _file(self, row: Row) -> None:
        kind, _, id_ = row["pk"].partition("#")
        if kind == "MEMBER" and row["sk"] == "PROFILE":
            self.phones[id_] = row["phone"]
        if kind == "REQUEST":
            record = self.requests[id_]
            match row["sk"].partition("#")[0]:
                case "REQUEST":
                    record.request = row
                case "ASK":
                    record.asks.append(row)
                case "NOTICE":
                    record.notices.append(row)
                case "TIMELINE":
                    record.events.append(row)


class Books:
    """Opens the ledger as often as one likes."""

    def __init__(self, stack: Stack) -> None:
        self._client, self._table = stack.client("dynamodb"), stack.table

    def now(self) -> Ledger:
        pages = self._client.get_paginator("scan").paginate(TableName=self._table, ConsistentRead=True)
        rows = (row for page in pages for row in page["Items"])
        return Ledger({name: _read(value) for name, value in row.items()} for row in rows)

    def close(self) -> None:
        self._client.close()


def asked_twice(records: Iterable[Record]) -> list[tuple[str, str]]:
    """Requests, and members who were asked for them more than once in a round (I5)."""
    return [
        (record.request["pk"], helper)
        for record in records
        for (_, helper), times in Counter((ask["round"], ask["helper_id"]) for ask in record.asks).items()
        if times > 1
    ]


def heirs(records: Mapping[str, Record]) -> int:
    """How often the janitor began a cascade anew."""
    return sum(int(record.request["generation"]) - 1 for record in records.values())


def contradictions(records: Iterable[Record]) -> list[str]:
    """What no request may be: matched twice, ended without a word to its requester, with asks left open (I1-I3, I6)."""
    return [
        f"{record.request['pk']} is {record.status}: {what}; {record.timeline}"
        for record in records
        for what, wrong in (
            ("more than one match", len(record.accepted) > 1),
            ("a match", bool(record.accepted) != (record.status in (Status.MATCHED, Status.HELPED))),
            ("a helper is not told", record.status is Status.HELPED and not record.was_told(NoticeKind.MATCHED)),
            ("its requester is not told", not _told_the_end(record)),
            ("an ask is open", record.status.is_final and any(ask["state"] == AskState.OPEN for ask in record.asks)),
            ("a message is pending", record.ended and bool(record.pending)),
            ("more than one end", sum(what in _ENDS for what in record.timeline) != record.status.is_final),
        )
        if wrong
    ]


_ENDS = {status.value for status in Status if status.is_final}
_TOLD = {Status.NOBODY_AVAILABLE: NoticeKind.NOBODY_AVAILABLE, Status.EXPIRED: NoticeKind.EXPIRED}


def _told_the_end(record: Record) -> bool:
    """A requester who ended it knows; the others are told."""
    if record.status not in _TOLD:
        return True
    return record.was_told(_TOLD[record.status]) or record.was_told(NoticeKind.NOBODY_ELSE)


def repetitions(ledger: Ledger, heard: Mapping[tuple[str, str], int]) -> tuple[int, list[str]]:
    """How many messages came again, and those that came more often than Whapp tried, or never though they went out.

    Only a link says which request a message is about; the messages of another kind to one phone count together.
    """
    notices, tries, sent = (Counter[tuple[str, str]]() for _ in range(3))
    for record in ledger.requests.values():
        for notice in record.notices:
            text = _said(notice, ANY_LINK)
            if notice["attempts"] and not LINK.search(text):
                said = (ledger.phones[notice["member_id"]], text)
                notices[said] += 1
                tries[said] += int(notice["attempts"])
                sent[said] += notice["state"] == NoticeState.SENT
    for said in heard:
        if link := LINK.search(said[1]):
            notice = ledger.requests[request_of(link[0])].notice_of(link[0], said[1])
            notices[said], tries[said] = 1, int(notice["attempts"])
    again = sum(max(0, times - notices[said]) for said, times in heard.items())
    wrong = [
        f"{said}: heard {heard.get(said, 0)} times, {sent[said]} sent in {tries[said]} attempts"
        for said in {*heard, *notices}
        if not sent[said] <= heard.get(said, 0) <= tries[said]
    ]
    return again, wrong


def _said(notice: Row, link: str) -> str:
    """The words of this message, with this link if it has one."""
    return compose(NoticeKind(notice["notice_kind"]), Language.NL, link).sms
