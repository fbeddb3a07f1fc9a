"""The lab's members answer as the fakes do, which answer as the table does."""

from random import Random

from benchmarks.policy_lab.rows import SortedMembers
from tests.support.builders import MORNING, a_member, an_offer, hours
from tests.support.fake_members import FakeMembers
from whapp.domain.category import Category


def test_the_offers_of_a_cell_come_in_the_same_order_whatever_happens_to_them() -> None:
    lots = Random(3)  # noqa: S311 - to be repeated
    plain, quick = FakeMembers(), SortedMembers()
    names = [f"helper-{number:02}" for number in range(70)]
    cells = ("here", "there")
    for name in names:
        for members in (plain, quick):
            members.save(None, a_member(name, offers=frozenset()))
    for step in range(600):
        name, category = lots.choice(names), lots.choice([Category.PETS, Category.GARDEN])
        cell, asked, removes = lots.choice(cells), MORNING + hours(step), lots.random() < 0.1
        for members in (plain, quick):
            member = members.get(name)
            if removes:
                members.remove_offer(member, category)
            else:
                offer = an_offer(name, category=category, cell=cell, last_asked=asked if step > 100 else None)
                members.save_offer(member, offer)
        assert {each.category for each in quick.offers(name)} == {each.category for each in plain.offers(name)}
        for where in cells:
            theirs = plain.offering(category, where)
            ours = quick.offering(category, where)
            assert [each.last_asked for each in ours] == [each.last_asked for each in theirs]
            if all(each.last_asked for each in theirs):
                assert ours == theirs


def test_offers_move_along_with_their_home() -> None:
    quick = SortedMembers()
    member = quick.save(None, a_member("anna", offers=frozenset()))
    quick.save_offer(member, an_offer("anna", cell="here"))
    member = quick.get("anna")
    quick.save(member, a_member("anna", rings=(("there",),), version=member.version))
    assert quick.offering(Category.GROCERIES, "here") == []
    assert [offer.cell for offer in quick.offering(Category.GROCERIES, "there")] == ["there"]


def test_who_leaves_is_found_no_more() -> None:
    quick = SortedMembers()
    member = quick.save(None, a_member("anna", offers=frozenset()))
    quick.save_offer(member, an_offer("anna", cell="here"))
    quick.erase(quick.get("anna"))
    assert quick.offering(Category.GROCERIES, "here") == []
