"""`./run doctor` shows what could not be delivered, how much of it, and why."""

from __future__ import annotations

import pytest

from pmo_bot.cli.codes import UNUSABLE
from pmo_bot.cli.doctor import FAILED, doctor
from pmo_bot.cli.letters import letters, resend
from pmo_bot.cli.main import main
from pmo_bot.clock import real_now
from pmo_bot.model import Post, PostKind, PostState, Sent
from pmo_bot.services.undelivered import send_again
from tests.delivery.office import DIGESTS, ONCE_EACH, Office, settings_for
from tests.world import TEAM


def _told(made: Office) -> str:
    return "\n".join(what for _, what, _ in letters(made.bot.db.url))


async def test_when_all_arrived_it_says_so(at_nine: Office) -> None:
    await at_nine.deliver()
    assert list(letters(at_nine.bot.db.url)) == [(True, "Every message that was due could be delivered.", "")]


async def test_dead_letters_are_counted_by_reason_with_what_the_reason_means(at_nine: Office) -> None:
    at_nine.playground.faults.error("chat.postMessage", "is_archived", times=2)
    at_nine.playground.world.users["U0JON"].deleted = True
    await at_nine.bot.heartbeat.tick()
    at_nine.rewrite(PostState.DEAD, settled_at=real_now())
    assert _told(at_nine) == (
        "3 messages could not be delivered in the last 14 days."
        "\n       2 × is_archived (the channel is archived)"
        "\n       1 × user_disabled (the account is closed: their items need another owner)"
    )


async def test_held_messages_are_a_question_to_a_person(on_monday: Office) -> None:
    await on_monday.bot.heartbeat.tick()
    on_monday.rewrite(PostState.SENT, state=PostState.HELD, outcome="cannot be looked up: missing_scope")
    assert _told(on_monday) == (
        "1 message may have arrived, and nobody can tell."
        "\n       1 × cannot be looked up: missing_scope"
        " (the app lacks a permission: install it again from manifest.json)"
    )


async def test_what_waits_for_slack_is_told_with_its_reason(at_nine: Office) -> None:
    at_nine.playground.world.token_error = "token_revoked"
    await at_nine.bot.heartbeat.tick()
    assert _told(at_nine).startswith(f"{len(ONCE_EACH)} messages had to be put off, and will be tried again.")


async def test_old_dead_letters_are_history(at_nine: Office) -> None:
    at_nine.playground.faults.error("chat.postMessage", "is_archived", times=1)
    await at_nine.bot.heartbeat.tick()
    at_nine.rewrite(PostState.DEAD, settled_at=real_now().replace(year=2025))
    assert _told(at_nine) == "Every message that was due could be delivered."


def test_it_is_one_of_the_doctors_findings(sqlite_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    settings = settings_for(sqlite_url, "http://127.0.0.1:9/api/").model_copy(update={"slack_bot_token": None})
    assert doctor(settings) == FAILED
    assert "Every message that was due could be delivered." in capsys.readouterr().out


def test_a_network_without_slack_is_told_from_a_wrong_token(
    sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert doctor(settings_for(sqlite_url, "http://127.0.0.1:9/api/")) == FAILED
    told = capsys.readouterr().out
    assert "No answer from Slack: cannot reach Slack: nothing answers at its address." in told
    assert "Copy the bot token" not in told


def test_a_network_without_names_is_told_in_words(sqlite_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor(settings_for(sqlite_url, "http://nowhere.invalid/api/")) == FAILED
    told = capsys.readouterr().out
    assert "cannot reach Slack: the name nowhere.invalid is not found." in told
    assert "Error" not in told


NOBODY = {"slack_bot_token": None, "slack_app_token": None, "slack_signing_secret": None}


def test_all_that_is_missing_is_named_at_once_with_where_it_is_found(
    sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = settings_for(sqlite_url, "http://127.0.0.1:9/api/").model_copy(update=NOBODY)
    assert doctor(bare) == FAILED
    told = capsys.readouterr().out
    assert "to do  SLACK_BOT_TOKEN is not set, and is needed" in told
    assert "to do  SLACK_APP_TOKEN is not set, and is needed" in told
    assert "option SLACK_SIGNING_SECRET is not set, and is not needed here" in told
    assert told.count("api.slack.com/apps") == 2
    assert "App-Level Tokens" in told


def test_several_processes_need_the_signing_secret(capsys: pytest.CaptureFixture[str]) -> None:
    nowhere = settings_for("postgresql+psycopg://127.0.0.1:9/pmo", "http://127.0.0.1:9/api/")
    assert doctor(nowhere.model_copy(update=NOBODY)) == FAILED
    assert "to do  SLACK_SIGNING_SECRET is not set, and is needed" in capsys.readouterr().out


@pytest.mark.parametrize(
    "url", ["mysql://x:a-secret@y/z", "postgresql+psycopg2://y/z", "var/pmo.db", "postgres://y:z/z"]
)
def test_a_database_of_another_kind_is_refused_in_a_sentence(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(SystemExit) as ended:
        main(["doctor"])
    assert ended.value.code == UNUSABLE
    told = capsys.readouterr().err
    assert told.startswith("DATABASE_URL: it has to be SQLite (sqlite:///var/pmo.db) or PostgreSQL")
    assert "a-secret" not in told


def test_a_database_that_cannot_be_used_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    nowhere = "postgresql+psycopg://pmo:a-secret@127.0.0.1:9/pmo"
    assert doctor(settings_for(nowhere, "http://127.0.0.1:9/api/")) == FAILED
    told = capsys.readouterr().out
    assert "The database cannot be used: connection failed" in told
    assert "a-secret" not in told


async def test_a_dead_letter_delays_nothing_behind_it_and_leaves_when_the_cause_is_mended(on_monday: Office) -> None:
    await on_monday.deliver()
    (digest,) = on_monday.posts(PostState.SENT)
    sent = on_monday.where(digest)
    for number in (1, 2, 3):
        on_monday.add(
            Post(
                team_id=TEAM, key=f"more:{number}", kind=PostKind.THREAD, lane=digest.lane,
                project_id=digest.project_id, sent_id=sent.id, body={"text": f"part {number}"},
                not_before=DIGESTS, created_at=DIGESTS,
            )
        )  # fmt: skip
    on_monday.playground.faults.error("chat.postMessage", "restricted_action", times=1)
    await on_monday.deliver()
    assert _below(on_monday, sent) == ["part 2", "part 3"]
    on_monday.rewrite(PostState.DEAD, settled_at=real_now())
    assert resend(settings_for(on_monday.bot.db.url, "http://127.0.0.1:9/api/")) == 0
    await on_monday.deliver()
    assert _below(on_monday, sent) == ["part 2", "part 3", "part 1"]
    assert send_again(on_monday.bot.db, real_now()) == 0


async def test_what_was_given_up_in_doubt_is_looked_up_before_it_is_sent_again(on_monday: Office) -> None:
    faults = on_monday.playground.faults
    faults.reset("chat.postMessage", after_effect=True)
    faults.server_error("conversations.history", times=None)
    await on_monday.bot.heartbeat.tick()
    on_monday.rewrite(PostState.DUE, state=PostState.DEAD, settled_at=real_now(), attempts=9)
    faults.clear()
    assert send_again(on_monday.bot.db, real_now()) == 1
    await on_monday.deliver()
    assert len(on_monday.playground.world.posted("C0APOLLO")) == 1
    assert [state for state, _ in on_monday.fates().values()] == [PostState.SENT]


async def test_what_is_held_is_sent_when_a_person_says_so(on_monday: Office) -> None:
    slack = on_monday.playground
    slack.world.workspace.scopes = tuple(one for one in slack.world.workspace.scopes if one != "channels:history")
    slack.faults.reset("chat.postMessage")
    await on_monday.deliver()
    assert [state for state, _ in on_monday.fates().values()] == [PostState.HELD]
    assert send_again(on_monday.bot.db, real_now()) == 1
    await on_monday.deliver()
    assert len(on_monday.playground.world.posted("C0APOLLO")) == 1


async def test_briefs_are_not_sent_again_for_the_plan_owes_them_anew(at_nine: Office) -> None:
    at_nine.playground.faults.error("chat.postMessage", "is_archived", times=2)
    await at_nine.bot.heartbeat.tick()
    at_nine.rewrite(PostState.DEAD, settled_at=real_now())
    assert send_again(at_nine.bot.db, real_now()) == 0


def _below(made: Office, sent: Sent) -> list[str]:
    return [message.text for message in made.playground.world.replies(sent.channel, sent.ts)]
