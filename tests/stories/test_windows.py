"""Every window: what it offers, what it does, and where it shows what is not right."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from pmo_bot.model import Acceptance, Kind, Person, Priority
from pmo_bot.store import queries
from tests.shown import said
from tests.world import TEAM, World

MARIA, JON, SAM = "U0MARIA", "U0JON", "U0SAM"


async def plan(w: World) -> None:
    """A-1, Maria's, due on Friday."""
    await w.types("U0JON", "/pmo add Draft the plan @Maria Ortega by friday")


def person(w: World, slack_id: str) -> Person:
    with w.bot.db.reading() as session:
        found = queries.person_by_slack(session, TEAM, slack_id)
    assert found is not None
    return found


def initial(w: World, who: str, name: str) -> Any:
    element = next(b["element"] for b in w.window(who)["blocks"] if b["block_id"] == name)
    return next((v for k, v in element.items() if k.startswith("initial_")), None)


async def test_add_without_words_opens_a_window(w: World) -> None:
    await w.types("U0JON", "/pmo add")
    assert await w.submits(
        "U0JON", title="Draft the plan", owner="U0MARIA", due="2026-12-04", kind="Milestone", priority="High",
        done_means="Legal has signed",
    ) == {}  # fmt: skip
    item = w.item(1)
    assert (item.kind, item.priority, item.due) == (Kind.MILESTONE, Priority.HIGH, date(2026, 12, 4))
    assert said(w.last("U0JON")["blocks"]).startswith("*M-1 · Draft the plan* — Maria, due Fri 4 Dec")


def labels(w: World, who: str) -> list[str]:
    return [block["label"]["text"] for block in w.window(who)["blocks"] if block["type"] == "input"]


async def test_each_kind_is_asked_for_in_its_own_words(w: World) -> None:
    for typed, title, first in (
        ("issue", "New issue", ["What has gone wrong?", "Who takes care of it?", "By when?"]),
        ("milestone", "New milestone", ["What has to be there?", "Who answers for it?", "On which day?"]),
        ("decide", "Log a decision", ["What was decided?", "Why?", "Who decided?"]),
        ("ask", "Ask for a decision", ["What is to be decided?", "Who decides?", "Between what?"]),
    ):
        await w.types("U0JON", f"/pmo {typed}")
        assert (w.window("U0JON")["title"]["text"], labels(w, "U0JON")[:3]) == (title, first)


async def test_a_risk_is_asked_for_with_how_likely_and_how_hard(w: World) -> None:
    await w.types("U0JON", "/pmo risk")
    assert labels(w, "U0JON")[:5] == [
        "What could go wrong?", "How likely is it?", "How hard would it hit?", "Who watches it?",
        "By when could it happen?",
    ]  # fmt: skip
    half = await w.submits("U0JON", title="The vendor is late", impact="5 · severe")
    assert half == {"probability": "Choose both, how likely and how hard; or leave both empty."}
    assert await w.submits("U0JON", title="The vendor is late", probability="4 · likely", impact="5 · severe") == {}
    assert "likely (4) × severe (5) = 20" in (await w.hears("U0JON", "/pmo show R-1")).lower()


async def test_a_score_that_was_typed_stands_in_the_window_that_asks_for_the_rest(w: World) -> None:
    await w.types("U0JON", "/pmo project APOLLO mode controlling")
    await w.types("U0JON", "/pmo risk The vendor is late p2 i5")
    assert initial(w, "U0JON", "probability")["text"]["text"] == "2 · unlikely"
    assert await w.submits("U0JON", due="2026-12-04", probability="4 · likely") == {}
    assert "likely (4) × severe (5) = 20" in (await w.hears("U0JON", "/pmo show R-1")).lower()


async def test_add_with_only_a_person_asks_for_the_rest(w: World) -> None:
    await w.types("U0JON", "/pmo add @Maria Ortega by friday")
    assert (initial(w, "U0JON", "owner"), initial(w, "U0JON", "due")) == ("U0MARIA", "2026-12-04")


async def test_what_is_not_right_is_said_at_its_field(w: World) -> None:
    await w.types("U0JON", "/pmo add")
    passed = "Fri 27 Nov has passed already. Choose today or a later day."
    assert await w.submits("U0JON", title="Draft it", due="2026-11-27") == {"due": passed}
    assert list(await w.submits("U0JON", title="Draft it", owner="U0OTHERBOT")) == ["owner"]
    assert list(await w.submits("U0JON", title="Draft it", owner="U0LEFT")) == ["owner"]
    assert list(await w.submits("U0JON", title="   ", owner="U0JON")) == ["title"]
    assert await w.submits("U0JON", title="Draft it", due="2026-12-04") == {}


async def test_change_offers_what_is_there_and_keeps_what_is_new(w: World) -> None:
    await plan(w)
    await w.clicks("U0JON", "Change…", w.last("U0JON"))
    assert initial(w, "U0JON", "title") == "Draft the plan"
    assert await w.submits("U0JON", title="Draft the whole plan", due="2026-12-07", owner="U0SAM") == {}
    assert said(w.last("U0JON")["blocks"]).startswith(
        "Draft the whole plan (A-1) — kept: Sam, Mon 7 Dec (Sam's time, New York)."
    )
    assert list(await move_to_the_past(w)) == ["due"]


async def move_to_the_past(w: World) -> dict[str, str]:
    await w.types("U0JON", "/pmo show A-1")
    await w.clicks("U0JON", "Change…", w.last("U0JON"))
    return await w.submits("U0JON", due="2026-11-02")


async def test_a_decision_with_its_reason(w: World) -> None:
    await w.types("U0JON", "/pmo decide")
    assert (
        await w.submits("U0JON", title="Vendor B", rationale="Cheaper", decider="U0INES", project="Apollo (APOLLO)")
        == {}
    )
    answer = said(w.last("U0JON")["blocks"])
    assert answer.startswith("*D-1 · Vendor B* — decided by Inês on Mon 30 Nov · Apollo.")


async def test_a_new_date_keeps_its_reason(w: World) -> None:
    await plan(w)
    await w.types("U0MARIA", "/pmo move A-1")
    assert await w.submits("U0MARIA", due="2026-12-09", reason="The vendor answers on Tuesday") == {}
    assert "(Fri 4 Dec → Wed 9 Dec) — “The vendor answers on Tuesday”" in await w.hears("U0MARIA", "/pmo show A-1")


async def test_blocked_by_a_person_an_item_or_words(w: World) -> None:
    await plan(w)
    await w.types("U0JON", "/pmo add Book the room by friday")
    for fields, sentence in (
        ({"person": "U0PRIYA"}, "it waits for Priya."),
        ({"item": "a2"}, "it waits for Book the room (A-2)."),
        ({"text": "the licence"}, "it waits for the licence."),
    ):
        await w.types("U0MARIA", "/pmo block A-1")
        assert await w.submits("U0MARIA", **fields) == {}
        assert sentence in said(w.last("U0MARIA")["blocks"])


async def test_blocked_says_at_the_field_what_is_not_right(w: World) -> None:
    await plan(w)
    await w.types("U0MARIA", "/pmo block A-1")
    assert await w.submits("U0MARIA", item="A-99") == {"item": "I do not know this item. Use a key such as A-12."}
    assert list(await w.submits("U0MARIA", item="A-1")) == ["item"]
    assert list(await w.submits("U0MARIA", item="")) == ["text"]


async def test_preferences(w: World) -> None:
    await w.types("U0MARIA", "/pmo prefs")
    assert list(await w.submits("U0MARIA", country="Spain")) == ["country"]
    assert list(await w.submits("U0MARIA", brief_at="07:00")) == ["brief_at"]
    assert list(await w.submits("U0MARIA", pause="2026-11-30")) == ["pause"]
    assert await w.submits("U0MARIA", brief_at="10:15", country="es-md", pause="2026-12-07") == {}
    maria = person(w, "U0MARIA")
    assert (maria.brief_at, maria.country, maria.subdivision) == (time(10, 15), "ES", "MD")
    assert said(w.last("U0MARIA")["blocks"]).startswith(
        "Paused: no brief before Mon 7 Dec, then at 10:15 (Madrid time)."
    )


async def test_a_new_project(w: World) -> None:
    await w.types("U0PRIYA", "/pmo project new Office move", "C0HELP")
    assert initial(w, "U0PRIYA", "name") == "Office move"
    assert initial(w, "U0PRIYA", "channel") == "C0HELP"
    assert await w.submits("U0PRIYA", sponsor="U0INES", mode="Controlling") == {}
    assert said(w.last("U0PRIYA", "C0HELP")["blocks"]) == (
        "*Office move* (OFFICEMOVE) begins, controlling: Priya leads it, Inês sponsors it. Its digest comes to "
        "<#C0HELP> on Mondays at 09:00. `/pmo add … #officemove` adds to it."
    )


async def test_a_new_project_says_at_the_field_what_is_not_right(w: World) -> None:
    await w.types("U0JON", "/pmo project new Board", "C0GENERAL")
    assert await w.submits("U0JON", key="4") == {
        "key": "“4” cannot be a key. Use 2 to 20 letters and digits, starting with a letter, such as APOLLO."
    }
    assert await w.submits("U0JON", key="apollo") == {"key": "The key APOLLO is taken. Choose another one."}
    assert list(await w.submits("U0JON", channel="C0APOLLO")) == ["channel"]
    assert list(await w.submits("U0JON", sponsor="U0OTHERBOT")) == ["sponsor"]
    assert list(await w.submits("U0JON", lead="U0LEFT")) == ["lead"]
    assert await w.submits("U0JON", channel="C0BOARD") == {
        "channel": "I am not in that channel, so I cannot post there. "
        "Type /invite @PMO Bot in that channel, then try again."
    }
    assert await w.submits("U0JON", channel="C0OLD") == {
        "channel": "#old-launch is archived, so nothing can be posted there. Choose another channel."
    }
    await w.playground.act("U0JON", "leave", user="U0BOT", channel="C0GENERAL")
    assert (await w.submits("U0JON", channel="C0GENERAL"))["channel"].startswith("I am not in #general")


# --- shortcuts ------------------------------------------------------------------------


async def test_track_this_keeps_the_words_and_the_link(w: World) -> None:
    message = await w.says("U0SAM", "@Maria Ortega can you <send> the *list*\nby monday?", "C0APOLLO")
    await w.uses("U0JON", "track_this", message)
    assert initial(w, "U0JON", "title") == "@Maria Ortega can you <send> the *list* by monday?"
    assert await w.submits("U0JON", title="Send the list", due="2026-12-07") == {}
    assert w.item(1).permalink == f"https://slack.com/archives/C0APOLLO/p{message['ts'].replace('.', '')}"
    assert " · Apollo" in said(w.last("U0JON")["blocks"])


async def test_track_this_confirms_to_whoever_tracked_it_and_names_who_was_asked(w: World) -> None:
    message = await w.says("U0SAM", "Somebody has to send the list", "C0APOLLO")
    await w.uses("U0JON", "track_this", message)
    assert await w.submits("U0JON", owner="U0MARIA", due="2026-12-04") == {}
    answer = said(w.last("U0JON")["blocks"])
    assert answer.startswith("*A-1 · Somebody has to send the list* — Maria, due Fri 4 Dec")
    assert "Asked Maria to confirm." in answer
    assert w.messages("C0APOLLO") == [], "nobody else reads it"


async def test_raise_risk_and_log_decision(w: World) -> None:
    message = await w.says("U0SAM", "The vendor may be late", "C0APOLLO")
    await w.uses("U0JON", "raise_risk", message)
    assert await w.submits("U0JON") == {}
    assert w.item(1).key == "R-1"
    await w.uses("U0JON", "log_decision", message)
    assert await w.submits("U0JON", title="We take vendor B") == {}
    assert said(w.last("U0JON")["blocks"]).startswith("*D-2 · We take vendor B* — decided by Jon")


async def test_a_message_in_a_private_channel_without_the_bot(w: World) -> None:
    message = await w.says("U0INES", "Somebody should call legal", "C0BOARD")
    await w.uses("U0JON", "track_this", message)
    assert await w.submits("U0JON") == {}
    assert said(w.last("U0JON", "C0BOARD")["blocks"]).startswith("*A-1 · Somebody should call legal* — Jon")


async def test_new_item_from_anywhere_confirms_in_its_window(w: World) -> None:
    await w.uses("U0JON", "new_item")
    assert await w.submits("U0JON", title="Call legal", due="2026-12-04") == {}
    assert said(w.window("U0JON")["blocks"]).startswith("*A-1 · Call legal* — Jon, due Fri 4 Dec")
    await w.clicks_window("U0JON", "Change…")
    assert await w.submits("U0JON", title="Call legal today") == {}
    await w.clicks_window("U0JON", "Undo")
    assert w.item(1).title == "Call legal"


# --- a window that was left open ------------------------------------------------------------


async def changing(w: World) -> None:
    """Jon asked Maria for A-1 by 11 December and has its window open; meanwhile it went to Sam, for the 16th."""
    await w.types(JON, "/pmo add Plan @Maria Ortega by 11 dec")
    await w.types(JON, "/pmo show A-1")
    await w.clicks(JON, "Change…", w.last(JON))
    await w.types(MARIA, "/pmo assign A-1 @Sam Okafor")
    await w.types(SAM, "/pmo accept A-1")
    await w.types(SAM, "/pmo move A-1 to 16 dec")


async def test_what_others_changed_meanwhile_stays(w: World) -> None:
    await changing(w)
    assert await w.submits(JON, title="Plan, second edition") == {}
    item = w.item(1)
    assert (item.title, item.due, item.acceptance) == ("Plan, second edition", date(2026, 12, 16), Acceptance.ACCEPTED)


async def test_where_both_changed_the_same_it_is_said_at_once(w: World) -> None:
    await changing(w)
    errors = await w.submits(JON, due="2026-12-18")
    assert "Sam changed this while the window was open: it is with Sam, due Wed 16 Dec by now." in errors["title"]
    assert w.item(1).due == date(2026, 12, 16)


FAR, LONG_AGO = "9999-12-31", "1950-01-01"


async def test_a_day_that_nobody_plans_with_is_refused_at_its_field(w: World) -> None:
    await w.types("U0JON", "/pmo add")
    refused = {"due": "Fri 31 Dec 9999 is more than ten years away. Choose a day that is nearer."}
    assert await w.submits("U0JON", title="Far", owner="U0MARIA", due=FAR) == refused
    assert await w.submits("U0JON", title="Far", owner="U0MARIA", due="2036-11-01") == {}
    await w.opens_home("U0JON")
    await w.clicks_home("U0JON", "I am away…")
    assert list(await w.submits("U0JON", first="2026-12-24", last=FAR)) == ["last"]
    assert list(await w.submits("U0JON", first=LONG_AGO, last="2026-12-24")) == ["first"]


async def test_a_day_that_nobody_plans_with_is_not_read_in_words_either(w: World) -> None:
    answer = await w.hears("U0JON", "/pmo prefs pause until in 999 months")
    assert "I could not read “in 999 months” as a date." in answer
