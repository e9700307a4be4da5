"""Who lets the bot in and takes it out; whose token is renewed by whom; and how keys come and go."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from pydantic import SecretStr
from sqlmodel import col, select

from pmo_bot.model import Event, Grant, Installation, Item, Person, Post, PostKind, Project, Workspace
from pmo_bot.services import installing, planning, renewing
from pmo_bot.services.renewing import Rekeyed
from pmo_bot.store import outbox, queries, whole
from pmo_bot.store.database import Database
from pmo_bot.store.keys import keys_from, new_key
from pmo_bot.store.vault import Vault

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
OLD, NEW = keys_from(f"{new_key()},{new_key()}")
VAULT = Vault([OLD])
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    made = Database(database_url)
    yield made
    made.close()


@pytest.fixture
def light(sqlite_url: str) -> Iterator[Database]:
    """Where it does not matter which database it is."""
    made = Database(sqlite_url)
    yield made
    made.close()


def granted(owner: str = "T1", *, bot_token: str = "", refresh_token: str | None = None, **more: Any) -> Grant:
    """What Slack gives to a workspace, or to an organisation that is one."""
    told: dict[str, Any] = {
        "team_id": owner, "enterprise_id": "", "is_org_wide": False, "name": f"Company {owner}",
        "bot_token": SecretStr(bot_token or f"xoxb-{owner}"),
        "refresh_token": SecretStr(f"xoxe-{owner}" if refresh_token is None else refresh_token),
        "expires_in": 43_200.0, "scopes": "chat:write", "installed_by": "U1",
    }  # fmt: skip
    return Grant(**(told | more))


# --- on the way to Slack and back -----------------------------------------------------


def test_whoever_set_out_comes_back_once_in_time_and_in_the_same_browser(db: Database) -> None:
    installing.set_out(db, "state", "verifier", NOW)
    assert not installing.came_back(db, "state", "another browser", NOW)
    assert not installing.came_back(db, "another state", "verifier", NOW)
    assert not installing.came_back(db, "", "", NOW)
    assert installing.came_back(db, "state", "verifier", NOW + 9 * MINUTE)
    assert not installing.came_back(db, "state", "verifier", NOW + 9 * MINUTE), "a second time"
    installing.set_out(db, "slow", "verifier", NOW)
    assert not installing.came_back(db, "slow", "verifier", NOW + 10 * MINUTE)


def test_a_crowd_is_told_to_wait_and_disturbs_nobody_on_the_way(
    light: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installing, "MOST_ON_THE_WAY", 3)
    for number in range(3):
        installing.set_out(light, f"state {number}", "verifier", NOW)
    with pytest.raises(installing.TooMany):
        installing.set_out(light, "one more", "verifier", NOW)
    assert installing.came_back(light, "state 0", "verifier", NOW)
    installing.set_out(light, "later", "verifier", NOW + 11 * MINUTE)


# --- in, out, and erased --------------------------------------------------------------


def a_company(db: Database, team: str, number: int) -> None:
    """Somebody owes something, and a message is about to leave."""
    with db.transaction() as session:
        known = {"team_id": team, "created_at": NOW}
        for row in (
            Person(id=number, team_id=team, slack_id="U1", name="Maria"),
            Project(id=number, key="APOLLO", name="Apollo", lead_id=number, wake_at=NOW, **known),
            Item(id=number, number=1, title="List", owner_id=number, requester_id=number, project_id=number,
                 due=NOW.date(), wake_at=NOW, **known),
            Post(id=number, team_id=team, key="brief:1", kind=PostKind.BRIEF, lane=f"{team}/1", person_id=number,
                 not_before=NOW, created_at=NOW),
        ):  # fmt: skip
            session.add(row)
            session.flush()


def claimed(db: Database, at: datetime) -> set[str]:
    with db.transaction() as session:
        found = outbox.claim(session, at, timedelta(seconds=0), "test", 10)
        teams = {one.team_id for one in found}
        for one in found:
            outbox.put_back(session, one)
        return teams


def test_taken_out_it_is_silent_at_once_let_in_again_nothing_is_lost_and_left_out_it_is_erased(db: Database) -> None:
    for number, team in enumerate(("T1", "T2"), 1):
        installing.let_in(db, VAULT, granted(team), NOW)
        a_company(db, team, number)
    assert claimed(db, NOW) == {"T1", "T2"}
    assert installing.token_of(db, VAULT, "T1") == "xoxb-T1"

    assert installing.taken_out(db, ["T1"], NOW, NOW + MINUTE) == ["T1"]
    assert installing.taken_out(db, ["T1"], NOW, NOW + MINUTE) == [], "Slack tells it twice, in two ways"
    assert installing.token_of(db, VAULT, "T1") is None
    assert not installing.serves(db, "T1", "", NOW)
    with db.reading() as session:
        kept = session.get_one(Installation, "T1")
        assert (kept.bot_token, kept.refresh_token, kept.expires_at) == ("", "", None)
    assert claimed(db, NOW + DAY) == {"T2"}
    planning.plan(db, NOW + DAY)
    with db.reading() as session:
        assert {one.team_id for one in session.exec(select(Post).where(Post.id > 2))} <= {"T2"}

    installing.let_in(db, VAULT, granted("T1", bot_token="xoxb-again"), NOW + 29 * DAY)
    assert installing.token_of(db, VAULT, "T1") == "xoxb-again"
    assert "T1" in claimed(db, NOW + 29 * DAY)
    assert installing.taken_out(db, ["T1"], NOW, NOW + 30 * DAY) == [], "it was told late: that was before"
    assert list(installing.erase_due(db, NOW + 31 * DAY, 30)) == []

    assert installing.taken_out(db, ["T1"], NOW + 40 * DAY, NOW + 40 * DAY) == ["T1"]
    assert list(installing.erase_due(db, NOW + 69 * DAY, 30)) == []
    assert list(installing.erase_due(db, NOW + 70 * DAY, 30)) == ["T1"]
    assert list(installing.erase_due(db, NOW + 71 * DAY, 30)) == []
    with db.reading() as session:
        assert whole.rows_of(session, "T1") == {}
        assert session.get(Workspace, "T1") is None
        assert session.get(Installation, "T1") is None
        assert whole.rows_of(session, "T2")["item"] == 1


def looked_at(db: Database, team: str) -> tuple[datetime | None, datetime | None]:
    """When the plan looks again at a workspace, and at its items."""
    with db.reading() as session:
        item = session.exec(select(Item.wake_at).where(Item.team_id == team)).one()
        return session.get_one(Workspace, team).wake_at, item


@pytest.mark.parametrize("by_itself_first", [True, False])
def test_who_comes_back_another_way_is_awake_again(light: Database, by_itself_first: bool) -> None:
    """A workspace lets it in by itself and later through its organisation; or the other way round."""
    own, org = granted(enterprise_id="E1"), granted("E1", enterprise_id="E1", is_org_wide=True)
    first, second = (own, org) if by_itself_first else (org, own)
    installing.let_in(light, VAULT, first, NOW)
    assert installing.serves(light, "T1", "E1", NOW)
    a_company(light, "T1", 1)
    installing.taken_out(light, [first.owner], NOW + DAY, NOW + DAY)
    assert looked_at(light, "T1") == (whole.NEVER, whole.NEVER)
    installing.let_in(light, VAULT, second, NOW + 2 * DAY)
    assert looked_at(light, "T1") == (None, NOW + 2 * DAY)
    assert claimed(light, NOW + 2 * DAY) == {"T1"}
    with light.reading() as session:
        told = session.exec(select(Event.what).order_by(col(Event.id))).all()
    assert told == ["workspace.uninstalled", "workspace.installed"]
    installing.let_in(light, VAULT, first, NOW + 3 * DAY)
    with light.reading() as session:
        assert session.exec(select(Event.what).order_by(col(Event.id))).all() == told, "it was never gone meanwhile"


def test_two_let_it_in_for_the_first_time_at_once(postgres_url: str) -> None:
    """Nobody of them sees a fault: one of the two tokens is kept, and it can be opened."""
    with closing(Database(postgres_url)) as db, ThreadPoolExecutor(2) as both:
        for team in map("T{}".format, range(5)):
            at_once = Barrier(2)

            def comes(token: str, team: str = team, at_once: Barrier = at_once) -> None:
                at_once.wait()
                installing.let_in(db, VAULT, granted(team, bot_token=token), NOW)

            assert [one.result() for one in [both.submit(comes, f"xoxb-{n}") for n in range(2)]] == [None, None]
            assert installing.token_of(db, VAULT, team) in {"xoxb-0", "xoxb-1"}


def test_who_went_and_came_back_stands_in_the_history_and_who_is_new_is_empty(light: Database) -> None:
    installing.let_in(light, VAULT, granted(), NOW)
    with light.reading() as session:
        assert whole.is_empty(session), "what was exported elsewhere can be brought here"
    installing.taken_out(light, ["T1"], NOW, NOW + DAY)
    installing.let_in(light, VAULT, granted(), NOW + 2 * DAY)
    with light.reading() as session:
        events = session.exec(select(Event).order_by(col(Event.id))).all()
    assert [(one.what, one.before, one.after) for one in events] == [
        ("workspace.uninstalled", {}, {}),
        ("workspace.installed", {}, {}),
    ]


def test_an_organisation_serves_each_of_its_workspaces_until_it_closes_one_or_all(db: Database) -> None:
    org = granted("E1", enterprise_id="E1", is_org_wide=True, bot_token="xoxb-org")
    installing.let_in(db, VAULT, org, NOW)
    assert not installing.serves(db, "T1", "", NOW), "nobody said that it belongs to it"
    assert not installing.serves(db, "T1", "E2", NOW)
    assert installing.serves(db, "T1", "E1", NOW)
    assert installing.serves(db, "T2", "E1", NOW)
    installing.let_in(db, VAULT, granted("T2", enterprise_id="E1", bot_token="xoxb-own"), NOW)
    assert installing.token_of(db, VAULT, "T1") == "xoxb-org"
    assert installing.token_of(db, VAULT, "T2") == "xoxb-own"

    installing.closed(db, ["T1", "T2", "T9"], NOW)
    assert installing.token_of(db, VAULT, "T1") is None
    assert installing.token_of(db, VAULT, "T2") == "xoxb-own"
    assert installing.serves(db, "T1", "E1", NOW + DAY), "it was let in again"
    assert list(installing.erase_due(db, NOW + 40 * DAY, 30)) == []

    assert installing.taken_out(db, ["T9", "E1"], NOW + DAY, NOW + DAY) == ["T1"]
    assert installing.token_of(db, VAULT, "T2") == "xoxb-own"
    assert list(installing.erase_due(db, NOW + 40 * DAY, 30)) == ["T1"]
    assert not installing.serves(db, "T1", "E1", NOW + 41 * DAY)


def test_what_was_left_is_erased_so_long_after_the_last_way_in_was_closed(light: Database) -> None:
    installing.let_in(light, VAULT, granted("E1", enterprise_id="E1", is_org_wide=True), NOW)
    assert installing.serves(light, "T1", "E1", NOW)
    installing.taken_out(light, ["E1"], NOW + DAY, NOW + DAY)
    installing.let_in(light, VAULT, granted(enterprise_id="E1"), NOW + 20 * DAY)
    a_company(light, "T1", 1)
    installing.taken_out(light, ["T1"], NOW + 25 * DAY, NOW + 25 * DAY)
    assert list(installing.erase_due(light, NOW + 40 * DAY, 30)) == []
    assert list(installing.erase_due(light, NOW + 54 * DAY, 30)) == []
    assert list(installing.erase_due(light, NOW + 55 * DAY, 30)) == ["T1"]


def test_what_somebody_writes_meanwhile_is_erased_too(postgres_url: str) -> None:
    with closing(Database(postgres_url)) as db, ThreadPoolExecutor(1) as other:
        installing.let_in(db, VAULT, granted(), NOW)
        installing.taken_out(db, ["T1"], NOW, NOW)
        with db.transaction() as session:
            queries.turn(session, "T1")
            session.add(Person(team_id="T1", name="Maria"))
            session.flush()
            erasing = other.submit(lambda: list(installing.erase_due(db, NOW + 30 * DAY, 30)))
            with pytest.raises(TimeoutError):
                erasing.result(timeout=0.3)
        assert erasing.result() == ["T1"]
        with db.reading() as session:
            assert whole.teams(session) == []


# --- tokens that end ------------------------------------------------------------------


def ends_in(db: Database, team: str, left: timedelta) -> None:
    with db.transaction() as session:
        kept = session.get_one(Installation, team)
        kept.expires_at = outbox.shared_clock(session) + left
        session.add(kept)


def test_a_token_is_renewed_by_one_and_before_it_ends(db: Database) -> None:
    for team in ("T1", "T2", "T3"):
        installing.let_in(db, VAULT, granted(team), NOW)
    installing.let_in(db, VAULT, granted("T4", refresh_token="", expires_in=0.0), NOW)
    assert renewing.take_ending(db, VAULT) == []
    ends_in(db, "T1", timedelta(hours=1))
    ends_in(db, "T2", -DAY)
    (two, one) = renewing.take_ending(db, VAULT)
    assert ((one.owner, one.refresh_token), two.owner) == (("T1", "xoxe-T1"), "T2")
    assert renewing.take_ending(db, VAULT) == [], "the other process"
    assert "xoxe" not in repr(one)

    assert renewing.renewed(db, VAULT, one, granted("T1", bot_token="xoxb-new", refresh_token="xoxe-new"))
    assert installing.token_of(db, VAULT, "T1") == "xoxb-new"
    assert renewing.take_ending(db, VAULT) == []
    renewing.put_off(db, two)
    assert renewing.take_ending(db, VAULT) == []


def test_whoever_answers_after_the_bot_was_taken_out_or_let_in_anew_changes_nothing(light: Database) -> None:
    for team in ("T1", "T2"):
        installing.let_in(light, VAULT, granted(team), NOW)
        ends_in(light, team, timedelta(hours=1))
    endings = {one.owner: one for one in renewing.take_ending(light, VAULT)}
    installing.taken_out(light, ["T1"], NOW, NOW)
    installing.let_in(light, VAULT, granted("T2", bot_token="xoxb-anew"), NOW)
    for team, ending in endings.items():
        assert not renewing.renewed(light, VAULT, ending, granted(team, bot_token="xoxb-late"))
    assert installing.token_of(light, VAULT, "T1") is None
    assert installing.token_of(light, VAULT, "T2") == "xoxb-anew"


# --- a newer key ----------------------------------------------------------------------


def test_what_no_key_opens_is_named_and_left_as_it_is(light: Database) -> None:
    installing.let_in(light, VAULT, granted("T1"), NOW)
    installing.let_in(light, Vault([NEW]), granted("T2"), NOW)
    third = Vault([*keys_from(new_key()), NEW])
    assert list(renewing.rekey(light, third, batch=1))[-1] == Rekeyed(1, ("T1",))
    assert installing.token_of(light, VAULT, "T1") == "xoxb-T1"
    assert installing.token_of(light, third, "T2") == "xoxb-T2"
