"""`./run doctor` shows what could not be delivered, how much of it, and why."""

from __future__ import annotations

from pmo_bot.cli.doctor import FAILED, doctor
from pmo_bot.cli.letters import letters
from pmo_bot.clock import real_now
from pmo_bot.model import PostState
from tests.delivery.office import ONCE_EACH, Office, settings_for


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


def test_it_is_one_of_the_doctors_findings(sqlite_url: str, capsys: object) -> None:
    settings = settings_for(sqlite_url, "http://127.0.0.1:9/api/").model_copy(update={"slack_bot_token": None})
    assert doctor(settings) == FAILED
    assert "Every message that was due could be delivered." in capsys.readouterr().out  # type: ignore[attr-defined]


def test_a_network_without_slack_is_told_from_a_wrong_token(sqlite_url: str, capsys: object) -> None:
    assert doctor(settings_for(sqlite_url, "http://127.0.0.1:9/api/")) == FAILED
    told = capsys.readouterr().out  # type: ignore[attr-defined]
    assert "No answer from Slack: cannot reach Slack" in told
    assert "Copy the bot token" not in told


def test_a_database_that_cannot_be_used_says_why(capsys: object) -> None:
    nowhere = "postgresql+psycopg://pmo:a-secret@127.0.0.1:9/pmo"
    assert doctor(settings_for(nowhere, "http://127.0.0.1:9/api/")) == FAILED
    told = capsys.readouterr().out  # type: ignore[attr-defined]
    assert "The database cannot be used: connection failed" in told
    assert "a-secret" not in told
