"""Reports and suspensions, over the fakes and over the table."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.support.builders import a_member, a_request, amsterdam, an_ask, created, hours, matched
from tests.support.fakes import TownServices
from tests.support.letters import reply_id_in
from tests.support.town import HelpRequest, Neighbour, Town
from whapp.app.admit import admit
from whapp.app.answer_reply import Decision, answer_reply
from whapp.app.lift_suspension import lift_suspension
from whapp.app.list_blocks import list_blocks
from whapp.app.list_reports import list_reports
from whapp.app.look_after import look_after
from whapp.app.read_report import read_report
from whapp.app.reply_view import ReplyState
from whapp.app.report_member import report_member
from whapp.app.resolve_report import resolve_report
from whapp.app.show_contact import show_contact
from whapp.app.show_reply import show_reply
from whapp.app.suspend_member import suspend_member
from whapp.domain import acts
from whapp.domain.ask import AskState
from whapp.domain.authority import Role
from whapp.domain.block import MOST
from whapp.domain.errors import Conflict, NotFound, NotSuspended, OwnSuspension, Suspended, WrongRole
from whapp.domain.event import Actor, Happening
from whapp.domain.member import Letter
from whapp.domain.notice import NoticeKind
from whapp.domain.report import Complaint, Report, Verdict
from whapp.domain.request import Status
from whapp.ports import Requests


def a_match(town: Town) -> tuple[HelpRequest, Neighbour, Neighbour]:
    """Rosa asked, Anna said yes; Cees sits at the safety desk."""
    town.services.roles.give("cees", Role.OPERATIONS)
    rosa, anna = town.neighbour("Rosa", offers=()), town.neighbour("Anna")
    groceries = town.asks_for_help(rosa)
    anna.is_asked().says_yes()
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    return groceries, rosa, anna


def taps_something_is_not_right(town: Town, who: Neighbour) -> ReplyState:
    assert who.link
    page = answer_reply(town.services, who.link, Decision.REPORT, None)
    town.settles()
    return page.state


def waiting(town: Town) -> list[Report]:
    return list(list_reports(town.services, "cees", None, resolved=False).items)


# --- reports ---


def test_a_helper_reports_in_one_tap_and_the_two_are_apart(town: Town) -> None:
    """I11, I15: contact is gone at once, and a second tap is the same report."""
    groceries, rosa, anna = a_match(town)
    assert anna.looks_up_contact().contact
    assert taps_something_is_not_right(town, anna) is ReplyState.REPORTED
    assert taps_something_is_not_right(town, anna) is ReplyState.REPORTED
    assert anna.looks_up_contact().state is ReplyState.REPORTED
    assert anna.says_yes().state is ReplyState.REPORTED
    for who in (rosa, anna):
        with pytest.raises(NotFound):
            show_contact(town.services, groceries.id, who.id)
    assert [each.first_name for each in list_blocks(town.services, anna.id)] == ["Rosa"]
    [report] = waiting(town)
    assert (report.by, report.reporter_id, report.reported_id) == (Actor.HELPER, "anna", "rosa")
    assert Happening.REPORTED not in groceries.timeline  # whoever is reported reads it
    assert Happening.WITHDRAWN in groceries.timeline
    rosa.phone.expects_sms(NoticeKind.NOBODY_ELSE)


def test_looking_at_the_page_reports_nobody(town: Town) -> None:
    _, _, anna = a_match(town)
    assert anna.link
    for _ in range(10):
        assert show_reply(town.services, anna.link).state is ReplyState.MATCHED
    assert waiting(town) == []


def test_somebody_who_was_only_asked_can_report_too(town: Town) -> None:
    rosa, anna, bert = town.neighbour("Rosa", offers=()), town.neighbour("Anna"), town.neighbour("Bert", metres=900)
    town.services.roles.give("cees", Role.OPERATIONS)
    groceries = town.asks_for_help(rosa)
    anna.is_asked()
    assert taps_something_is_not_right(town, anna) is ReplyState.REPORTED
    bert.is_asked()
    assert [ask.state for ask in groceries.now.asks] == [AskState.DECLINED, AskState.OPEN]
    assert len(waiting(town)) == 1


def test_who_is_asked_once_more_while_they_report_reads_that_they_reported(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I8: found by the explorer, once in 25,000 runs."""
    rosa, anna = town.neighbour("Rosa", offers=()), town.neighbour("Anna")
    groceries = town.asks_for_help(rosa)
    anna.is_asked()

    def asked_once_more(*_: object) -> None:
        before = town.services.requests.load(groceries.id)
        [first] = before.asks
        again = replace(first, round=2, asked_at=town.services.now())
        after = replace(before, round=2, asks=(replace(first, state=AskState.TIMED_OUT), again))
        town.services.requests.save(before, after)

    monkeypatch.setattr("whapp.app.report_member.keep_apart", asked_once_more)
    assert anna.link
    assert answer_reply(town.services, anna.link, Decision.REPORT, None).state is ReplyState.REPORTED
    [report] = town.services.requests.load(groceries.id).reports
    assert (report.round, report.reporter_id) == (2, anna.id)


def test_a_requester_reports_the_helper_and_the_search_goes_on(town: Town) -> None:
    groceries, rosa, anna = a_match(town)
    bert = town.neighbour("Bert", metres=900)
    made = report_member(town.services, groceries.id, rosa.id, 1, Complaint.MONEY)
    town.settles()
    anna.phone.expects_sms(NoticeKind.VISIT_CANCELLED)
    assert anna.link
    assert show_reply(town.services, anna.link).state is ReplyState.CLOSED  # and hears no more of it
    bert.is_asked().says_yes()
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    assert report_member(town.services, groceries.id, rosa.id, 1, None) == made
    assert groceries.status is Status.MATCHED
    assert groceries.timeline[3:5] == [Happening.REPORTED, Happening.CALLED_OFF]


def test_after_the_help_a_report_takes_the_contact_away_and_changes_no_end(town: Town) -> None:
    """I6, I11."""
    groceries, _, anna = a_match(town)
    groceries.is_done()
    begun = list(town.services.cascades.started)
    assert taps_something_is_not_right(town, anna) is ReplyState.REPORTED
    with pytest.raises(NotFound):
        show_contact(town.services, groceries.id, anna.id)
    assert groceries.status is Status.HELPED
    assert town.services.cascades.started == begun


def test_where_no_more_blocks_fit_a_report_does_the_rest(town: Town) -> None:
    groceries, rosa, anna = a_match(town)
    full = frozenset(f"member-{number}" for number in range(MOST))
    town.services.members.keep_apart([replace(town.services.members.get(anna.id), blocks=full)])
    groceries.is_done()
    taps_something_is_not_right(town, anna)
    assert len(waiting(town)) == 1
    for who in (rosa, anna):
        with pytest.raises(NotFound):
            show_contact(town.services, groceries.id, who.id)


def test_a_stranger_reports_nobody(town: Town) -> None:
    groceries, _, _ = a_match(town)
    with pytest.raises(NotFound):
        report_member(town.services, groceries.id, "somebody", None, None)
    assert waiting(town) == []


def test_the_desk_lists_reads_and_resolves(town: Town) -> None:
    groceries, _, anna = a_match(town)
    taps_something_is_not_right(town, anna)
    Neighbour(town, "rosa").phone.expects_sms(NoticeKind.NOBODY_ELSE)
    [report] = waiting(town)
    seen = read_report(town.services, report.id, "cees")
    assert (seen.report, seen.request.id) == (report, groceries.id)
    assert [event.what for event in seen.timeline] == groceries.timeline
    version = groceries.now.version
    resolved = resolve_report(town.services, report.id, "cees", Verdict.TALKED)
    assert resolved == resolve_report(town.services, report.id, "cees", Verdict.TALKED)
    assert (resolved.verdict, resolved.resolved_by) == (Verdict.TALKED, "cees")
    assert groceries.now.version == version + 1
    assert waiting(town) == []
    assert list_reports(town.services, "cees", None, resolved=True).items == [resolved]
    with pytest.raises(NotFound):
        read_report(town.services, f"{groceries.id}-1-1-requester", "cees")
    with pytest.raises(NotFound):
        resolve_report(town.services, f"{groceries.id}-1-1-requester", "cees", Verdict.TALKED)


def test_the_desk_is_for_operations(town: Town) -> None:
    groceries, rosa, _ = a_match(town)
    for attempt in (
        lambda: list_reports(town.services, rosa.id, None, resolved=False),
        lambda: read_report(town.services, f"{groceries.id}-1-1-helper", rosa.id),
        lambda: resolve_report(town.services, f"{groceries.id}-1-1-helper", rosa.id, Verdict.TALKED),
        lambda: suspend_member(town.services, "anna", rosa.id),
        lambda: lift_suspension(town.services, "anna", rosa.id),
    ):
        with pytest.raises(WrongRole):
            attempt()


def test_a_report_is_kept_with_its_request(requests: Requests) -> None:
    before = created(requests)
    ask = an_ask("anna", state=AskState.ACCEPTED)
    after, report = acts.report(
        matched("anna", version=before.version), ask, Actor.REQUESTER, "rosa", Complaint.UNSAFE, before.created_at
    )
    requests.save(before, after)
    loaded = requests.load(before.id)
    assert loaded.reports == (report,)
    resolved = report.resolved(Verdict.SUSPENDED, "cees", before.created_at + timedelta(days=1))
    requests.save(loaded, replace(loaded, reports=(resolved,)))
    assert requests.load(before.id).reports == (resolved,)
    assert list(requests.reports(None, resolved=False).items) == []
    assert list(requests.reports(None, resolved=True).items) == [resolved]


# --- suspension ---


def suspends(town: Town, who: Neighbour) -> None:
    suspend_member(town.services, who.id, "cees")
    town.settles()


def test_what_a_suspended_helper_promised_is_searched_on_for(town: Town) -> None:
    groceries, rosa, anna = a_match(town)
    bert = town.neighbour("Bert", metres=900)
    town.time_passes(hours=1)
    second = town.asks_for_help(rosa)
    anna.is_asked()
    suspends(town, anna)
    suspends(town, anna)
    anna.phone.expects_sms(NoticeKind.VISIT_CANCELLED)
    rosa.phone.expects_sms(NoticeKind.SEARCHING_AGAIN)
    bert.is_asked().says_yes()
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    assert second.now.match  # one at a time: the first is Bert's when he is free again
    assert [request.now.asks[0].state for request in (groceries, second)] == [AskState.CALLED_OFF] * 2
    assert anna.says_yes().state is ReplyState.SUSPENDED
    with pytest.raises(Suspended):
        admit(town.services, anna.id)
    admit(town.services, rosa.id)
    admit(town.services, "nobody yet")


def test_whoever_is_suspended_hears_so_once_and_in_waking_hours(town: Town) -> None:
    """I16: from us, and not from a page that says that the help is not needed any more."""
    _, rosa, anna = a_match(town)
    town.services.clock.now = amsterdam(2026, 3, 4, 23)
    suspends(town, anna)
    assert look_after(town.services, town.services.now() + hours(1)).letters == 0
    town.time_passes(hours=10)
    anna.phone.expects_sms(NoticeKind.VISIT_CANCELLED)
    rosa.phone.expects_sms(NoticeKind.NOBODY_ELSE)
    assert look_after(town.services, town.services.now() + hours(1)).letters == 1
    anna.link = reply_id_in(anna.phone.expects_letter(Letter.SUSPENDED))
    assert anna.says_yes().state is ReplyState.SUSPENDED
    town.time_passes(days=40)
    assert look_after(town.services, town.services.now() + hours(1)).letters == 0
    lift_suspension(town.services, anna.id, "cees")
    assert show_reply(town.services, anna.link).state is ReplyState.WILLING


def test_whoever_is_suspended_reports_nobody_on_the_page_of_help_that_was_given(town: Town) -> None:
    groceries, _, anna = a_match(town)
    groceries.is_done()
    suspends(town, anna)
    assert taps_something_is_not_right(town, anna) is ReplyState.SUSPENDED
    assert waiting(town) == []


def test_whoever_is_suspended_says_no_more_how_a_visit_went(town: Town) -> None:
    groceries, rosa, anna = a_match(town)
    town.time_passes(hours=8, minutes=30)
    anna.phone.expects_sms(NoticeKind.ARE_YOU_COMING)
    rosa.phone.expects_sms(NoticeKind.HELPER_SILENT)
    suspends(town, anna)
    assert anna.says_it_worked_out().state is ReplyState.SUSPENDED
    assert groceries.now.match
    assert groceries.now.match.worked_out is None
    town.time_passes(days=3)
    rosa.phone.expects_sms(NoticeKind.DID_IT_WORK_OUT)


def test_nobody_suspends_themselves(town: Town) -> None:
    a_match(town)
    town.neighbour("Cees", offers=())
    with pytest.raises(OwnSuspension):
        suspend_member(town.services, "cees", "cees")
    admit(town.services, "cees")


def test_a_verdict_tells_of_a_suspension_only_when_there_is_one(town: Town) -> None:
    _, rosa, anna = a_match(town)
    taps_something_is_not_right(town, anna)
    rosa.phone.expects_sms(NoticeKind.NOBODY_ELSE)
    [report] = waiting(town)
    with pytest.raises(NotSuspended):
        resolve_report(town.services, report.id, "cees", Verdict.SUSPENDED)
    assert waiting(town) == [report]
    suspends(town, rosa)
    resolved = resolve_report(town.services, report.id, "cees", Verdict.SUSPENDED)
    lift_suspension(town.services, rosa.id, "cees")
    assert resolve_report(town.services, report.id, "cees", Verdict.SUSPENDED) == resolved  # I15


def test_a_group_that_only_somebody_suspended_keeps_is_told_to_operations(
    watch: Town, caplog: pytest.LogCaptureFixture
) -> None:
    watch.neighbour("Mia", offers=())
    group = watch.services.groups.get("watch")
    two = watch.services.groups.save(group, group.with_moderator("mia"))
    suspend_member(watch.services, "mo", "cees")
    assert "group without moderator" not in caplog.messages
    watch.services.groups.save(two, replace(two, moderators=frozenset({"mo"})))
    suspend_member(watch.services, "mo", "cees")
    assert "group without moderator" in caplog.messages


def test_nobody_asks_somebody_who_is_suspended_until_that_is_lifted(town: Town) -> None:
    """I7."""
    town.services.roles.give("cees", Role.OPERATIONS)
    rosa, anna = town.neighbour("Rosa", offers=()), town.neighbour("Anna")
    suspends(town, anna)
    assert town.asks_for_help(rosa).chance == 0
    rosa.phone.expects_sms(NoticeKind.NOBODY_AVAILABLE)
    lift_suspension(town.services, anna.id, "cees")
    assert lift_suspension(town.services, anna.id, "cees").suspended_at is None
    admit(town.services, anna.id)
    town.asks_for_help(rosa)
    anna.is_asked()


def test_the_requests_of_somebody_who_is_suspended_are_cancelled(town: Town) -> None:
    groceries, rosa, anna = a_match(town)
    suspends(town, rosa)
    anna.phone.expects_sms(NoticeKind.VISIT_CANCELLED)
    assert groceries.status is Status.CANCELLED
    assert town.services.requests.timeline(groceries.id)[-1].by is Actor.WHAPP


def test_a_desk_that_dies_half_way_leaves_the_rest_to_the_next_look(town: Town) -> None:
    groceries, rosa, anna = a_match(town)
    known = town.services.members.get(rosa.id)
    town.services.members.save(known, replace(known, suspended_at=town.services.now()))
    with pytest.raises(NotFound):
        show_contact(town.services, groceries.id, anna.id)
    town.all_cascades_die()
    town.time_passes(hours=7)
    town.the_janitor_comes()
    anna.phone.expects_sms(NoticeKind.VISIT_CANCELLED)
    assert groceries.status is Status.CANCELLED


def test_who_is_not_a_member_cannot_be_suspended(town: Town) -> None:
    town.services.roles.give("cees", Role.OPERATIONS)
    for act in (suspend_member, lift_suspension):
        with pytest.raises(NotFound):
            act(town.services, "nobody", "cees")


def test_nobody_is_matched_who_was_suspended_meanwhile(services: TownServices) -> None:
    """The yes and the suspension are on their way at once."""
    before = created(services.requests)
    services.members.save(None, a_member("anna", suspended_at=before.created_at))
    with pytest.raises(Conflict):
        services.requests.save(before, matched("anna", version=before.version))


def test_a_suspension_is_kept_and_takes_the_member_out_of_the_search(services: TownServices) -> None:
    anna = services.members.save(None, a_member("anna", suspended_at=a_request().created_at))
    assert services.members.get("anna") == anna
    assert anna.found_in is None
