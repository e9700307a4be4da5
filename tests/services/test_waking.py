"""Whatever changes about people makes the plan look again at all they owe or may be told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import col, select, update

from pmo_bot.model import Item, LineKind, Mode, Person, Post, PostState, Priority
from pmo_bot.rules.facts import Recipient
from pmo_bot.rules.policy import DEFAULT
from pmo_bot.services import absences, items, people
from pmo_bot.services.items import Capture
from pmo_bot.services.people import Preferences, calendar_for
from pmo_bot.services.planning_posts import ask_for
from tests.services.shop import Shop

LATER = timedelta(days=300)


@pytest.fixture
def shop() -> Iterator[Shop]:
    opened = Shop.open(Mode.CONTROLLING)
    yield opened
    opened.close()


def woken(shop: Shop) -> bool:
    """Whether the only item is to be looked at now; afterwards it sleeps for long."""
    (item,) = shop.items()
    with shop.db.transaction() as session:
        session.exec(update(Item).values(wake_at=shop.time.at + LATER))
    return item.wake_at == shop.time.at


@pytest.mark.parametrize(("who", "concerned"), [("ana", True), ("ria", True), ("sol", True), ("ben", False)])
def test_who_owes_leads_or_sponsors_it_may_be_told_and_nobody_else(shop: Shop, who: str, concerned: bool) -> None:
    wanted = Capture("Promise", owner_id=shop.id_of("ana"), due=shop.today(), project_id=shop.project().id)
    items.capture(shop.db, shop.act("ana"), wanted)
    woken(shop)
    people.set_preferences(shop.db, shop.act(who), Preferences(country="ES"))
    assert woken(shop) is concerned


def test_who_stands_in_for_them_may_be_told_as_well(shop: Shop) -> None:
    wanted = Capture("Promise", owner_id=shop.id_of("ana"), due=shop.today(), project_id=shop.project().id)
    items.capture(shop.db, shop.act("ana"), wanted)
    absences.add_absence(shop.db, shop.act("sol"), shop.today(), shop.today(), shop.id_of("ben"))
    woken(shop)
    people.set_preferences(shop.db, shop.act("ben"), Preferences(workdays="123"))
    assert woken(shop)


def test_an_ask_that_never_came_leaves_room_for_another(shop: Shop) -> None:
    with shop.db.transaction() as session:
        ana = session.exec(select(Person).where(Person.slack_id == "ana")).one()
        reader = Recipient("owner", ana, calendar_for(ana))
        for state in (PostState.SENT, PostState.SENT, PostState.DROPPED, PostState.SENT):
            post, is_new = ask_for(session, reader, shop.time.at)
            assert (post is not None, is_new) == (True, True)
            session.exec(update(Post).where(col(Post.state) == PostState.DUE).values(state=state))
            session.expire_all()
        assert ask_for(session, reader, shop.time.at) == (None, False)


def test_what_is_shown_and_passed_on_in_the_same_moment_is_one_round(shop: Shop) -> None:
    steps = [{"at": 1, "do": "preview"}, {"at": 1, "to": "contact"}]
    shop.set_policy({**DEFAULT, "escalate": steps, "critical": True})
    owed = {"owner_id": shop.id_of("ana"), "project_id": shop.project().id, "priority": Priority.CRITICAL}
    items.capture(shop.db, shop.act("ben"), Capture("Promise", due=shop.today(), **owed))
    shop.passes(timedelta(days=2))
    lines = {line.kind: line.escalation_id for line in shop.lines()}
    assert lines[LineKind.PREVIEW] == lines[LineKind.PACKET] is not None
