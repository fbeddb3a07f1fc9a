"""A member tells who they are, where they live, and how they want to be asked."""

from dataclasses import dataclass, replace
from datetime import datetime

from whapp.app.change_profile import change_profile
from whapp.app.recognise import recognise
from whapp.app.remove_profile import remove_profile
from whapp.domain import care
from whapp.domain.category import Category
from whapp.domain.errors import InvalidInput, NotPermitted, Unsafe
from whapp.domain.hours import AMSTERDAM, QuietHours
from whapp.domain.language import Language
from whapp.domain.member import ADULT_AGE, DEFAULT_ASK_BUDGET, Channel, Member
from whapp.domain.place import Point
from whapp.domain.policy import CIRCLES
from whapp.domain.safety import concern
from whapp.ports import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a member fills in. `channels` None: SMS when a mobile number is verified, else e-mail."""

    first_name: str
    birth_year: int
    language: Language = Language.NL
    home: Point | None = None
    address: str | None = None
    quiet_hours: QuietHours = QuietHours()  # noqa: RUF009 - frozen
    urgent_overrides_quiet: bool = False
    ask_budget_per_week: int = DEFAULT_ASK_BUDGET
    channels: tuple[Channel, ...] | None = None
    paused_until: datetime | None = None


def save_profile(services: Services, member_id: str, access_token: str, profile: Profile) -> Member:
    """Create or replace the profile; phone and e-mail come verified from the sign-in service.

    Whoever was here before with this phone is suspended and apart from others as they were then.

    Raises InvalidInput for somebody under age, a home outside the Netherlands, or a channel without verified contact,
    Unsafe for an address that tells more, such as where a key is.
    """
    if services.now().astimezone(AMSTERDAM).year - profile.birth_year < ADULT_AGE:
        raise InvalidInput("birth_year", f"Whapp is for people of {ADULT_AGE} and over")
    if profile.home and not profile.home.is_dutch:
        raise InvalidInput("home", "must be in the Netherlands")
    if profile.address and (found := concern(Category.OTHER, profile.address)):
        raise Unsafe(found, "address")
    contact = services.identity.contact(access_token)
    home = profile.home.rounded() if profile.home else None
    rings = services.grid.rings(home, CIRCLES) if home else ()
    part = services.grid.part(home) if home else None
    now = services.now()

    def act(before: Member | None) -> Member:
        known = before or Member(id=member_id, first_name=profile.first_name, birth_year=profile.birth_year)
        wanted = replace(
            known,
            first_name=profile.first_name,
            birth_year=profile.birth_year,
            language=profile.language,
            phone=contact.phone,
            email=contact.email,
            home=home,
            rings=rings,
            part=part,
            settled_at=known.settled_at if part == known.part else now if part else None,
            address=profile.address,
            quiet_hours=profile.quiet_hours,
            urgent_overrides_quiet=profile.urgent_overrides_quiet,
            ask_budget_per_week=profile.ask_budget_per_week,
            paused_until=profile.paused_until,
        )
        if care.rests(known) and not care.rests(wanted):
            wanted = replace(care.welcome_back(wanted, now), paused_until=profile.paused_until)
        if contact.phone and contact.phone != (before.phone if before else None):
            wanted = recognise(services, wanted, contact.phone)
        wanted = replace(wanted, channels=_channels(services, profile, wanted))
        if before and before.email not in (None, wanted.email):
            services.notifier.close_mailbox(member_id)  # first, or whoever reads the old one would go on getting links
        return wanted if wanted == before else services.members.save(before, wanted)

    saved = change_profile(services, member_id, act)
    if saved.version == 1:
        _check_still_here(services, saved, access_token)
    if Channel.EMAIL in saved.channels:
        services.notifier.open_mailbox(saved)
    return saved


def _check_still_here(services: Services, new: Member, access_token: str) -> None:
    """Take back a profile that came to be while its owner left: their sign-in is gone, so nobody else could."""
    try:
        services.identity.contact(access_token)
    except NotPermitted:
        remove_profile(services, new.id)
        raise


def _channels(services: Services, profile: Profile, member: Member) -> tuple[Channel, ...]:
    texted = member.phone is not None and services.notifier.may_text(member.phone)
    if profile.channels is None:
        usable = (Channel.SMS,) * texted + (Channel.EMAIL,) * (member.email is not None)
        return usable[:1]
    for channel in profile.channels:
        if member.reach(channel) is None:
            raise InvalidInput("channels", f"{channel} is not verified with your sign-in")
    if Channel.SMS in profile.channels and not texted:
        raise InvalidInput("channels", "sms goes to Dutch mobile numbers only")
    return tuple(dict.fromkeys(profile.channels))
