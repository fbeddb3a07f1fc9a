"""Finding people: one circle at a time, and their profiles when their turn comes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from whapp.app.vouching import vouching
from whapp.domain.asking import Candidate, left_to_ask, places
from whapp.domain.member import Channel, Member
from whapp.domain.ranking import Found, best, rank, stand_bys
from whapp.domain.request import Request, Shortlist
from whapp.ports import Services

AT_A_TIME = 10  # profiles read together: more than one search usually needs, less than a page


def widen(services: Services, request: Request, now: datetime) -> Request:
    """The request with one more circle searched; the first search starts with the stand-bys and the own cell."""
    shortlist = request.shortlist or Shortlist(made_at=now, prospects=stand_bys(request))
    circle = shortlist.circles
    found = [
        Found(offer, circle)
        for cell in request.rings[circle]
        for offer in services.members.offering(request.category, cell)
    ]
    listed = {prospect.member_id for prospect in shortlist.prospects}
    fresh = [prospect for prospect in rank(found, request, now) if prospect.member_id not in listed]
    prospects = tuple(best((*shortlist.prospects, *fresh)))
    return replace(request, shortlist=replace(shortlist, circles=circle + 1, prospects=prospects))


def bench(
    services: Services, request: Request, now: datetime, sms_resume_at: datetime | None = None
) -> Sequence[Candidate]:
    """Those on the shortlist who may still be asked in this round and still offer this kind of help, best first.

    Whoever may not help this requester is left out: by their own profile, which is read anyway and must be unchanged
    when the ask is written (I7).
    Where only the attested are asked, a group that takes part must vouch for them now. While no SMS go out, those who
    have nothing else rest until `sms_resume_at`. Expects a tidy request, and reads no further than is needed to fill
    its open places.
    """
    free = places(request, services.policy, now)
    if free == 0:
        return []
    left = left_to_ask(request)
    seated: list[Candidate] = []
    ready = 0
    for start in range(0, len(left), AT_A_TIME):
        turn = left[start : start + AT_A_TIME]
        profiles = _allowed(services, request, services.members.find(prospect.member_id for prospect in turn))
        for prospect in turn:
            member = profiles.get(prospect.member_id)
            if member and request.category in member.offers and member.may_help(request.requester_id):
                if sms_resume_at and member.channels == (Channel.SMS,):
                    member = replace(member, paused_until=max(sms_resume_at, member.paused_until or sms_resume_at))
                seated.append(Candidate(member, prospect))
                ready += member.may_be_asked_at(now, urgent=request.urgent) == now
        if ready >= free:
            break
    return seated


def _allowed(services: Services, request: Request, people: Mapping[str, Member]) -> Mapping[str, Member]:
    """Those of these people who may help with this kind of thing at all."""
    if not request.category.needs_attestation:
        return people
    groups = vouching(services, people.values())
    return {id_: member for id_, member in people.items() if not groups.keys().isdisjoint(member.groups)}
