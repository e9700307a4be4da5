"""Whatever Slack answers, each message arrives once or ends with a reason, and the others are not stopped."""

from __future__ import annotations

import asyncio
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import update

from pmo_bot.jobs.deliver import ATTEMPTS
from pmo_bot.jobs.patience import Patience
from pmo_bot.model import Post, PostKind, PostState, Project
from pmo_bot.services import delivery, people
from pmo_bot.services.delivery import REASONS
from pmo_bot.services.parcels import PARCELS
from pmo_bot.store.database import Database
from tests.delivery.office import BRIEFS, DIGESTS, IMPATIENT, ONCE_EACH, Office, promises
from tests.world import TEAM

POST = "chat.postMessage"
LONGER_THAN_WE_WAIT = IMPATIENT + 0.1


TROUBLE: dict[str, tuple[str, dict[str, Any]]] = {
    "HTTP 500 before the effect": ("server_error", {}),
    "HTTP 500 after the effect": ("server_error", {"after_effect": True}),
    "internal_error before the effect": ("error", {"error": "internal_error"}),
    "internal_error after the effect": ("error", {"error": "internal_error", "after_effect": True}),
    "an error nobody has heard of": ("error", {"error": "brand_new_error", "after_effect": True}),
    "a connection that breaks before the effect": ("reset", {}),
    "a connection that breaks after the effect": ("reset", {"after_effect": True}),
    "an answer that comes too late": ("hang", {"seconds": LONGER_THAN_WE_WAIT, "after_effect": True}),
    "an effect that comes after we hung up": ("hang", {"seconds": LONGER_THAN_WE_WAIT}),
    "JSON that breaks off": ("truncated", {}),
}


@pytest.mark.parametrize("trouble", TROUBLE)
async def test_each_brief_arrives_once_through(trouble: str, at_nine: Office) -> None:
    kind, how = TROUBLE[trouble]
    at_nine.hang_up_early()
    getattr(at_nine.playground.faults, kind)(POST, times=4, **how)
    await at_nine.deliver()
    assert at_nine.inboxes() == ONCE_EACH
    assert {state for state, _ in at_nine.fates().values()} == {PostState.SENT}


async def test_two_answers_in_three_may_be_lost_on_every_method_at_once(at_nine: Office) -> None:
    faults = at_nine.playground.faults
    faults.reset(POST, after_effect=True, probability=0.5)
    faults.server_error("conversations.history", probability=0.5)
    faults.reset("conversations.open", probability=0.5, seed=1)
    await at_nine.deliver()
    faults.clear()
    await at_nine.deliver()
    assert at_nine.inboxes() == ONCE_EACH


async def test_after_a_429_the_method_is_left_alone_for_as_long_as_slack_says(at_nine: Office) -> None:
    at_nine.playground.faults.rate_limited(POST, retry_after=1, times=1)
    await at_nine.deliver()
    calls = at_nine.playground.world.calls
    limited = next(call for call in calls if call.status == 429)
    # Those that had left before the answer came are no disobedience.
    under_way = limited.real_at + timedelta(milliseconds=150)
    later = [at for at in at_nine.calls(POST) if at > under_way]
    assert all(at >= limited.real_at + timedelta(seconds=1) for at in later)
    assert at_nine.inboxes() == ONCE_EACH


async def test_a_429_is_certain_so_nothing_is_looked_up(at_nine: Office) -> None:
    at_nine.playground.faults.rate_limited(POST, retry_after=1, times=3)
    await at_nine.deliver()
    assert at_nine.inboxes() == ONCE_EACH
    assert at_nine.calls("conversations.history") == []


async def test_while_slack_lets_nobody_post_nothing_is_looked_up(at_nine: Office) -> None:
    at_nine.playground.faults.reset(POST, times=1)
    at_nine.playground.faults.rate_limited(POST, retry_after=2, times=1)
    await at_nine.deliver()
    assert at_nine.inboxes() == ONCE_EACH
    limited = next(call.real_at for call in at_nine.playground.world.calls if call.status == 429)
    assert [at >= limited + timedelta(seconds=2) for at in at_nine.calls("conversations.history")] == [True]


async def test_what_was_looked_up_and_then_certainly_not_taken_is_not_looked_up_again(on_monday: Office) -> None:
    on_monday.playground.faults.reset(POST, times=1)
    on_monday.playground.faults.rate_limited(POST, retry_after=1, times=2)
    await on_monday.deliver()
    assert len(on_monday.calls(POST)) == 4
    assert len(on_monday.calls("conversations.history")) == 1


async def test_a_first_attempt_costs_one_call_and_no_look_up(at_nine: Office) -> None:
    await at_nine.deliver()
    assert len(at_nine.calls(POST)) == len(ONCE_EACH)
    assert at_nine.calls("conversations.history") == []


async def test_an_answer_that_hangs_does_not_hold_up_the_others(at_nine: Office) -> None:
    at_nine.playground.faults.hang("conversations.open", 1.0)
    tick = asyncio.create_task(at_nine.bot.heartbeat.tick())
    await at_nine.playground.world.until(lambda: sum(at_nine.inboxes().values()) == len(ONCE_EACH) - 1, 20)
    assert not tick.done()
    await tick
    await at_nine.deliver()
    assert at_nine.inboxes() == ONCE_EACH


# --- what ends as a dead letter ------------------------------------------------------------


async def test_a_person_whose_account_is_closed_is_a_dead_letter_and_known_to_be_gone(at_nine: Office) -> None:
    at_nine.playground.world.users["U0JON"].deleted = True
    await at_nine.deliver()
    assert at_nine.inboxes() == {**ONCE_EACH, "U0JON": 0}
    (dead,) = at_nine.posts(PostState.DEAD)
    assert dead.outcome == "user_disabled"
    await at_nine.deliver()
    assert len(at_nine.posts(PostState.DEAD)) == 1


@pytest.mark.parametrize("error", ["channel_not_found", "not_in_channel", "is_archived", "restricted_action"])
async def test_a_refusal_for_good_is_a_dead_letter_with_slacks_reason(error: str, at_nine: Office) -> None:
    at_nine.playground.faults.error(POST, error, channel="D0JON", times=1)
    await at_nine.deliver()
    assert at_nine.inboxes() == {**ONCE_EACH, "U0JON": 0}
    assert [post.outcome for post in at_nine.posts(PostState.DEAD)] == [error]


async def test_what_a_dead_letter_carried_is_owed_again_on_the_next_working_day(at_nine: Office) -> None:
    at_nine.playground.faults.error(POST, "restricted_action", channel="D0JON", times=1)
    await at_nine.deliver()
    (dead,) = at_nine.posts(PostState.DEAD)
    assert at_nine.lines(dead) == []
    at_nine.clock.jump_to(BRIEFS + timedelta(days=1))
    await at_nine.deliver()
    assert at_nine.inboxes()["U0JON"] == 1


async def test_a_digest_for_a_channel_the_bot_is_not_in_is_a_dead_letter(on_monday: Office) -> None:
    on_monday.playground.world.channels["C0APOLLO"].members.remove("U0BOT")
    await on_monday.deliver()
    assert next(iter(on_monday.fates().values())) == (PostState.DEAD, "not_in_channel")


async def test_a_digest_for_an_archived_channel_is_a_dead_letter(on_monday: Office) -> None:
    on_monday.playground.world.channels["C0APOLLO"].is_archived = True
    await on_monday.deliver()
    assert next(iter(on_monday.fates().values())) == (PostState.DEAD, "is_archived")


async def test_a_message_that_never_gets_a_clear_answer_is_given_up(at_nine: Office) -> None:
    at_nine.playground.faults.server_error(POST, channel="D0JON", times=None)
    await at_nine.bot.heartbeat.tick()
    at_nine.rewrite(PostState.DUE, attempts=ATTEMPTS)
    await at_nine.deliver()
    assert [post.outcome for post in at_nine.posts(PostState.DEAD)] == ["HTTP 500"]
    assert at_nine.inboxes() == {**ONCE_EACH, "U0JON": 0}


# --- what waits ----------------------------------------------------------------------------


async def test_a_revoked_token_loses_nothing_however_long_it_takes(at_nine: Office) -> None:
    at_nine.playground.world.token_error = "token_revoked"
    for _ in range(12):
        await at_nine.bot.heartbeat.tick()
        at_nine.rewrite(PostState.DUE, retry_at=None)
    waiting = at_nine.posts(PostState.DUE)
    assert len(waiting) == len(ONCE_EACH)
    assert {post.outcome for post in waiting} == {"token_revoked"}
    at_nine.playground.world.token_error = None
    await at_nine.deliver()
    assert at_nine.inboxes() == ONCE_EACH


async def test_a_slack_that_cannot_be_reached_loses_nothing_either(at_nine: Office) -> None:
    web = at_nine.bot.client._web
    there, web.base_url = web.base_url, "http://127.0.0.1:9/api/"
    for _ in range(12):
        await at_nine.bot.heartbeat.tick()
        at_nine.rewrite(PostState.DUE, retry_at=None)
    assert len(at_nine.posts(PostState.DUE)) == len(ONCE_EACH)
    web.base_url = there
    await at_nine.deliver()
    assert at_nine.inboxes() == ONCE_EACH


# --- what is held --------------------------------------------------------------------------


async def test_without_a_history_to_look_into_a_doubtful_digest_is_held_for_a_person(on_monday: Office) -> None:
    on_monday.playground.world.workspace.scopes = tuple(
        scope for scope in on_monday.playground.world.workspace.scopes if scope != "channels:history"
    )
    on_monday.playground.faults.reset(POST, after_effect=True)
    await on_monday.deliver()
    assert len(on_monday.playground.world.posted("C0APOLLO")) == 1
    assert list(on_monday.fates().values()) == [(PostState.HELD, "cannot be looked up: missing_scope")]


async def test_a_doubtful_message_in_a_channel_that_was_archived_meanwhile_is_held(on_monday: Office) -> None:
    on_monday.playground.faults.reset(POST, after_effect=True)
    await on_monday.bot.heartbeat.tick()
    on_monday.playground.world.channels["C0APOLLO"].members.remove("U0BOT")
    await on_monday.deliver()
    assert list(on_monday.fates().values()) == [(PostState.HELD, "cannot be looked up: not_in_channel")]


# --- what is found again -------------------------------------------------------------------


async def test_a_reply_in_a_thread_is_looked_up_in_its_thread(on_monday: Office) -> None:
    await on_monday.deliver()
    parent = on_monday.playground.world.posted("C0APOLLO")[0]
    _more_of_the_digest(on_monday, 2)
    on_monday.playground.faults.reset(POST, after_effect=True, times=2)
    await on_monday.deliver()
    assert [m.text for m in on_monday.playground.world.replies("C0APOLLO", parent.ts)] == ["part 1", "part 2"]


async def test_what_a_lead_reads_of_an_observed_project_is_looked_up_too(on_monday: Office) -> None:
    with on_monday.bot.db.transaction() as session:
        session.exec(update(Project).values(observe_until=DIGESTS.date() + timedelta(days=7)))
    on_monday.playground.faults.reset(POST, after_effect=True)
    await on_monday.deliver()
    assert [(post.kind, post.state) for post in on_monday.posts(*PostState)] == [(PostKind.REPORT, PostState.SENT)]
    assert on_monday.inboxes()["U0JON"] == 1


def test_each_kind_of_message_has_its_rule_and_its_content() -> None:
    assert set(REASONS) == set(PARCELS) == set(PostKind)


@pytest.mark.parametrize("kind", PostKind)
def test_whatever_would_be_there_twice_is_looked_up(kind: PostKind, sqlite_url: str) -> None:
    with closing(Database(sqlite_url)) as db:
        promises(db, ("U0JON",))
        jon = people.find(db, TEAM, "U0JON")
        assert jon is not None
        delivery.keep_dm(db, jon, "D0JON")
        tried = Post(
            team_id=TEAM, key="doubtful", kind=kind, lane="x", person_id=jon.id, why={"channel": "D0JON"}, attempts=2,
            not_before=BRIEFS, created_at=BRIEFS,
        )  # fmt: skip
        where = delivery.in_doubt(db, tried)
    assert (where is None) == (kind in (PostKind.EDIT, PostKind.HOME))


async def test_it_is_found_behind_hundreds_of_later_messages(on_monday: Office) -> None:
    on_monday.playground.faults.reset(POST, after_effect=True)
    await on_monday.bot.heartbeat.tick()
    for number in range(450):
        await on_monday.playground.act("U0JON", "message", channel="C0APOLLO", text=f"talk {number}")
    await on_monday.deliver()
    assert len(on_monday.playground.world.posted("C0APOLLO")) == 1
    assert list(on_monday.fates().values()) == [(PostState.SENT, "")]


async def test_a_brief_that_arrived_counts_although_its_day_was_over_before_anybody_knew(at_nine: Office) -> None:
    courier = at_nine.bot.heartbeat._courier
    hurried, courier.patience = courier.patience, Patience()  # nobody looks it up within this tick
    at_nine.playground.faults.reset(POST, after_effect=True)
    await at_nine.bot.heartbeat.tick()
    doubtful = at_nine.posts(PostState.DUE)
    courier.patience = hurried
    at_nine.rewrite(PostState.DUE, retry_at=None)
    at_nine.clock.jump_to(BRIEFS + timedelta(days=3))
    await at_nine.deliver()
    assert [at_nine.fates()[post.key][0] for post in doubtful] == [PostState.SENT]


async def test_a_digest_that_is_found_again_still_gets_its_thread(on_monday: Office) -> None:
    on_monday.playground.faults.reset(POST, after_effect=True)
    await on_monday.deliver()
    (digest,) = on_monday.posts(PostState.SENT)
    assert on_monday.where(digest).channel == "C0APOLLO"


def _more_of_the_digest(made: Office, count: int) -> None:
    (digest,) = made.posts(PostState.SENT)
    sent = made.where(digest)
    for number in range(1, count + 1):
        made.add(
            Post(
                team_id=digest.team_id, key=f"{digest.key}:{number}", kind=PostKind.THREAD, lane=digest.lane,
                project_id=digest.project_id, sent_id=sent.id, body={"text": f"part {number}"},
                not_before=DIGESTS, created_at=DIGESTS,
            )
        )  # fmt: skip
