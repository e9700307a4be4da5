"""What looked alike, what was said of it, and the statement of the month happen again as they did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from pmo_bot.jobs.replay import replay
from pmo_bot.model import Event, Item, Mode, Pair, Role, Workspace
from pmo_bot.services import blocking, pairs, projects, rehearsal, statements, tape_playing
from pmo_bot.services.items import Capture, capture
from pmo_bot.services.projects import NewProject
from pmo_bot.services.tape import rewind
from pmo_bot.services.together import bring_together
from pmo_bot.store.copy import temporary_copy
from pmo_bot.store.database import Database
from tests.services.shop import START, Shop

BEGINS = START + timedelta(hours=6)


@pytest.fixture(scope="module")
def lived() -> Iterator[Shop]:
    shop = Shop.open(Mode.SUPPORTIVE)
    with shop.db.transaction() as session:
        ria = shop.act("ria").person
        ria.role = Role.PMO
        session.add(ria)
    projects.create(
        shop.db, shop.act("sol"), NewProject("Branch", "BRANCH", shop.id_of("sol"), shop.id_of("ria"), "C2")
    )
    shop.passes(BEGINS - START)
    live(shop)
    yield shop
    shop.close()


def live(shop: Shop) -> None:
    """From Monday to the second of April: pairs are found on Wednesday, and the statement leaves on the first."""
    statements.name_sponsor(shop.db, shop.act("ria"), shop.id_of("sol"))
    due = shop.today() + timedelta(days=20)
    homes = {one.key: one.id for one in projects_of(shop)}
    for title in ("Access list for the new tenant", "Order the new laptops for the branch", "Draft the cutover plan"):
        for who, home in (("ana", "SHOP"), ("ben", "BRANCH")):
            capture(shop.db, shop.act("ria"), Capture(title, owner_id=shop.id_of(who), project_id=homes[home], due=due))
    both_wait(shop)
    shop.passes(timedelta(days=2))
    first, second, third = found(shop.db)
    pairs.talk(shop.db, shop.act("ana"), first.id)
    pairs.different(shop.db, shop.act("ben"), second.id)
    pairs.ask_again(shop.db, shop.act("ben"), second.id)
    pairs.different(shop.db, shop.act("ria"), second.id)
    shop.passes(timedelta(hours=20))
    pairs.same(shop.db, shop.act("ria"), third.id)
    shop.passes(timedelta(days=8))


def both_wait(shop: Shop) -> None:
    """A conversation over what one item waits for: the history of the other leads to it too."""
    other, one = shop.items()[:1] + shop.items()[5:6]
    blocking.block(shop.db, shop.act("ben"), one.id, on_id=other.id)
    act, ben = shop.act("ria"), shop.act("ben").person
    with shop.db.transaction() as session:
        bring_together(session, act, session.get_one(Item, one.id), [ben], "Who begins?")


def projects_of(shop: Shop) -> list[projects.Project]:
    with shop.db.reading() as session:
        return list(session.exec(select(projects.Project)))


def found(db: Database) -> list[Pair]:
    with db.reading() as session:
        return list(session.exec(select(Pair).order_by(Pair.key)))  # type: ignore[arg-type]


def span(shop: Shop) -> tuple[datetime, datetime]:
    return BEGINS, shop.time.at


def test_the_replay_sends_exactly_what_was_sent(lived: Shop) -> None:
    sent = [(m.local, m.to, m.kind, m.items, m.key) for m in rehearsal.messages(lived.db, BEGINS)]
    again = [(m.local, m.to, m.kind, m.items, m.key) for m in replay(lived.db, *span(lived))]
    assert {"brief", "group", "statement"} <= {kind for _, _, kind, _, _ in sent}
    assert ("A-1", "A-2") in {items[-2:] for _, _, kind, items, _ in sent if kind == "brief"}
    assert again == sent


def test_back_and_on_again_the_sponsor_is_named_and_pairs_are_left_to_the_radar(lived: Shop) -> None:
    with temporary_copy(lived.db) as copy:
        tape = rewind(copy, BEGINS)
        with copy.reading() as session:
            assert session.exec(select(Workspace.sponsor_id)).one() is None
            assert session.exec(select(Event).where(Event.what == "radar.looked")).all() == []
        assert found(copy) == []
        while tape.groups:
            tape_playing.happen(copy, tape)
        with copy.reading() as session:
            assert session.exec(select(Workspace.sponsor_id)).one() == lived.id_of("sol")
