"""Every command of `/pmo`, in the words people use."""

from __future__ import annotations

from datetime import date, time

import pytest

from pmo_bot.model import Kind, Mode, Priority
from pmo_bot.store import queries
from tests.shown import said
from tests.world import TEAM, World


async def plan(w: World) -> None:
    """A-1, Maria's, due on Friday."""
    await w.types("U0JON", "/pmo add Draft the plan @Maria Ortega by friday")


# --- capture --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "add Draft the plan @Maria Ortega by friday !high",
        "add !high by friday Draft the plan @Maria Ortega",
        "add @Maria Ortega Draft the plan !high by fri",
        "todo Draft the plan @Maria Ortega 4 dec !high",
        'add "Draft the plan" in 4 days !high @Maria Ortega #apollo',
    ],
)
async def test_add_takes_its_parts_in_any_order(w: World, typed: str) -> None:
    answer = await w.hears("U0JON", f"/pmo {typed}")
    assert answer.startswith("*A-1 · Draft the plan* — Maria, due Fri 4 Dec (Maria's time, Madrid) · Apollo")
    assert "Asked Maria to confirm." in answer
    assert w.item(1).priority is Priority.HIGH


async def test_a_quoted_title_keeps_words_that_look_like_a_date(w: World) -> None:
    assert (await w.hears("U0JON", '/pmo add "Plan for friday"')).startswith(
        "*A-1 · Plan for friday* — Jon, no date yet"
    )


async def test_the_project_comes_from_the_channel_or_from_its_key(w: World) -> None:
    assert " · Apollo" in await w.hears("U0JON", "/pmo add Draft it by friday")
    assert " · Apollo" not in await w.hears("U0JON", "/pmo add Draft it by friday", "C0GENERAL")
    assert " · Apollo" in await w.hears("U0JON", "/pmo add Draft it by friday APOLLO", "C0GENERAL")


async def test_what_is_missing_is_asked_with_the_command_that_adds_it(w: World) -> None:
    assert "it needs a date to be tracked. `/pmo move A-1 next friday`" in await w.hears("U0JON", "/pmo add Draft it")
    assert "“@nobody” did not become a mention, so it is yours." in await w.hears(
        "U0JON", "/pmo add Call @nobody by fri"
    )


@pytest.mark.parametrize(
    ("typed", "key", "kind"),
    [
        ("risk The vendor may deliver late @Jon Lindqvist by 18 dec", "R-1", Kind.RISK),
        ("issue The test tenant is down @Maria Ortega !critical", "I-1", Kind.ISSUE),
        ("milestone Migration rehearsal 10 dec", "M-1", Kind.MILESTONE),
    ],
)
async def test_risks_issues_and_milestones_have_their_own_letter(w: World, typed: str, key: str, kind: Kind) -> None:
    assert (await w.hears("U0JON", f"/pmo {typed}")).startswith(f"*{key} · ")
    assert w.item(1).kind is kind


async def test_a_decision_is_kept_with_its_reason_and_found_again(w: World) -> None:
    answer = await w.hears("U0JON", "/pmo decide Keep the old tenant because legal needs it")
    assert answer.startswith("*D-1 · Keep the old tenant* — decided by Jon on Mon 30 Nov · Apollo.")
    assert "*D-1* Keep the old tenant — Jon, Mon 30 Nov" in await w.hears("U0MARIA", "/pmo log legal", "C0GENERAL")
    assert "*D-1*" in await w.hears("U0MARIA", "/pmo log apollo", "C0GENERAL")
    assert (await w.hears("U0MARIA", "/pmo show D-1")).startswith(
        "*D-1 · Keep the old tenant*\nDecided by Jon on Mon 30 Nov · Apollo\nWhy: legal needs it"
    )
    assert await w.hears("U0MARIA", "/pmo log vendor") == (
        "I found no decision with these words. `/pmo decide We go with vendor B` keeps one."
    )


# --- look -----------------------------------------------------------------------------


async def test_lists_by_scope_person_and_project(w: World) -> None:
    await plan(w)
    await w.types("U0JON", "/pmo add Book the room by thursday", "C0GENERAL")
    assert "*What you owe* (1)\n• Book the room (A-2) — Jon, due Thu 3 Dec" in await w.hears("U0JON", "/pmo list mine")
    assert "*What you owe* (1)" in await w.hears("U0JON", "/pmo mine")
    assert "*What you asked for* (1)\n• Draft the plan (A-1)" in await w.hears("U0JON", "/pmo list asked")
    assert "*What Maria owes* (1)" in await w.hears("U0JON", "/pmo list @Maria Ortega")
    assert "*Everything open in Apollo* (1)" in await w.hears("U0JON", "/pmo list", "C0APOLLO")
    assert "*Everything open in Apollo* (1)" in await w.hears("U0JON", "/pmo apollo", "C0GENERAL")
    assert "*Everything open* (2)" in await w.hears("U0JON", "/pmo list all")
    assert await w.hears("U0JON", "/pmo list unowned") == (
        "Everything has an owner. `/pmo list all` shows what is open."
    )
    assert await w.hears("U0JON", "/pmo list overdue #apollo") == (
        "Nothing in Apollo is past its date. `/pmo list all` shows what is open."
    )


async def test_the_notification_of_a_list_says_what_the_list_says(w: World) -> None:
    await plan(w)
    assert await w.types("U0JON", "/pmo list") == (
        "Everything open in Apollo (1)\n• Draft the plan (A-1) — Maria, due Fri 4 Dec · asked Mon 30 Nov, no answer yet"
    )


async def test_in_channel_everybody_reads_it(w: World) -> None:
    await plan(w)
    assert await w.types("U0JON", "/pmo list in channel") == ""
    assert "Draft the plan (A-1)" in said(w.messages("C0APOLLO")[-1]["blocks"])


async def test_a_click_in_a_list_that_everybody_reads_is_answered(w: World) -> None:
    await plan(w)
    await w.types("U0JON", "/pmo list in channel")
    await w.clicks("U0MARIA", "Done", w.messages("C0APOLLO")[-1], "A-1")
    assert said(w.last("U0MARIA")["blocks"]).startswith("~Draft the plan (A-1)~ — done. Thank you.")


@pytest.mark.parametrize("typed", ["show A-1", "A-1", "show 1", "a1"])
async def test_show_tells_an_item_with_its_history(w: World, typed: str) -> None:
    await plan(w)
    await w.types("U0MARIA", "/pmo move A-1 wed because legal answers on Tuesday")
    shown = await w.hears("U0JON", f"/pmo {typed}")
    assert "*Draft the plan (A-1)*\nMaria, asked by Jon — due Wed 2 Dec · Apollo" in shown
    assert "Mon 30 Nov: Jon noted it\nMon 30 Nov: Maria moved the date (Fri 4 Dec → Wed 2 Dec)" in shown
    assert "“legal answers on Tuesday”" in shown


async def test_history_has_the_dates_of_the_reader(w: World) -> None:
    await w.until("2026-11-30", "23:30")
    await plan(w)  # Tuesday morning in Tokyo
    assert "Tue 1 Dec: Jon noted it" in await w.hears("U0KENJI", "/pmo show A-1")
    assert "Mon 30 Nov: Jon noted it" in await w.hears("U0SAM", "/pmo show A-1")


async def test_why_names_the_rule_or_what_is_missing(w: World) -> None:
    await plan(w)
    await w.types("U0JON", "/pmo add Book the room")
    assert "is due *Fri 4 Dec*. Reminders count in Maria's working days" in await w.hears("U0JON", "/pmo why A-1")
    await w.until("2026-12-03", "09:00")
    sent = await w.hears("U0JON", "/pmo why A-1")
    assert (
        "• Mon 30 Nov, to Maria: a request — arrived Mon 30 Nov, no answer to it. Due Fri 4 Dec (working days in"
        in sent
    )
    assert (
        "• Thu 3 Dec, to Maria: reminder one working day before the date — arrived Thu 3 Dec, no answer to it" in sent
    )
    await w.types("U0MARIA", "/pmo move A-1 to 10 dec")
    later = await w.hears("U0JON", "/pmo why A-1")  # it was right when it was sent
    assert "Due Fri 4 Dec (working days in Madrid, no public holidays set; the standard policy)" in later
    assert "arrived Thu 3 Dec; Maria moved the date on Thu 3 Dec" in later
    assert await w.hears("U0JON", "/pmo why A-2") == (
        "Book the room (A-2) has no date yet, so nobody is reminded of it. `/pmo move A-2 friday` sets one.\n"
        "No message about it has been sent."
    )


async def test_digest_and_status_show_the_project_as_it_is_now(w: World) -> None:
    await plan(w)
    for command in ("digest", "status", "digest APOLLO"):
        assert "Draft the plan" in await w.hears("U0JON", f"/pmo {command}")
    assert await w.hears("U0JON", "/pmo digest", "C0GENERAL") == (
        "Which project? Name its key, such as `/pmo digest APOLLO`, or type this in the project's channel."
    )


async def test_help_comes_in_groups(w: World) -> None:
    answer = await w.hears("U0SAM", "/pmo help all")
    positions = [answer.index(f"*{group}*") for group in ("Capture", "Look", "Answer", "Change", "Set up")]
    assert positions == sorted(positions)
    part = await w.hears("U0SAM", "/pmo help set up")
    assert part.startswith("*Set up*\n`/pmo project")
    assert "*Capture*" not in part
    assert "For example: `/pmo prefs brief 09:30`, `/pmo prefs`, `/pmo prefs light`" in await w.hears(
        "U0JON", "/pmo help prefs"
    )
    assert (await w.hears("U0JON", "/pmo help foo")).startswith("I do not know “foo”.")
    assert await w.hears("U0JON", "/pmo help move") == (
        "Give something a new date. For example: `/pmo move A-12 to 4 dec because legal answers on Monday`. "
        "You can also say `reschedule` or `postpone`."
    )


async def test_help_begins_with_own_words_and_eight_commands_then_what_is_theirs(w: World) -> None:
    lead, sponsor, pmo, sam = [await w.hears(who, "/pmo help") for who in ("U0JON", "U0INES", "U0PRIYA", "U0SAM")]
    for answer in (lead, sponsor, pmo, sam):
        own_words, heading, *commands = answer.splitlines()[:10]
        assert own_words.startswith("*Say it in your own words.*")
        assert heading == "*What everybody needs*"
        assert all(command.startswith("`/pmo") for command in commands)
        assert "The rest: `/pmo help all`" in answer
        assert len(answer.splitlines()) <= 16
    for answer in (lead, sponsor):
        assert answer.index("*What everybody needs*") < answer.index("*Your projects*") < answer.index("The rest")
        assert "`/pmo list unaccepted`" in answer
    assert pmo.index("*What everybody needs*") < pmo.index("*All projects*") < pmo.index("The rest")
    assert "*Your projects*" not in sam


# --- change ---------------------------------------------------------------------------


CHANGES = [
    ("start {k}", "Draft the plan ({k}) — begun."),
    ("{k} done", "~Draft the plan ({k})~ — done. Thank you. It is in the next digest of Apollo."),
    (
        "done {n} because it was quick",
        "~Draft the plan ({k})~ — done. Thank you. It is in the next digest of Apollo.",
    ),
    ("drop {k} because the vendor does it", "~Draft the plan ({k})~ — no longer needed. Its history stays."),
    ("move {k} to 9 dec", "Draft the plan ({k}) — new date: Wed 9 Dec."),
    ("move {k} 2 more days", "Draft the plan ({k}) — new date: Tue 8 Dec."),
    (
        "move {k} friday",
        "*Draft the plan* ({k}) is due Fri 4 Dec already. Choose another day, or leave it as it is.",
    ),
    ("assign {k} to @Sam Okafor", "Draft the plan ({k}) — Sam is asked to take it, Fri 4 Dec (Sam's time, New York)."),
    (
        "assign {k} @Sam Okafor by monday",
        "Draft the plan ({k}) — Sam is asked to take it, Mon 7 Dec (Sam's time, New York).",
    ),
    ("block {k} @Priya Nair", "Draft the plan ({k}) — noted: it waits for Priya."),
    ("block {k} by {room}", "Draft the plan ({k}) — noted: it waits for Book the room ({room})."),
    ("block {k} waiting for the licence", "Draft the plan ({k}) — noted: it waits for the licence."),
    (
        "block {k} because the list is missing @Priya Nair",
        "Draft the plan ({k}) — noted: it waits for Priya (“the list is missing @priya”).",
    ),
    ("snooze {k} until wed", "Draft the plan ({k}) — quiet until Wed 2 Dec. Its date stays as it is."),
    ("snooze {k}", "Draft the plan ({k}) — quiet until Thu 3 Dec. Its date stays as it is."),
    (
        "unblock {k}",
        "*Draft the plan* ({k}) waits for nothing, so there is nothing to change. `/pmo show {k}` tells how it stands.",
    ),
    (
        "reopen {k}",
        "*Draft the plan* ({k}) is open already; there is nothing to bring back. `/pmo show {k}` tells how it stands.",
    ),
]


async def test_a_change_says_what_it_did(w: World) -> None:
    await w.types("U0JON", "/pmo add Book the room by friday")
    for number, (typed, sentence) in enumerate(CHANGES, start=2):
        await plan(w)
        names = {"k": f"A-{number}", "n": number, "room": "A-1"}
        answer = await w.hears("U0MARIA", "/pmo " + typed.format(**names))
        assert answer.startswith(sentence.format(**names)), typed


async def test_reopen_may_bring_a_new_date(w: World) -> None:
    await plan(w)
    await w.types("U0MARIA", "/pmo done A-1")
    answer = await w.hears("U0JON", "/pmo reopen A-1 by wed")
    assert answer.startswith("Draft the plan (A-1) — open again, Wed 2 Dec (Maria's time, Madrid). Its history stays.")
    assert (w.item(1).is_open, w.item(1).due) == (True, date(2026, 12, 2))


async def test_unblock_and_the_button_on_the_card(w: World) -> None:
    await plan(w)
    await w.types("U0MARIA", "/pmo block A-1 the licence")
    shown = await w.hears("U0MARIA", "/pmo show A-1")
    assert "Waits for the licence." in shown
    await w.clicks("U0MARIA", "No longer blocked", w.last("U0MARIA"))
    assert w.item(1).blocked_at is None


async def test_several_items_at_once(w: World) -> None:
    await plan(w)
    await w.types("U0JON", "/pmo add Book the room by friday")
    await w.types("U0JON", "/pmo done A-2")
    answer = await w.hears("U0JON", "/pmo done A-1 and A-2")
    assert "~Draft the plan (A-1)~ — done." in answer
    assert "*Book the room* (A-2) is done already." in answer


async def test_undo_takes_back_ones_own_change_once(w: World) -> None:
    await plan(w)
    await w.types("U0MARIA", "/pmo move A-1 to 9 dec")
    moved = w.last("U0MARIA")
    await w.clicks("U0MARIA", "Undo", moved)
    assert w.item(1).due == date(2026, 12, 4)
    assert "Draft the plan (A-1) — taken back: Maria, Fri 4 Dec." in said(w.last("U0MARIA")["blocks"])


async def test_undo_leaves_alone_what_changed_since(w: World) -> None:
    await plan(w)
    await w.types("U0MARIA", "/pmo move A-1 to 9 dec")
    moved = w.last("U0MARIA")
    await w.types("U0JON", "/pmo move A-1 to 10 dec")
    await w.clicks("U0MARIA", "Undo", moved)
    assert "changed since, so I left it as it is. `/pmo show A-1` tells what happened." in said(
        w.last("U0MARIA")["blocks"]
    )
    assert w.item(1).due == date(2026, 12, 10)


# --- set up ---------------------------------------------------------------------------


async def test_a_project_is_shown_and_changed_in_words(w: World) -> None:
    assert await w.hears("U0JON", "/pmo project APOLLO") == (
        "• *Apollo* (APOLLO) — Jon leads, Inês sponsors it; supportive\nNew project…"
    )
    answer = await w.hears("U0JON", "/pmo project APOLLO mode controlling")
    assert answer == "Kept: *Apollo* (APOLLO) is controlling; Jon leads it, Inês sponsors it."
    answer = await w.hears("U0JON", "/pmo status APOLLO amber because one input is open")
    assert answer == "Kept: *Apollo* (APOLLO) is controlling, amber; Jon leads it, Inês sponsors it."
    assert "Priya sponsors it" in await w.hears("U0JON", "/pmo project APOLLO sponsor @Priya Nair")
    assert "Maria leads it" in await w.hears("U0JON", "/pmo project APOLLO lead @Maria Ortega")
    with w.bot.db.reading() as session:
        project = queries.project_by_key(session, TEAM, "APOLLO")
    assert project is not None
    assert (project.mode, project.health) == (Mode.CONTROLLING, "amber")


async def test_a_lead_chooses_another_channel_for_the_digest(w: World) -> None:
    assert "Only Jon or a PMO lead" in await w.hears("U0MARIA", "/pmo project APOLLO channel")
    await w.types("U0JON", "/pmo project APOLLO channel")
    assert "/invite @PMO Bot" in (await w.submits("U0JON", channel="C0BOARD"))["channel"]
    assert "archived" in (await w.submits("U0JON", channel="C0OLD"))["channel"]
    assert await w.submits("U0JON", channel="C0GENERAL") == {}
    assert "the digest of *Apollo* goes to <#C0GENERAL> from now on." in said(w.last("U0JON")["blocks"])
    await w.until("2026-12-07", "10:00")
    assert any("Apollo" in message["text"] for message in w.messages("C0GENERAL"))
    assert not any("week of Mon 7 Dec" in message["text"] for message in w.messages("C0APOLLO"))


async def test_a_channel_carries_one_project(w: World) -> None:
    await w.types("U0JON", "/pmo project new Zeus")
    assert await w.submits("U0JON", channel="C0GENERAL") == {}
    await w.types("U0JON", "/pmo project ZEUS channel")
    assert "Apollo" in (await w.submits("U0JON", channel="C0APOLLO"))["channel"]


async def test_preferences_in_words(w: World) -> None:
    assert await w.hears("U0JON", "/pmo prefs brief 10:30") == (
        "Your brief comes at 10:30 (Madrid time) on working days, when something is due. `/pmo prefs` changes it."
    )
    assert await w.hears("U0JON", "/pmo prefs pause until monday") == (
        "Paused: no brief before Mon 7 Dec, then at 10:30 (Madrid time). `/pmo prefs resume` ends the pause."
    )
    assert (await w.hears("U0JON", "/pmo prefs resume")).startswith("Your brief comes at 10:30")
    with w.bot.db.reading() as session:
        jon = queries.person_by_slack(session, TEAM, "U0JON")
    assert jon is not None
    assert (jon.brief_at, jon.paused_until) == (time(10, 30), None)


async def test_a_title_that_nobody_can_see_is_none(w: World) -> None:
    await w.types("U0JON", "/pmo add \u202e by friday")
    assert "2026-12-04" in str(w.window("U0JON")["blocks"]), (
        "what can be read of it is in the window that asks for the rest"
    )
    assert list(await w.submits("U0JON")) == ["title"]
    await w.types("U0JON", "/pmo add Dr\u200baft \u202ethe plan by friday")
    assert w.item(1).title == "Draft the plan"
    await w.types("U0JON", "/pmo add")
    assert list(await w.submits("U0JON", title="\u200b")) == ["title"]


async def test_a_colour_that_there_is_not_is_asked_about(w: World) -> None:
    answer = await w.hears("U0JON", "/pmo status APOLLO purple")
    assert answer.startswith("I do not know “purple” as a colour. Which colour? Try `/pmo status APOLLO amber`")
    assert "Apollo" in await w.hears("U0JON", "/pmo status APOLLO")
