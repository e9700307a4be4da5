"""Policies: shown to everybody, set by a PMO lead, by version; what is under way keeps the one it began with."""

from __future__ import annotations

import pytest
from sqlmodel import col, select

from pmo_bot.model import Event, Line, LineKind, Policy
from pmo_bot.rules.policy_check import KNOWN, PAUSES
from pmo_bot.services.policies import set_policy
from tests.shown import said
from tests.stories.packets import act
from tests.world import World

MARIA, JON, INES, PRIYA = "U0MARIA", "U0JON", "U0INES", "U0PRIYA"


def text(w: World, who: str) -> str:
    return said(w.inbox(who)[-1]["blocks"])


async def changed(w: World, **fields: str) -> dict[str, str]:
    """Priya, a PMO lead, changes the policy of Apollo in its window."""
    await w.types(PRIYA, "/pmo policy change APOLLO")
    return await w.submits(PRIYA, **fields)


def events(w: World, what: str) -> list[Event]:
    with w.bot.db.reading() as session:
        return list(session.exec(select(Event).where(Event.what == what)))


async def test_anybody_may_see_what_decides(w: World) -> None:
    shown = await w.hears(MARIA, "/pmo policy APOLLO")
    assert "*Apollo* (APOLLO) · supportive" in shown
    assert "5 working days before (what takes longer than 10), 1 working day before, on the day" in shown
    assert "then every 5 working days, at most 5 after the date" in shown
    assert "The owner is shown the note first, 1 working day after the date. Then it goes to the lead after 2" in shown
    assert "These are the rules PMO Bot comes with: nobody has changed them." in shown
    assert "Change…" not in shown


async def test_its_window_says_in_words_what_is_written_in_it(w: World) -> None:
    await w.types(PRIYA, "/pmo policy change APOLLO")
    about, now, reminders, *more = w.window(PRIYA)["blocks"]
    assert about["text"]["text"].startswith("*Apollo*")
    assert now["text"]["text"].startswith(
        "*What it says:* owners are reminded 5 working days before (what takes longer than 10), 1 working day before, "
        "on the day, 1 working day after"
    )
    assert "To write it: -1 is one working day before the date" in reminders["hint"]["text"]
    numbers = [block["element"] for block in (reminders, *more[:6])]
    assert not any("max_length" in element for element in numbers), "no counter below a number"


async def test_all_that_is_wrong_is_said_at_once_each_at_its_field(w: World) -> None:
    assert await changed(w, sponsor="1", pmo="999", grace="two", reminders="soon") == {
        "sponsor": "Choose more than 1 for the sponsor: the owner is shown the note first.",
        "pmo": "Use a whole number from 0 to 260.",
        "grace": "Use a whole number, such as 2.",
        "reminders": "I could not read this. Try -5 over 10, -1, 0, +1, +3, then every 5 up to 5.",
    }
    assert await w.submits(PRIYA, contact="6", sponsor="4") == {
        "sponsor": "Choose 6 or more for the sponsor: whoever comes later is told later."
    }
    assert await w.submits(PRIYA, preview="", contact="2") == {
        "preview": "Say when the owner is shown the note: that comes before anybody else is told."
    }


EVERYTHING = {
    "nudges": [{"at": -1}, {"at": 0}], "escalate": [{"at": 1, "do": "preview"}, {"at": 2, "to": "contact"}],
    "critical": True, "tell_requester": False, "untaken": [{"severity": 1, "hours": 2}], "without": ["reason"],
    **{name: most for name, (_, most) in PAUSES.items()},
}  # fmt: skip


async def test_what_it_says_comes_out_of_its_window_as_it_went_in(w: World) -> None:
    assert set(EVERYTHING) == set(KNOWN)
    await w.types(PRIYA, "/pmo")
    set_policy(w.bot.db, act(w, PRIYA), None, EVERYTHING)
    await w.types(PRIYA, "/pmo policy change workspace")
    assert await w.submits(PRIYA, grace="3") == {}
    with w.bot.db.reading() as session:
        first, second = session.exec(select(Policy).order_by(col(Policy.version))).all()
    assert second.body == {**first.body, "grace": 3} == {**EVERYTHING, "grace": 3}


async def test_in_a_projects_channel_its_name_can_be_left_out(w: World) -> None:
    assert "*Apollo* (APOLLO)" in await w.hears(MARIA, "/pmo policy")
    assert "Every project without a policy of its own" in await w.hears(MARIA, "/pmo policy workspace")


async def test_only_a_pmo_lead_sets_it_and_the_refusal_names_one(w: World) -> None:
    answer = await w.hears(JON, "/pmo policy change APOLLO")
    assert "Only a PMO lead sets when people are reminded and who is told" in answer
    assert not w.has_window(JON)
    assert events(w, "policy.changed") == []


async def test_a_pmo_lead_changes_it_in_a_window_and_the_history_tells(w: World) -> None:
    assert await changed(w, reminders="-7, -1, 0, then every 1 up to 10", contact="3", reason="They asked for it") == {}
    shown = said(w.last(PRIYA)["blocks"])
    assert "7 working days before" in shown
    assert "then every 1 working day, at most 10 after the date" in shown
    assert "the lead after 3 working days" in shown
    assert "Version 1, since Mon 30 Nov, by Priya." in shown
    (event,) = events(w, "policy.changed")
    assert event.before["version"] == 0
    assert event.after["body"]["nudges"][-1] == {"every": 1, "max": 10}
    assert event.note_id is not None
    await w.clicks(PRIYA, "Change…", w.last(PRIYA))
    await w.submits(PRIYA, sponsor="")
    history = await w.hears(MARIA, "/pmo policy history APOLLO")
    assert history.index("*Version 2*") < history.index("*Version 1*")


async def test_the_same_once_more_makes_no_version(w: World) -> None:
    await changed(w, contact="3")
    await changed(w)
    assert len(events(w, "policy.changed")) == 1


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"reminders": "whenever"}, "reminders", "I could not read this. Try -5 over 10"),
        ({"contact": "two"}, "contact", "Use a whole number, such as 2."),
        ({"preview": ""}, "preview", "Say when the owner is shown the note: that comes before anybody else is told."),
        ({"preview": "5"}, "sponsor", "Choose more than 5 for the sponsor: the owner is shown the note first."),
        ({"grace": "0"}, "grace", "Use a whole number from 1 to 20"),
    ],
)
async def test_a_mistake_is_said_at_its_field(w: World, typed: dict[str, str], field: str, sentence: str) -> None:
    errors = await changed(w, **typed)
    assert sentence in errors[field]
    assert events(w, "policy.changed") == []


async def test_the_workspaces_policy_counts_where_a_project_has_none(w: World) -> None:
    await w.types(PRIYA, "/pmo policy change workspace")
    await w.submits(PRIYA, reminders="-2, 0")
    assert "Version 1 (the workspace's)" in await w.hears(MARIA, "/pmo policy APOLLO")
    await w.types(MARIA, "/pmo add Draft the plan by 4 dec")
    await w.until("2026-12-02", "10:00")
    assert "Draft the plan" in text(w, MARIA)
    await changed(w, reminders="0")
    assert "Version 1, since" in await w.hears(MARIA, "/pmo policy APOLLO")


async def test_a_new_policy_counts_at_once_for_what_is_not_under_way(w: World) -> None:
    await w.types(MARIA, "/pmo add Draft the plan by 11 dec")
    await changed(w, reminders="-7, 0")
    await w.until("2026-12-02", "10:00")
    assert "Draft the plan" in text(w, MARIA)
    with w.bot.db.reading() as session:
        line = session.exec(select(Line).where(Line.kind == LineKind.NUDGE)).one()
    assert (line.step, line.why["policy_version"]) == ("-7", 1)


async def test_an_escalation_in_flight_keeps_the_version_it_began_with(w: World) -> None:
    """Due Tuesday, previewed Wednesday by version 0: the lead hears on Thursday, whatever is changed meanwhile."""
    await w.types(MARIA, "/pmo add Draft the plan by 1 dec")
    await w.until("2026-12-02", "12:00")
    assert "reads this" in text(w, MARIA)
    await changed(w, preview="5", contact="20", sponsor="", pmo="")
    await w.until("2026-12-03", "12:00")
    assert "Draft the plan" in text(w, JON)
    with w.bot.db.reading() as session:
        packet = session.exec(select(Line).where(Line.kind == LineKind.PACKET)).one()
        assert session.exec(select(Policy.version)).one() == 1
    assert packet.why["policy_version"] == 0
    await w.types(MARIA, "/pmo add Write to legal by 4 dec")
    await w.until("2026-12-10", "17:00")
    assert "Write to legal" not in text(w, JON), "what began afterwards goes by the new version"


async def test_the_mode_of_a_project_changes_with_an_event_and_the_words_say_what_it_does(w: World) -> None:
    await w.types(JON, "/pmo project APOLLO mode directive")
    shown = await w.hears(MARIA, "/pmo policy APOLLO")
    assert "the lead after 2 working days, the sponsor after 2 working days, a PMO lead after 4 working days" in shown
    assert "a PMO lead after 4 working days. These are the days that count: in directive mode everybody" in shown
    assert events(w, "project.changed")[-1].after == {"mode": "directive"}


async def test_in_supportive_mode_only_the_days_of_the_lead_count_by_themselves(w: World) -> None:
    shown = await w.hears(MARIA, "/pmo policy APOLLO")
    assert "Then it goes to the lead after 2 working days. Nobody else is told unless the lead says so: then" in shown
    assert "then the sponsor after 4 working days, a PMO lead after 8 working days." in shown


async def test_the_history_tells_the_days_that_count_in_the_mode(w: World) -> None:
    await w.types(JON, "/pmo project APOLLO mode directive")
    assert await changed(w, contact="3") == {}
    history = await w.hears(PRIYA, "/pmo policy APOLLO history")
    assert "the lead after 3 working days, the sponsor after 3 working days, a PMO lead after 4 working days" in history


async def test_whoever_asked_is_told_unless_a_policy_says_otherwise(w: World) -> None:
    assert "*Whoever asked for it* is told once that it was passed on." in await w.hears(MARIA, "/pmo policy APOLLO")
    assert await changed(w, tell_requester="no") == {}
    assert await changed(w, contact="3") == {}
    shown = await w.hears(MARIA, "/pmo policy APOLLO")
    assert "*Whoever asked for it* is not told by itself that it was passed on." in shown, "a later change keeps it"


# --- critical items -------------------------------------------------------------------


async def test_a_project_may_let_critical_items_through_the_working_hours(w: World) -> None:
    """Three asks a day and closing time hold everything else."""
    assert await changed(w, critical="yes") == {}
    assert "*Critical items* are told at any hour" in said(w.last(PRIYA)["blocks"])
    await w.until("2026-11-30", "20:00")
    await w.types(JON, "/pmo add Rotate the keys @Maria Ortega by tomorrow !critical")
    await w.types(JON, "/pmo add Tidy the wiki @Maria Ortega by 18 dec")
    await w.until("2026-11-30", "20:06")
    assert "Rotate the keys" in text(w, MARIA)
    assert "Tidy the wiki" not in text(w, MARIA)
    await w.clicks(MARIA, "Why these?", w.inbox(MARIA)[-1])
    assert "It is critical, and this project has such items told at any hour." in said(
        w.last(MARIA, w.dm(MARIA))["blocks"]
    )


async def test_elsewhere_a_critical_item_waits_like_all_others(w: World) -> None:
    await w.until("2026-11-30", "20:00")
    await w.types(JON, "/pmo add Rotate the keys @Maria Ortega by tomorrow !critical")
    await w.until("2026-12-01", "08:59")
    assert w.inbox(MARIA) == []


async def test_a_critical_item_is_passed_on_as_soon_as_its_owner_was_shown_the_note(w: World) -> None:
    await changed(w, critical="yes", preview="1", contact="2")
    await w.types(MARIA, "/pmo add Rotate the keys by 1 dec !critical")
    await w.types(MARIA, "/pmo prefs brief 16:00")
    await w.until("2026-12-02", "16:30")
    assert "Jon reads this tomorrow at 09:00" in text(w, MARIA)
    await w.until("2026-12-03", "09:06")
    assert "Rotate the keys" in text(w, JON), "not a whole working day after four o'clock"
