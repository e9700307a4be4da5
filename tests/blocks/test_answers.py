"""What the bot answers to somebody's own action."""

from __future__ import annotations

import inspect
from datetime import time
from typing import Any

import pytest

from pmo_bot.blocks import answers, helping
from pmo_bot.blocks.decisions import found_message
from pmo_bot.blocks.kit import Message
from pmo_bot.blocks.words import answers as words
from pmo_bot.blocks.words import refusals, refusals_items, setup
from pmo_bot.blocks.words.changes import SAYS, Change
from pmo_bot.blocks.words.helping import GROUPS, how_to_talk
from pmo_bot.blocks.words.waiting import waits_for
from pmo_bot.model import Artefact, Health, Item, Mode, Person, Phase, Standing
from pmo_bot.rules.decisions import DecisionCard
from pmo_bot.rules.grammar import VERBS, Misread
from pmo_bot.rules.modes import Need
from pmo_bot.rules.phases import Lack, Obstacle
from pmo_bot.rules.policy_check import Mistake
from pmo_bot.rules.refusals import AlreadyDone, Refused
from tests.rows import (
    INES,
    JON,
    MARIA,
    MONDAY,
    SAM,
    at,
    day,
    decision,
    done,
    event,
    goal,
    item,
    kpi,
    pair,
    person,
    project,
)
from tests.shown import said

PLAN = item(id=12, due=day(4))


def plain(text: str) -> str:
    return text.replace("\u200b", "")


def labels(message: Message) -> list[str]:
    found = [element for block in message.blocks for element in block.get("elements", ()) if "text" in element]
    found += [block["accessory"] for block in message.blocks if "accessory" in block]
    return [one["text"]["text"] for one in found if one["type"] == "button"]


# --- captured -------------------------------------------------------------------------


def test_it_echoes_what_it_understood_with_weekday_and_zone() -> None:
    message = answers.captured(PLAN, MARIA, project(), SAM, event("item.created", PLAN), MONDAY)
    assert message.text == "A-12 · Draft the cutover plan — Maria, due Fri 4 Dec (Maria's time, Madrid) · Apollo"
    assert labels(message) == ["Change…", "Undo"]


@pytest.mark.parametrize(
    ("what", "owner", "actor", "says"),
    [
        (PLAN, None, MARIA, "A draft so far: it needs an owner to be tracked. `/pmo assign A-12 @somebody`"),
        (
            item(id=12, due=None),
            MARIA,
            MARIA,
            "A draft so far: it needs a date to be tracked. `/pmo move A-12 next friday`",
        ),
        (PLAN, MARIA, JON, "Asked Maria to confirm."),
        (PLAN, MARIA, MARIA, None),
    ],
)
def test_it_names_what_is_missing_or_who_hears_of_it(
    what: Item, owner: Person | None, actor: Person, says: str | None
) -> None:
    assert words.next_step(what, owner, actor) == says
    blocks = answers.captured(what, owner, None, actor, event("item.created", what), MONDAY).blocks
    assert ("next" in [block["block_id"] for block in blocks]) is (says is not None)


def test_a_draft_has_buttons_for_what_it_needs() -> None:
    bare = item("Draft it", id=12, due=None, owner_id=None)
    message = answers.captured(bare, None, None, MARIA, event("item.created", bare), MONDAY)
    assert "it needs an owner and a date to be tracked" in said(message.blocks)
    assert labels(message) == ["Add an owner…", "Add a date…", "Change…", "Undo"]


def test_a_name_that_is_no_mention_is_pointed_out_to_whoever_it_fell_to() -> None:
    stray = item("Ask @legal for the licence", id=12)
    assert "“@legal” did not become a mention" in str(words.next_step(stray, MARIA, MARIA))
    assert words.next_step(stray, MARIA, JON) == "Asked Maria to confirm."


def test_it_says_that_somebody_of_another_organisation_reads_along() -> None:
    outsider = person("Ann Lee", standing=Standing.EXTERNAL)
    assert "another organisation" in str(words.next_step(PLAN, outsider, outsider))


def test_without_owner_or_date_it_says_so() -> None:
    assert words.captured(item(id=1, due=None), None, None, MONDAY).endswith("— no owner yet, no date yet")
    assert words.captured(item(id=1), None, None, MONDAY).endswith("— no owner yet, due Mon 30 Nov")


# --- changed --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (Change(event("item.done"), done(id=1), project=project()),
         "done. Thank you. It is in the next digest of Apollo."),
        (Change(event("item.done"), done(id=1), project=project(channel=None)), "done. Thank you."),
        (Change(event("item.done"), done(id=1)), "done. Thank you."),
        (Change(event("item.moved"), PLAN, MARIA), "new date: Fri 4 Dec."),
        (Change(event("item.reopened"), PLAN), "open again, Fri 4 Dec. Its history stays."),
        (Change(event("item.reopened"), item(due=None)), "open again, no date yet. Its history stays."),
        (Change(event("item.assigned"), PLAN, JON), "Jon has it now, Fri 4 Dec (Jon's time, Madrid)."),
        (Change(event("item.snoozed"), item(snoozed_until=day(3))), "quiet until Thu 3 Dec. Its date stays as it is."),
        (Change(event("item.snoozed"), item()), "quiet until later. Its date stays as it is."),
        (Change(event("item.undone"), done()), "taken back."),
        (Change(event("item.undone"), PLAN), "taken back: no owner yet, Fri 4 Dec."),
        (Change(event("item.noted"), PLAN), "your note is in its history. /pmo show A-12 shows it."),
        (Change(event("item.something new"), PLAN), "kept: no owner yet, Fri 4 Dec."),
    ],
)  # fmt: skip
def test_a_change_is_one_sentence(change: Change, says: str) -> None:
    assert plain(answers.changed([change], MONDAY).text).endswith(f" — {says}")


@pytest.mark.parametrize(
    ("text", "blocker", "on", "says"),
    [
        ("", JON, None, "Jon"),
        ("", JON, done("Plan", id=3), "Jon and ~Plan (A-3)~"),
        ("the licence", None, None, "the licence"),
        ("the licence", JON, None, "Jon (“the licence”)"),
        ("", None, None, "another item"),
    ],
)
def test_it_says_whom_and_what_an_item_waits_for(text: str, blocker: Person | None, on: Item | None, says: str) -> None:
    assert plain(waits_for(item(blocked_by_text=text), blocker, on)) == says


FINAL = ("item.undone", "item.noted", "item.objected", "risk.undone")


def test_every_change_but_undo_and_what_was_told_others_has_a_way_back() -> None:
    for what in SAYS:
        message = answers.changed([Change(event(what), PLAN, MARIA)], MONDAY)
        assert labels(message) == ([] if what in FINAL else ["Undo"])


def test_several_changes_and_what_was_refused_stand_in_one_answer() -> None:
    both = [Change(event("item.done"), done(id=1)), Change(event("item.done"), done(id=2))]
    message = answers.changed(both, MONDAY, [Refused("no_item", key="A-9")])
    assert len(message.blocks) == 3
    assert "A-9" in message.text


# --- refused --------------------------------------------------------------------------

FACTS: dict[str, Any] = {
    "item": PLAN, "owner": MARIA, "requester": SAM, "person": JON, "project": project(), "lead": JON, "length": 612,
    "most": 500, "key": "A-12", "day": day(-3), "first": day(3), "last": day(1), "opens": time(9), "closes": time(17),
    "words": "someday", "title": "x", "verb": "move", "channel": "#general", "reference": "ab12",
    "command": "add x by someday",
    "since": at(MONDAY),
    "event": event("item.done", PLAN), "actor": MARIA, "own": False, "sent": MONDAY, "today": MONDAY,
    "names": ["Jon", "Jo"], "keys": ["A-1", "A-2"], "count": 3, "name": "jo", "text": "x", "scope": "mine",
    "people": [JON, SAM], "role": "sponsor", "decider": JON,
    "decision": decision(), "by": JON, "needs": (Need.OWNER, Need.DUE), "mode": Mode.CONTROLLING,
    "newer": decision(), "chosen": "Birch", "leads": [JON], "mistakes": (Mistake("told_twice"),),
    "other": done(), "on": done(), "milestone": None, "chain": [PLAN, None, done(), PLAN],
    "latest": day(-1), "at": at(MONDAY), "least": 1, "projects": [project()],
    "goal": goal(), "kpi": kpi(), "phase": Phase.HYPERCARE, "may_waive": True, "where": "gates",
    "what": "it is no list",
    "seen": pair(),
    "lacks": (Lack(Obstacle.ARTEFACT, "Rollback plan"),),
    "artefact": Artefact(id=1, team_id="T1", project_id=1, phase=Phase.DELIVERY, position=1, name="Rollback plan"),
}  # fmt: skip


@pytest.mark.parametrize("why", refusals.SENTENCES)
def test_every_refusal_is_a_sentence(why: str) -> None:
    wanted = inspect.signature(refusals.SENTENCES[why]).parameters
    assert set(wanted) <= set(FACTS), f"no example for {sorted(set(wanted) - set(FACTS))}"
    text = plain(refusals.sentence(Refused(why, field="title", **{name: FACTS[name] for name in wanted})))
    assert text[-1] in ".?”`"
    assert "None" not in text


def test_a_refusal_about_an_item_offers_to_show_it() -> None:
    assert labels(answers.refusal(Refused("is_closed", item=done()))) == ["Show it"]
    assert labels(answers.refusal(Refused("no_title"))) == []


def test_a_date_that_was_not_understood_may_be_picked() -> None:
    unread = Refused("unread_date", words="someday", command="add Plan by someday")
    assert labels(answers.refusal(unread)) == ["Pick a date…"]
    too_long = Refused("unread_date", words="someday", command="x" * 3000)
    assert labels(answers.refusal(too_long)) == []


def test_refusals_name_their_reason() -> None:
    assert Refused("past", day=MONDAY).why == "past"
    assert str(Refused("past", day=MONDAY)) == "past"
    assert issubclass(AlreadyDone, Exception)


def test_nobody_is_named_who_is_not_known() -> None:
    unknown = Refused("not_yours", item=PLAN, owner=None, requester=None)
    assert "its owner" in refusals.sentence(unknown)


# --- lists, decisions, projects, help -------------------------------------------------


def test_decisions_are_found_or_may_be_logged() -> None:
    found = [DecisionCard(decision("Keep it", number=3), decider=INES, today=MONDAY)]
    assert found_message(found).text == "• D-3 Keep it — Inês, Mon 30 Nov"
    assert found_message([]).text.startswith("I found no decision")


def test_projects_are_listed_or_may_be_started() -> None:
    red = project(health=Health.RED)
    message = answers.projects([(red, JON, INES), (project(key="MOVE"), None, None)])
    assert "Jon leads, Inês sponsors it; controlling, red" in message.text
    assert "nobody leads, nobody sponsors it yet" in message.text
    assert "There is no project yet" in answers.projects([]).text


def test_projects_and_preferences_are_confirmed_in_words() -> None:
    assert "<#C1>" in setup.project_made(project(), JON, INES)
    assert "Mondays" not in setup.project_made(project(channel=None), JON, None)
    assert setup.project_changed(project(health=Health.RED), JON, None).startswith(
        "Kept: *Apollo* (APOLLO) is controlling, red"
    )
    assert "Your brief comes at 09:00 (Madrid time)" in setup.preferences_kept(MARIA, MONDAY)
    assert "no brief before Thu 3 Dec" in setup.preferences_kept(person(paused_until=day(3)), MONDAY)
    assert "Your brief" in setup.preferences_kept(person(paused_until=MONDAY), MONDAY)


def test_help_names_every_command_and_each_has_its_own() -> None:
    text = helping.help_with_all().text
    for name in (name for names in GROUPS.values() for name in names):
        assert VERBS[name].example in text
    assert "You can also say" in helping.help_with(next(v for v in VERBS.values() if v.aliases)).text
    assert "You can also say" not in helping.help_with(next(v for v in VERBS.values() if not v.aliases)).text


def test_an_unknown_command_is_answered_with_the_nearest_one() -> None:
    near = answers.misread(Misread("dne", "done", "done A-12")).text
    assert near == "I do not know “dne”. Did you mean /pmo done A-12?"
    assert "/pmo help for everything" in answers.misread(Misread("xyzzy", None, "add Plan")).text


def test_words_to_the_bot_are_answered_with_how_to_talk() -> None:
    assert "`/pmo done A-1`" in how_to_talk("done A-1")
    assert "`/pmo help`" in how_to_talk("")


# --- late clicks ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "own", "says"),
    [
        ("item.done", True, "since then you finished A-12."),
        ("item.moved", False, "since then Jon moved A-12 to Fri 4 Dec."),
        ("item.assigned", False, "since then Jon gave A-12 to Maria."),
        ("item.edited", False, "since then Jon changed A-12."),
    ],
)
def test_a_late_click_is_told_what_happened_since(what: str, own: bool, says: str) -> None:
    told = refusals_items.late(PLAN, event(what, PLAN), JON, MARIA, own, MONDAY, day(2))
    assert told == f"This message is from Mon 30 Nov; {says}"
    nobody = refusals_items.late(item(id=12, due=None), event("item.moved"), None, None, False, MONDAY, MONDAY)
    assert nobody.endswith("since then somebody moved A-12.")
