"""The bot measures itself: how soon messages leave after they are due, week by week, Slack's own limits apart."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from prometheus_client import REGISTRY

from pmo_bot.blocks.words import alarms as words
from pmo_bot.metrics import timed
from pmo_bot.model import Post, PostKind, PostState, Punctuality
from pmo_bot.rules.alarms import Handed, SelfMeasured, counted
from pmo_bot.services import alarms, punctuality
from pmo_bot.services.people import Profile, ensure_workspace, know
from pmo_bot.services.reading_home import home
from pmo_bot.store.database import Database
from tests.world import TEAM

MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def handed(after: float, *, lane: str = "", due: datetime = MONDAY, put_off: bool = False) -> Handed:
    return Handed(lane or f"lane:{after}", due, due + after * SECOND, put_off)


def test_within_a_minute_within_five_and_later() -> None:
    those = [handed(1), handed(60), handed(61), handed(300), handed(301)]
    one = counted(those, those)
    assert (one.handed, one.in_minute, one.in_five, one.by_slack, one.by_slack_five) == (5, 2, 4, 0, 0)


def test_what_slack_put_off_and_what_waited_behind_it_are_told_apart() -> None:
    behind = [handed(90, lane="person:1", put_off=True), handed(91, lane="person:1"), handed(92, lane="person:2")]
    assert counted(behind, behind).by_slack == 2


def test_a_channel_takes_one_message_a_second() -> None:
    thread = [handed(number, lane="channel:C1") for number in range(1, 101)]
    assert counted(thread, thread).by_slack == 40, "all that were later than a minute"


def test_a_workspace_takes_three_hundred_a_minute() -> None:
    morning = [handed(number / 5) for number in range(1, 1001)]
    one = counted(morning, morning)
    assert (one.in_minute, one.by_slack) == (300, 700)
    slow = [handed(number) for number in range(1, 201)]
    assert counted(slow, slow).by_slack == 0, "one a second over all lanes is our own slowness"


def test_each_message_is_counted_once_in_its_week(database_url: str) -> None:
    db = Database(database_url)
    ensure_workspace(db, TEAM, MONDAY - timedelta(days=30))
    alarms.keep(db, TEAM, {}, MONDAY)
    for number, at in enumerate((MONDAY + SECOND, MONDAY + timedelta(minutes=3), MONDAY + timedelta(days=7))):
        _sent(db, number, MONDAY if number < 2 else at, at)
    seen = [punctuality.count_on(db, TEAM, MONDAY + timedelta(hours=1)) for _ in range(2)]
    assert seen == [2, 0]
    for _ in range(9):
        punctuality.count_on(db, TEAM, MONDAY + timedelta(days=8))
    with db.reading() as session:
        first, second = (session.get_one(Punctuality, (TEAM, day)) for day in (date(2026, 11, 30), date(2026, 12, 7)))
        assert (first.handed, first.in_minute, first.in_five) == (2, 1, 2)
        assert (second.handed, second.in_minute) == (1, 1)
    db.close()


def test_pmo_leads_read_it_in_one_line_of_their_home_and_nobody_else_does(sqlite_url: str) -> None:
    db = Database(sqlite_url)
    ensure_workspace(db, TEAM, MONDAY)
    priya = know(db, TEAM, Profile("U0PRIYA", "Priya", "UTC"), MONDAY, frozenset({"U0PRIYA"}))
    jon = know(db, TEAM, Profile("U0JON", "Jon", "UTC"), MONDAY)
    alarms.keep(db, TEAM, {}, MONDAY)
    _sent(db, 1, MONDAY, MONDAY + SECOND)
    punctuality.count_on(db, TEAM, MONDAY + timedelta(hours=1))
    with db.reading() as session:
        measured = home(session, priya, MONDAY).measured
        assert measured is not None
        assert words.in_one_line(measured) == (
            "PMO Bot itself, week of Mon 30 Nov: 100 % of 1 messages handed to Slack within a minute of when they were "
            "due, 100 % within five."
        )
        assert home(session, jon, MONDAY).measured is None
    db.close()


def test_a_share_is_never_rounded_up() -> None:
    week = Punctuality(team_id=TEAM, week=MONDAY.date(), handed=100_000, in_minute=99_999, in_five=100_000)
    assert "99.99 % of 100000 messages" in words.in_one_line(SelfMeasured(week, 0, MONDAY))
    week.by_slack = 1
    line = words.in_one_line(SelfMeasured(week, 2, MONDAY))
    assert "100 % of 100000" in line
    assert "(1 more waited for Slack)" in line
    assert "Something is wrong with it" in line


def test_answers_are_timed_by_kind() -> None:
    def count() -> float:
        return REGISTRY.get_sample_value("pmo_answer_seconds_count", {"kind": "command"}) or 0.0

    before = count()
    with timed("command"):
        pass
    assert count() == before + 1


def _sent(db: Database, number: int, due: datetime, at: datetime) -> None:
    with db.transaction() as session:
        session.add(Post(
            team_id=TEAM, key=f"brief:{number}", kind=PostKind.BRIEF, lane=f"person:{number}", not_before=due,
            created_at=due, state=PostState.SENT, settled_at=at,
        ))  # fmt: skip
