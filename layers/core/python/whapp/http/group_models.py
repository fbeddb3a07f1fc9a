"""Groups, invitations, memberships, figures and needs as they go in and out."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, Field

from whapp.app.create_group import NewGroup
from whapp.app.edit_group import GroupChanges
from whapp.app.invite import Invited
from whapp.app.join_group import Belonging
from whapp.app.list_group_members import GroupMember
from whapp.domain.acts import Outcome
from whapp.domain.category import Category
from whapp.domain.figures import Figures
from whapp.domain.group import MAX_AREA_M, MAX_GROUP_NAME, Group, GroupKind, GroupStatus
from whapp.domain.hours import DayPart
from whapp.domain.invitation import DEFAULT_DAYS, DEFAULT_USES, MAX_DAYS, MAX_USES, Invitation, ready_text, share_link
from whapp.domain.language import Language
from whapp.domain.membership import Badge, Membership, Standing
from whapp.domain.needs import Area, OpenNeed
from whapp.http.fields import Cursor, Document, Moment, Place, Switch, one_line
from whapp.http.open_models import Label
from whapp.http.qr import qr_svg

GroupName = Annotated[str, Field(min_length=1, max_length=MAX_GROUP_NAME), AfterValidator(one_line)]
AreaRadius = Annotated[int, Field(strict=True, ge=50, le=MAX_AREA_M)]
Email = Annotated[
    str, Field(min_length=3, max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", examples=["bea@example.org"])
]


class GroupIn(Document):
    """A new group. The moderator need not be a member yet: whoever signs in with that address is it."""

    name: GroupName = Field(description="As its members know it")
    kind: GroupKind = Field(description="Municipalities and associations are partners")
    centre: Place = Field(description="The middle of its area")
    radius_m: AreaRadius = Field(description="How far its area reaches")
    moderator_email: Email = Field(description="Who keeps it first; kept as a fingerprint only")

    def group(self) -> NewGroup:
        """For the use case."""
        return NewGroup(
            name=self.name,
            kind=self.kind,
            centre=self.centre.point(),
            radius_m=self.radius_m,
            moderator_email=self.moderator_email,
        )


class GroupPatch(Document):
    """What is to be different; what is left out stays as it is."""

    name: GroupName | None = Field(default=None, description="As its members know it")
    centre: Place | None = Field(default=None, description="The middle of its area")
    radius_m: AreaRadius | None = Field(default=None, description="How far its area reaches")
    status: GroupStatus | None = Field(default=None, description="For operations only")

    def changes(self) -> GroupChanges:
        """For the use case."""
        return GroupChanges(
            name=self.name,
            centre=self.centre.point() if self.centre else None,
            radius_m=self.radius_m,
            status=self.status,
        )


class GroupOut(Document):
    """A group, for those who keep it."""

    id: str
    name: str = Field(description="As its members know it")
    kind: GroupKind
    status: GroupStatus
    centre: Place
    radius_m: int
    moderators: list[str] = Field(description="Ids of the members who keep it")
    appointed: int = Field(description="How many moderators were appointed by e-mail address")

    @classmethod
    def of(cls, group: Group) -> Self:
        """From the domain."""
        by_email = {name for name in group.moderators if name.startswith("@")}
        return cls(
            id=group.id,
            name=group.name,
            kind=group.kind,
            status=group.status,
            centre=Place(lat=group.centre.lat, lon=group.centre.lon),
            radius_m=group.radius_m,
            moderators=sorted(group.moderators - by_email),
            appointed=len(by_email),
        )


class Groups(Document):
    """The groups that the caller keeps; for operations all of them."""

    items: list[GroupOut]
    next: Cursor = None


class InvitationIn(Document):
    """A code for the group chat."""

    days: Annotated[int, Field(strict=True, ge=1, le=MAX_DAYS)] = Field(
        default=DEFAULT_DAYS, description="How long it works"
    )
    max_uses: Annotated[int, Field(strict=True, ge=1, le=MAX_USES)] = Field(
        default=DEFAULT_USES, description="How many can join with it"
    )


class InvitationOut(Document):
    """An invitation and what became of it."""

    id: str
    created_at: Moment
    ends_at: Moment = Field(description="From then on it does not work")
    max_uses: int
    uses: int = Field(description="How many joined with it")
    visits: int = Field(description="How often its page was looked at")
    revoked_at: Moment | None = Field(description="Since when it does not work, if a moderator ended it")

    @classmethod
    def of(cls, invitation: Invitation) -> Self:
        """From the domain."""
        return cls.model_validate(cls.fields(invitation))

    @staticmethod
    def fields(invitation: Invitation) -> dict[str, object]:
        """What every view of an invitation shows."""
        names = ("id", "created_at", "ends_at", "max_uses", "uses", "visits", "revoked_at")
        return {name: getattr(invitation, name) for name in names}


class NewInvitation(InvitationOut):
    """A new invitation with its code, which is told this once: it is stored hashed."""

    code: str = Field(description="To say aloud; dashes and case do not matter")
    link: str = Field(description="The page for whoever is invited")
    poster: str = Field(description="The page to print")
    qr_svg: str = Field(description="The link as a QR code, an SVG without a size")
    text: Label = Field(description="Ready for the group chat")
    share: Label = Field(description="Opens WhatsApp with that text")

    @classmethod
    def made(cls, invited: Invited) -> Self:
        """From the use case."""
        nl, en = (ready_text(invited.group, invited.link, language) for language in (Language.NL, Language.EN))
        more = {
            "code": invited.code,
            "link": invited.link,
            "poster": f"{invited.link}?view=poster",
            "qr_svg": qr_svg(invited.link),
            "text": Label(nl=nl, en=en),
            "share": Label(nl=share_link(nl), en=share_link(en)),
        }
        return cls.model_validate(cls.fields(invited.invitation) | more)


class Invitations(Document):
    """A group's invitations, newest first."""

    items: list[InvitationOut]
    next: Cursor = None


class MembershipIn(Document):
    """Joining a group."""

    code: Annotated[str, Field(min_length=1, max_length=40)] = Field(
        description="From the link, or as somebody said it; dashes and case do not matter", examples=["F7M-4KX-PRT"]
    )
    shown_on_profile: Switch = Field(default=True, description="Once attested, may others see it?")
    introduction: Annotated[str, Field(min_length=1, max_length=80), AfterValidator(one_line)] | None = Field(
        default=None, description="Tells the moderator who this is; forgotten once a moderator decided"
    )


class MembershipPatch(Document):
    """Whether a membership shows."""

    shown_on_profile: Switch = Field(description="Once attested, may others see it?")


class MembershipOut(Document):
    """A membership of the caller."""

    group: str = Field(description="The group's id")
    name: str = Field(description="The group's name")
    kind: GroupKind
    standing: Standing = Field(description="`pending`: says to be a member; `attested`: a moderator confirms it")
    joined_at: Moment
    shown_on_profile: bool
    attested_until: Moment | None = Field(description="When the badge ends, unless a moderator renews it")
    badge: str | None = Field(description="The badge in words, as others see it if it is shown")

    @classmethod
    def of(cls, belonging: Belonging, language: Language) -> Self:
        """From the use case, in the member's language."""
        membership, group = belonging.membership, belonging.group
        since = membership.attested_at
        return cls(
            group=group.id,
            name=group.name,
            kind=group.kind,
            standing=membership.standing,
            joined_at=membership.joined_at,
            shown_on_profile=membership.shown_on_profile,
            attested_until=membership.attested_until,
            badge=Badge(group.name, since).words(language) if since else None,
        )


class Memberships(Document):
    """The caller's memberships, oldest first."""

    items: list[MembershipOut]
    next: Cursor = None


class GroupMemberOut(Document):
    """Somebody who says to be a member, for a moderator who can tell."""

    member: str = Field(description="The member's id, to attest or revoke")
    first_name: str
    standing: Standing
    joined_at: Moment
    introduction: str | None = Field(description="What they told the moderator; forgotten once decided")
    attested_until: Moment | None

    @classmethod
    def of(cls, each: GroupMember) -> Self:
        """From the use case."""
        return cls.seen(each.membership, each.first_name)

    @classmethod
    def seen(cls, membership: Membership, first_name: str) -> Self:
        """From a membership and whose it is."""
        return cls(
            member=membership.member_id,
            first_name=first_name,
            standing=membership.standing,
            joined_at=membership.joined_at,
            introduction=membership.introduction,
            attested_until=membership.attested_until,
        )


class GroupMembers(Document):
    """A group's members, newest first."""

    items: list[GroupMemberOut]
    next: Cursor = None


class Decided(Document):
    """What a moderator decided about a membership."""

    member: str
    standing: Standing
    attested_until: Moment | None

    @classmethod
    def of(cls, membership: Membership) -> Self:
        """From the domain."""
        return cls(member=membership.member_id, standing=membership.standing, attested_until=membership.attested_until)


_TENS = "In tens, rounded down; null for fewer than ten people"


class MonthOut(Document):
    """A month of a group that is over. It is told the same for ever."""

    month: str = Field(description="On the Dutch calendar, such as `2026-10`")
    members: int | None = Field(description=_TENS + ", and for months long past")
    attested: int | None = Field(description=_TENS + ", and for months long past")
    requests: int | None = Field(description=_TENS)
    helped: int | None = Field(description=_TENS)
    minutes_to_yes: int | None = Field(description="The median, rounded down to five minutes; null for few people")

    @classmethod
    def of(cls, told: Figures) -> Self:
        """From the domain."""
        return cls(
            month=told.month,
            members=told.members,
            attested=told.attested,
            requests=told.requests,
            helped=told.helped,
            minutes_to_yes=told.minutes_to_yes,
        )


class FiguresOut(Document):
    """A group's months that are over, newest first, a year at most."""

    items: list[MonthOut]
    next: Cursor = None


class NeedOut(Document):
    """A need nearby: no person, no words, no distance."""

    id: str
    category: Category
    first_day: date = Field(description="The first day on which help is needed")
    last_day: date = Field(description="The last")
    day_parts: Sequence[DayPart] = Field(description="The parts of the day that would do")
    area: Area = Field(description="`group`: of somebody in one of your groups")

    @classmethod
    def of(cls, need: OpenNeed) -> Self:
        """From the domain."""
        return cls(
            id=need.id,
            category=need.category,
            first_day=need.first_day,
            last_day=need.last_day,
            day_parts=need.day_parts,
            area=need.area,
        )


class Needs(Document):
    """What is needed nearby, the longest open first."""

    items: list[NeedOut]
    next: Cursor = None


class SteppedForward(Document):
    """What stepping forward came to: the truth at that instant."""

    result: Outcome = Field(description="`matched`, or `too_late` or `closed` when it is not open any more")
