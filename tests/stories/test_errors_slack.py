"""When Slack, the database or the moment is against it: one sentence, one effect, and never an error page."""

from __future__ import annotations

import re
from typing import Any

import pytest
import structlog
from sqlalchemy.exc import OperationalError

from pmo_bot.services import items, people
from tests.shown import said
from tests.world import World


@pytest.fixture(autouse=True)
def quiet_logs() -> Any:
    """What is provoked here need not fill the screen."""
    with structlog.testing.capture_logs() as lines:
        yield lines


async def noted(w: World, due: str = "friday") -> None:
    await w.types("U0JON", f"/pmo add Draft the plan @Maria Ortega by {due}")


# --- too late, twice, too old ---------------------------------------------------------


async def test_a_late_click_is_answered_with_what_happened_since(w: World) -> None:
    await noted(w)
    await w.until("2026-12-03", "09:00")
    brief = w.inbox("U0MARIA")[-1]
    w.playground.faults.server_error("chat.update", times=None)  # the message keeps its old buttons
    await w.types("U0JON", "/pmo done A-1")
    await w.clicks("U0MARIA", "Done", brief)
    answer = w.last("U0MARIA", brief["channel"])
    assert said(answer["blocks"]) == "This message is from Thu 3 Dec; since then Jon finished A-1.\nShow it"
    await w.clicks("U0MARIA", "Show it", answer)
    assert "Thu 3 Dec: Jon finished it" in said(w.last("U0MARIA", brief["channel"])["blocks"])


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("move A-1 friday 11 dec", "since then Jon moved A-1 to Fri 11 Dec."),
        ("assign A-1 @Sam Okafor", "since then Jon gave A-1 to Sam."),
        ("drop A-1", "since then Jon let A-1 go."),
    ],
)
async def test_a_late_click_names_the_change(w: World, command: str, sentence: str) -> None:
    await noted(w)
    await w.until("2026-12-03", "09:00")
    brief = w.inbox("U0MARIA")[-1]
    w.playground.faults.server_error("chat.update", times=None)
    await w.types("U0JON", f"/pmo {command}")
    await w.clicks("U0MARIA", "New date…", brief)
    assert sentence in said(w.last("U0MARIA", brief["channel"])["blocks"])
    assert not w.has_window("U0MARIA")


async def test_done_pressed_twice_is_done_once_and_stays_calm(w: World) -> None:
    await noted(w)
    await w.until("2026-12-03", "09:00")
    brief = w.inbox("U0MARIA")[-1]
    w.playground.faults.server_error("chat.update", times=None)
    await w.clicks("U0MARIA", "Done", brief)
    await w.clicks("U0MARIA", "Done", brief)
    assert w.private("U0MARIA", brief["channel"]) == []
    assert (await w.hears("U0MARIA", "/pmo show A-1")).count("finished it") == 1


async def test_the_same_click_delivered_twice_has_one_effect(w: World) -> None:
    await noted(w)
    await w.types("U0MARIA", "/pmo")
    await w.clicks("U0MARIA", "Done", await card(w), "A-1")
    await w.again()
    assert said(w.last("U0MARIA")["blocks"]).startswith("That is done already; once is enough.")
    assert (await w.hears("U0MARIA", "/pmo show A-1")).count("finished it") == 1


async def test_the_same_command_and_the_same_form_delivered_twice_have_one_effect(w: World) -> None:
    await noted(w)
    await w.again()
    await w.types("U0JON", "/pmo add")
    assert await w.submits("U0JON", title="Book the room") == {}
    await w.again()
    assert "Everything open* (2)" in await w.hears("U0JON", "/pmo list all")


async def card(w: World) -> dict[str, Any]:
    await w.types("U0MARIA", "/pmo show A-1")
    return w.last("U0MARIA")


async def test_a_button_of_another_version_says_so(w: World) -> None:
    await noted(w)
    await w.types("U0MARIA", "/pmo")
    kind, payload = await clicked(w)
    payload["actions"][0]["value"] = "0:done:1"
    await w.playground.delivery.send(kind, payload)
    await w.settled()
    assert said(w.last("U0MARIA")["blocks"]) == (
        "This button is from an older version. `/pmo` shows how things stand now."
    )


async def clicked(w: World) -> tuple[str, dict[str, Any]]:
    await w.clicks("U0MARIA", "Done", await card(w))
    await w.types("U0MARIA", "/pmo reopen A-1")
    return next((kind, payload) for kind, payload in reversed(w.playground.delivery.sent) if payload.get("actions"))


# --- windows that do not open ---------------------------------------------------------


async def test_a_window_that_opens_too_late_says_so(w: World) -> None:
    w.playground.faults.error("views.open", "expired_trigger_id")
    assert await w.hears("U0JON", "/pmo add") == "Slack did not open the window in time. Please try it once more."


async def test_from_home_the_sentence_comes_as_a_message(w: World) -> None:
    await w.opens_home("U0JON")
    w.playground.faults.error("views.open", "expired_trigger_id")
    await w.clicks_home("U0JON", "New item…")
    assert said(w.inbox("U0JON")[-1]["blocks"]).startswith("Slack did not open the window in time.")


# --- what breaks ----------------------------------------------------------------------


def broken(*_: object, **__: object) -> None:
    raise OperationalError("SELECT", {}, Exception("disk I/O error"))


async def test_a_database_that_fails_is_a_sentence_with_a_reference_to_a_command(
    w: World, monkeypatch: pytest.MonkeyPatch, quiet_logs: list[dict[str, Any]]
) -> None:
    monkeypatch.setattr(items, "capture", broken)
    answer = await w.hears("U0JON", "/pmo add Draft the plan by friday")
    found = re.fullmatch(
        r"Something went wrong on my side and nothing was changed\. Try again; if it stays, tell an admin “(\w{8})”\.",
        answer,
    )
    assert found
    assert any(line.get("reference") == found[1] for line in quiet_logs)
    assert w.playground.world.notices == []  # Slack was answered: it shows no error of its own


async def test_and_to_a_click_and_to_a_form(w: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await noted(w)
    shown = await card(w)
    monkeypatch.setattr(items, "finish", broken)
    await w.clicks("U0MARIA", "Done", shown)
    assert "Something went wrong on my side" in said(w.last("U0MARIA")["blocks"])
    monkeypatch.setattr(items, "capture", broken)
    await w.types("U0JON", "/pmo add")
    errors = await w.submits("U0JON", title="Draft it")
    assert list(errors) == ["title"]
    assert errors["title"].startswith("Something went wrong on my side and nothing was changed.")


async def test_and_to_whoever_opens_their_home(
    w: World, monkeypatch: pytest.MonkeyPatch, quiet_logs: list[dict[str, Any]]
) -> None:
    with monkeypatch.context() as down:
        down.setattr(people, "find", broken)
        shown = await w.opens_home("U0MARIA")
        assert "Something went wrong on my side" in shown
        (failed,) = [line for line in quiet_logs if line.get("action") == "event.failed"]
        assert failed["reference"] in shown
    assert "Something went wrong" not in await w.opens_home("U0MARIA")


async def test_a_slack_that_does_not_say_who_somebody_is(w: World) -> None:
    w.playground.faults.error("users.info", "internal_error", times=None)
    assert await w.hears("U0SAM", "/pmo add Draft it") == (
        "Slack did not tell me who you are just now, so nothing was changed. Please try it again in a moment."
    )


async def test_an_answer_that_slack_does_not_take_in_the_channel_goes_to_the_person_alone(w: World) -> None:
    before = len(w.messages("C0APOLLO"))
    w.playground.faults.error("chat.postEphemeral", "user_not_in_channel")
    await w.says("U0MARIA", "<@U0BOT> what do I owe?", "C0APOLLO")
    assert len(w.messages("C0APOLLO")) == before
    assert said(w.inbox("U0MARIA")[-1]["blocks"]).startswith("I keep track of who owes what by when.")
