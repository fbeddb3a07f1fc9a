"""The care job: helpers whom nothing happens to are looked after, each about once a month."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from whapp.app.change_profile import change_profile
from whapp.app.reach import reach
from whapp.domain import care
from whapp.domain.ask import hash_secret
from whapp.domain.errors import Conflict, DeliveryDelayed, DeliveryUnknown, NotFound, Undeliverable
from whapp.domain.ids import letter_id
from whapp.domain.member import Letter, Member
from whapp.domain.messages import write_letter
from whapp.ports import Services


@dataclass(frozen=True, slots=True)
class Looked:
    """How far a run came: how many it looked at and wrote to, how late it was for the first, and whether it is done.

    `failures` are what went wrong with some, while the others were looked after.
    """

    members: int
    letters: int
    late: timedelta
    done: bool
    failures: tuple[Exception, ...]


def look_after(services: Services, until: datetime) -> Looked:
    """Look after everybody who is due, the longest overdue first, and begin with nobody at or after `until`.

    The next run goes on where this one stops; two at once do no harm.
    """
    members = letters = 0
    late, failures = timedelta(0), list[Exception]()
    for member_id in services.members.to_look_after(services.now()):
        now = services.now()
        if now >= until:
            return Looked(members, letters, late, False, tuple(failures))
        try:
            member = services.members.get(member_id)
            late = max(late, now - member.care.at) if member.care.at else late
            letters += _look_after(services, member)
            members += 1
        except (Conflict, NotFound):
            continue  # another worker was faster, or the member changed or left: who is still due, is so next time
        except Exception as failure:  # noqa: BLE001 - told to the caller
            failures.append(failure)
    return Looked(members, letters, late, True, tuple(failures))


def _look_after(services: Services, member: Member) -> bool:
    """Look after one member; whether they were written to."""
    secret = services.mint()
    looked_after, letter = care.look_after(member, services.now(), secret)
    if looked_after == member:
        return False  # the index lags behind
    claimed = services.members.save(member, looked_after)
    return letter is not None and _write(services, claimed, letter, secret)


def _write(services: Services, member: Member, letter: Letter, secret: str) -> bool:
    """Send a claimed letter; whether it went out."""
    sent, for_good = True, False
    try:
        reach(services, member, write_letter(letter, member.language, f"{services.public_url}/r/{letter_id(secret)}"))
    except DeliveryUnknown:
        return False  # as if this worker had died here: no other letter this month
    except DeliveryDelayed:
        sent = False
    except Undeliverable:
        sent, for_good = False, True

    def mark(now: Member | None) -> None:
        if now is None or now.care.link_hash != hash_secret(secret):
            return
        marked = care.told(now) if sent else care.not_reached(now, services.now(), for_good=for_good)
        services.members.save(now, marked)

    change_profile(services, member.id, mark)
    return sent
