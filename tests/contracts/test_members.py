"""What `whapp.ports.Members` promises, kept by the fake and by the table."""

from dataclasses import fields, replace

import pytest

from tests.support.builders import HOME, MORNING, PART, RINGS, a_member, a_request, an_ask, an_offer, hours, minutes
from tests.support.fake_members import SEARCH_LIMIT
from tests.support.fakes import TownServices
from whapp.domain.category import Category
from whapp.domain.chance import Record
from whapp.domain.crowd import Crowd
from whapp.domain.errors import Conflict, NotFound
from whapp.domain.hours import Day, DayPart, QuietHours
from whapp.domain.language import Language
from whapp.domain.learning import Load
from whapp.domain.member import Care, Channel, Letter, Member, Offer
from whapp.domain.place import Point
from whapp.ports import Members

ELSEWHERE, OTHER_RINGS = Point(52.10, 5.14), (("there",), ("here",))
EVERYTHING = Member(
    id="anna",
    first_name="Änne-Marie",
    birth_year=1950,
    language=Language.EN,
    phone="+31612345678",
    email="anna@example.org",
    home=HOME,
    rings=RINGS,
    part=PART,
    settled_at=MORNING - hours(1000),
    address="Dorpsstraat 1\n3511 AB Utrecht",
    quiet_hours=QuietHours(MORNING.time(), (MORNING + hours(2)).time()),
    urgent_overrides_quiet=True,
    ask_budget_per_week=7,
    channels=(Channel.EMAIL, Channel.SMS),
    paused_until=MORNING + minutes(1.001),
    offers=frozenset({Category.PETS, Category.GROCERIES}),
    asked_week="2026-W10",
    asked_this_week=2,
    asked_until=MORNING,
    groups=frozenset({"watch", "street"}),
    blocks=frozenset({"bert"}),
    blocked_by=frozenset({"cas", "dirk"}),
    suspended_at=MORNING - hours(2),
    kept_until=MORNING + hours(1),
    record=Record(expected=1.5, yeses=2, silences=1),
    last_answered=MORNING - hours(5),
    care=Care(
        at=MORNING + hours(700),
        letter=Letter.STILL_WILLING,
        attempts=2,
        written_at=MORNING - hours(20),
        told=True,
        link_hash="5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",
        practised_at=MORNING - hours(900),
    ),
)
EVERY_OFFER = Offer(
    member_id="anna",
    category=Category.CHORES_AND_REPAIRS,
    radius_m=1500,
    days=frozenset({Day.MON, Day.SUN}),
    day_parts=frozenset({DayPart.EVENING}),
    note="geen ladders",
    regulars=True,
    point=HOME,
    cell="here",
    last_asked=MORNING,
    groups=frozenset({"watch", "street"}),
    record=Record(expected=1.25, yeses=2, silences=1),
)


@pytest.fixture
def members(services: TownServices) -> Members:
    return services.members


def saved(members: Members, member: Member | None = None, *offers: Offer) -> Member:
    """This member, as stored, with these offers."""
    known = members.save(None, replace(member or a_member(), offers=frozenset()))
    for offer in offers:
        members.save_offer(members.get(known.id), offer)
    return members.get(known.id)


# --- profiles ---


def test_a_profile_comes_back_as_it_was_with_its_first_version(members: Members) -> None:
    assert members.save(None, EVERYTHING) == replace(EVERYTHING, version=1)
    assert members.get("anna") == replace(EVERYTHING, version=1)


def test_the_example_leaves_nothing_at_its_default() -> None:
    plain = Member(id="-", first_name="-", birth_year=0)
    same = {each.name for each in fields(Member) if getattr(EVERYTHING, each.name) == getattr(plain, each.name)}
    assert same == {"version"}


def test_a_profile_of_next_to_nothing_comes_back_too(members: Members) -> None:
    bare = Member(id="bare", first_name="B", birth_year=2000)
    members.save(None, bare)
    assert members.get("bare") == replace(bare, version=1)


def test_who_is_not_a_member_is_not_found(members: Members) -> None:
    with pytest.raises(NotFound):
        members.get("nobody")
    saved(members)
    assert set(members.find(["anna", "nobody"])) == {"anna"}
    assert members.find([]) == {}


def test_many_are_found_at_once(members: Members) -> None:
    names = [f"neighbour-{number}" for number in range(30)]
    for name in names:
        members.save(None, a_member(name))
    assert set(members.find(iter(names))) == set(names)


def test_whoever_is_named_twice_is_found_once(members: Members) -> None:
    saved(members)
    assert set(members.find(["anna", "anna"])) == {"anna"}


def test_a_profile_is_saved_by_whoever_read_it_last(members: Members) -> None:
    before = saved(members)
    after = members.save(before, replace(before, first_name="Ans"))
    assert (after.first_name, after.version) == ("Ans", before.version + 1)
    for stale in (before, None):
        with pytest.raises(Conflict):
            members.save(stale, replace(before, first_name="Anja"))
    assert members.get("anna").first_name == "Ans"


def test_a_profile_that_is_gone_cannot_be_saved_over(members: Members) -> None:
    before = saved(members)
    members.erase(before)
    with pytest.raises(Conflict):
        members.save(before, before)


def test_what_is_emptied_is_empty(members: Members) -> None:
    before = members.save(None, EVERYTHING)
    bare = Member(id="anna", first_name="A", birth_year=1950)
    assert members.get("anna") != members.save(before, bare)
    assert members.get("anna") == replace(bare, version=2)


# --- offers ---


def test_an_offer_comes_back_as_it_was(members: Members) -> None:
    saved(members, None, EVERY_OFFER)
    assert members.offers("anna") == [EVERY_OFFER]
    indexed = members.offering(EVERY_OFFER.category, "here")[0]
    # The index need not carry everything: nobody searches by these.
    assert indexed == replace(EVERY_OFFER, note=indexed.note, regulars=indexed.regulars)


def test_an_offer_is_in_the_profile_too(members: Members) -> None:
    before = saved(members)
    members.save_offer(before, an_offer())
    after = members.get("anna")
    assert (after.offers, after.version) == (frozenset({Category.GROCERIES}), before.version + 1)
    members.remove_offer(after, Category.GROCERIES)
    assert members.get("anna").offers == frozenset()
    assert members.offers("anna") == []


def test_an_offer_replaces_the_one_for_the_same_help(members: Members) -> None:
    saved(members, None, an_offer(), an_offer(radius_m=700))
    assert [offer.radius_m for offer in members.offers("anna")] == [700]


def test_offers_are_changed_by_whoever_read_the_profile_last(members: Members) -> None:
    before = saved(members)
    members.save_offer(before, an_offer())
    with pytest.raises(Conflict):
        members.save_offer(before, an_offer(category=Category.PETS))
    with pytest.raises(Conflict):
        members.remove_offer(before, Category.GROCERIES)
    assert [offer.category for offer in members.offers("anna")] == [Category.GROCERIES]


def test_offers_move_along_with_the_home(members: Members) -> None:
    before = saved(members, None, an_offer(last_asked=MORNING), an_offer(category=Category.PETS))
    members.save(before, replace(before, home=ELSEWHERE, rings=OTHER_RINGS))
    assert {(offer.point, offer.cell) for offer in members.offers("anna")} == {(ELSEWHERE, "there")}
    assert members.offering(Category.GROCERIES, "here") == []
    assert [offer.last_asked for offer in members.offering(Category.GROCERIES, "there")] == [MORNING]


def test_offers_of_somebody_without_a_home_are_found_nowhere_and_their_turn_is_kept(members: Members) -> None:
    before = saved(members, None, an_offer(last_asked=MORNING))
    homeless = members.save(before, replace(before, home=None, rings=()))
    assert members.offering(Category.GROCERIES, "here") == []
    members.save(homeless, replace(homeless, home=HOME, rings=RINGS))
    assert [offer.last_asked for offer in members.offering(Category.GROCERIES, "here")] == [MORNING]


def test_whoever_was_not_asked_for_longest_is_found_first(members: Members) -> None:
    for name, asked in (
        ("late", MORNING),
        ("never", None),
        ("early", MORNING - hours(1)),
        ("between", MORNING - minutes(30)),
    ):
        saved(members, a_member(name), an_offer(name, last_asked=asked))
    assert [each.member_id for each in members.offering(Category.GROCERIES, "here")] == [
        "never",
        "early",
        "between",
        "late",
    ]


def test_only_this_help_in_this_cell_is_found(members: Members) -> None:
    saved(members, None, an_offer(), an_offer(category=Category.PETS))
    saved(members, a_member("bert"), an_offer("bert", cell="north"))
    assert [each.member_id for each in members.offering(Category.GROCERIES, "here")] == ["anna"]
    assert members.offering(Category.GROCERIES, "nowhere") == []


def test_a_search_finds_no_more_than_fifty(members: Members) -> None:
    for number in range(SEARCH_LIMIT + 3):
        saved(members, a_member(f"neighbour-{number}"), an_offer(f"neighbour-{number}"))
    assert len(members.offering(Category.GROCERIES, "here")) == SEARCH_LIMIT


def test_being_asked_moves_an_offer_to_the_back(services: TownServices) -> None:
    members = services.members
    for name in ("anna", "bert"):
        saved(members, a_member(name), an_offer(name))
    request = a_request()
    services.requests.create(request)
    anna = members.get("anna").asked(MORNING, MORNING + minutes(30))
    services.requests.save(request, replace(request, asks=(an_ask("anna"),)), loads=[Load(anna, asked=True)])
    assert [each.member_id for each in members.offering(Category.GROCERIES, "here")] == ["bert", "anna"]


# --- looking after ---


def test_whoever_is_due_longest_is_looked_after_first(members: Members) -> None:
    for number in range(20):  # more than there are shards
        members.save(None, a_member(f"neighbour-{number}", care=Care(at=MORNING - minutes(number * 7 % 20))))
    members.save(None, a_member("later", care=Care(at=MORNING + minutes(1))))
    members.save(None, a_member("never"))
    due = list(members.to_look_after(MORNING))
    assert due == sorted(due, key=lambda id_: -(int(id_.partition("-")[2]) * 7 % 20))
    assert len(due) == 20


def test_a_look_moves_with_the_profile_and_ends_with_it(services: TownServices) -> None:
    members = services.members
    known = members.save(None, a_member(care=Care(at=MORNING)))
    moved = members.save(known, replace(known, care=Care(at=MORNING + hours(1))))
    assert list(members.to_look_after(MORNING)) == []
    assert list(members.to_look_after(MORNING + hours(1))) == ["anna"]
    members.save_offer(moved, an_offer())
    assert members.get("anna").care.at == MORNING + hours(1), "an offer leaves it as it is"
    members.erase(members.get("anna"))
    assert list(members.to_look_after(MORNING + hours(1))) == []


def test_members_and_requests_are_watched_apart(services: TownServices) -> None:
    services.members.save(None, a_member(care=Care(at=MORNING)))
    services.requests.create(a_request(watch_at=MORNING))
    assert list(services.members.to_look_after(MORNING + hours(1))) == ["anna"]
    assert list(services.requests.overdue(MORNING + hours(1))) == [a_request().id]


def test_being_asked_leaves_the_care_of_a_member_alone(services: TownServices) -> None:
    members = services.members
    saved(members, replace(EVERYTHING, paused_until=None), an_offer(member_id="anna"))
    request = a_request()
    services.requests.create(request)
    asked = members.get("anna").asked(MORNING, MORNING + minutes(30))
    services.requests.save(request, replace(request, asks=(an_ask("anna"),)), loads=[Load(asked, asked=True)])
    assert members.get("anna").care == EVERYTHING.care


def test_what_a_profile_forgets_its_offers_forget_too(members: Members) -> None:
    known = saved(members, a_member(record=Record(expected=1.5, yeses=1, silences=4)), an_offer())
    forgiven = Record(expected=1.5, yeses=1)
    members.save(known, replace(known, record=forgiven))
    assert [offer.record for offer in members.offers("anna")] == [forgiven]
    assert [offer.record for offer in members.offering(Category.GROCERIES, "here")] == [forgiven]


def test_a_letters_link_leads_to_its_member_until_the_next_letter_or_the_end(members: Members) -> None:
    known = members.save(None, EVERYTHING)
    old = EVERYTHING.care.link_hash
    assert old
    assert members.of_letter(old) == known
    known = members.save(known, replace(known, care=replace(known.care, link_hash="new")))
    for gone in (old, "", "NEW", "new ", "LETTER#new"):
        with pytest.raises(NotFound):
            members.of_letter(gone)
    assert members.of_letter("new") == known
    members.erase(known)
    with pytest.raises(NotFound):
        members.of_letter("new")


# --- leaving ---


def test_whoever_leaves_takes_their_offers_along(members: Members) -> None:
    known = saved(members, None, an_offer(), an_offer(category=Category.PETS))
    members.erase(known)
    assert members.find(["anna"]) == {}
    assert members.offers("anna") == []
    assert members.offering(Category.GROCERIES, "here") == []


def test_nobody_leaves_while_something_changes(members: Members) -> None:
    before = saved(members, None, an_offer())
    members.save(before, replace(before, first_name="Ans"))
    with pytest.raises(Conflict):
        members.erase(before)
    assert members.offers("anna") != []


# --- how crowded a cell is ---


def a_settled(number: int, **known: object) -> Member:
    phone = f"+316{number:08}"
    return replace(a_member(f"neighbour-{number}", phone=phone, settled_at=MORNING, version=0), **known)  # type: ignore[arg-type]


def test_who_settled_in_a_part_by_a_day_is_counted_by_phone(members: Members) -> None:
    for number in range(3):
        members.save(None, a_settled(number))
    members.save(None, a_settled(3, settled_at=MORNING + hours(24)))
    members.save(None, a_settled(4, part="here/ne"))
    members.save(None, a_settled(5, rings=OTHER_RINGS, part="there/s"))
    members.save(None, a_settled(6, phone="+31600000001"))
    for number, uncounted in enumerate(({"phone": None}, {"part": None}, {"settled_at": None}), start=7):
        members.save(None, a_settled(number, **uncounted))
    assert members.settled_in("here", PART, MORNING - hours(24)) == set()
    first = members.settled_in("here", PART, MORNING + hours(5))
    later = members.settled_in("here", PART, MORNING + hours(24))
    assert (len(first), len(later), first < later) == (3, 4, True)
    [north] = members.settled_in("here", "here/ne", MORNING)
    assert north not in later
    moving = members.get("neighbour-0")
    members.save(moving, replace(moving, part="here/ne"))
    members.erase(members.get("neighbour-2"))
    assert len(members.settled_in("here", PART, MORNING)) == 1
    assert members.settled_in("here", "here/ne", MORNING) > {north}, "the same phone is known by the same mark"
    assert members.live_in("here", 8)


def test_how_crowded_a_cell_is_holds_until_it_is_over(members: Members) -> None:
    crowd = Crowd(MORNING - hours(700), {"here/ne": 11, "here/s": 4})
    assert members.crowd("here") is None
    members.note_crowd("here", crowd, MORNING + hours(1))
    assert members.crowd("here") == crowd
    assert members.crowd("there") is None
    members.note_crowd("here", replace(crowd, counts={}), MORNING + hours(1))
    assert members.crowd("here") == replace(crowd, counts={})
    members.note_crowd("here", crowd, MORNING)
    assert members.crowd("here") is None
