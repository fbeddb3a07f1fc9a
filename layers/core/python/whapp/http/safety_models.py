"""Blocks and reports as they go in and out."""

from typing import Annotated, Self

from pydantic import Field

from whapp.app.block_member import Block
from whapp.app.read_report import ReportView
from whapp.domain.event import Actor
from whapp.domain.language import Language
from whapp.domain.member import Member
from whapp.domain.report import Complaint, Report, Verdict
from whapp.domain.request import Status
from whapp.http.fields import Cursor, Document, Moment
from whapp.http.request_models import TimelineRow

RequestId = Annotated[str, Field(min_length=1, max_length=64, description="The request through which the two met")]
Round = Annotated[int, Field(strict=True, ge=1, le=1000)]


class BlockIn(Document):
    """Somebody to be kept apart from: the other one of this request."""

    request: RequestId
    round: Round | None = Field(
        default=None,
        description="For the requester: the round in which that neighbour said yes; left out, the last one who did",
    )


class BlockOut(Document):
    """A block, as whoever made it sees it."""

    id: str = Field(description="Of the block, not of the member")
    first_name: str

    @classmethod
    def of(cls, block: Block) -> Self:
        """From the use case."""
        return cls(id=block.id, first_name=block.first_name)


class Blocks(Document):
    """Everybody whom the member blocked, by first name."""

    items: list[BlockOut]
    next: Cursor = None


class ReportIn(Document):
    """Something is not right with the other one of this request."""

    request: RequestId
    round: Round | None = Field(
        default=None,
        description="For the requester: the round in which that neighbour said yes; left out, the last one who did",
    )
    concern: Complaint | None = Field(default=None, description="What it is about, if the member wants to tell")


class ReportReceipt(Document):
    """That it was reported, and when for the first time."""

    id: str
    made_at: Moment

    @classmethod
    def of(cls, report: Report) -> Self:
        """From the domain."""
        return cls(id=report.id, made_at=report.made_at)


class ReportOut(Document):
    """A report as the safety desk sees it."""

    id: str
    request: str
    by: Actor = Field(description="Which of the two told it")
    reporter: str = Field(description="The member who told it")
    reported: str = Field(description="The member whom it is about")
    made_at: Moment
    concern: Complaint | None
    verdict: Verdict | None = Field(description="Null while it waits")
    resolved_at: Moment | None = Field(description="Null while it waits")
    resolved_by: str | None = Field(description="Who of the desk; null while it waits")

    @classmethod
    def of(cls, report: Report) -> Self:
        """From the domain."""
        return cls.model_validate(cls.fields(report))

    @staticmethod
    def fields(report: Report) -> dict[str, object]:
        """What every view of a report shows."""
        return {
            "id": report.id,
            "request": report.request_id,
            "by": report.by,
            "reporter": report.reporter_id,
            "reported": report.reported_id,
            "made_at": report.made_at,
            "concern": report.concern,
            "verdict": report.verdict,
            "resolved_at": report.resolved_at,
            "resolved_by": report.resolved_by,
        }


class Reports(Document):
    """Reports, newest first."""

    items: list[ReportOut]
    next: Cursor = None


class ReportDetail(ReportOut):
    """A report with what happened to its request: no words and no contact."""

    request_status: Status
    timeline: list[TimelineRow] = Field(
        description="What happened to the request, oldest first, in the words that its requester reads"
    )

    @classmethod
    def seen(cls, view: ReportView, language: Language) -> Self:
        """From the use case, in the reader's language."""
        around = {
            "request_status": view.request.status,
            "timeline": [TimelineRow.of(event, language) for event in view.timeline],
        }
        return cls.model_validate(ReportOut.fields(view.report) | around)


class VerdictIn(Document):
    """What the desk came to."""

    verdict: Verdict


class SuspensionOut(Document):
    """Whether a member is suspended."""

    member: str
    suspended_at: Moment | None = Field(description="Null: they are not")

    @classmethod
    def of(cls, member: Member) -> Self:
        """From the domain."""
        return cls(member=member.id, suspended_at=member.suspended_at)
