"""Nothing that was typed is passed over in silence: what was not understood is named, with what to type instead."""

from __future__ import annotations

from tests.world import World

JON, PRIYA = "U0JON", "U0PRIYA"
REPORT = (
    "A report is for sponsors, executives or the team: `/pmo digest APOLLO for sponsors`. Where it goes and how often "
    "is said together: `/pmo digest APOLLO to #steering monthly`. `/pmo help digest` has more."
)
PROJECT = (
    "Try `/pmo project APOLLO sponsor @ines`, or with lead, mode, channel, phase, gates, goal, people or priority. "
    "A day it works towards is a milestone: `/pmo milestone Go-live 31 mar #apollo`. `/pmo help project` has more."
)
LIST = (
    "Try `/pmo list overdue #apollo` or `/pmo list overdue @maria`; there are asked, overdue, unaccepted, issues and "
    "all. `/pmo help list` has more."
)
STRANGE = [
    ("/pmo digest APOLLO for aliens", f"I do not know what “aliens” asks for here. {REPORT}"),
    ("/pmo digest APOLLO for sponsors monthly", f"I do not know what “monthly” asks for here. {REPORT}"),
    ("/pmo project APOLLO target 31.2.", f"I do not know what “target 31.2” asks for here. {PROJECT}"),
    ("/pmo project APOLLO mode controlling soon", f"I do not know what “soon” asks for here. {PROJECT}"),
    ("/pmo project APOLLO thanks maybe", f"I do not know what “maybe” asks for here. {PROJECT}"),
    ("/pmo project APOLLO gates foo", f"I do not know what “foo” asks for here. {PROJECT}"),
    ("/pmo project APOLLO phase foo", f"I do not know what “foo” asks for here. {PROJECT}"),
    ("/pmo list overdue foo #apollo", f"I do not know what “foo” asks for here. {LIST}"),
    ("/pmo list @Maria Ortega foo", f"I do not know what “foo” asks for here. {LIST}"),
    ("/pmo list conflicts foo #apollo", f"I do not know what “foo” asks for here. {LIST}"),
    (
        "/pmo status APOLLO amber the vendor is late",
        "I do not know what “vendor late” asks for here. The reason for a colour stands behind *because*: `/pmo status "
        "APOLLO amber because one input is open`. `/pmo help status` has more.",
    ),
    (
        "/pmo list A-1",
        "A list is of many items. `/pmo show A-1` shows this one, `/pmo move A-1 to friday` gives it another date.",
    ),
]
PREFS = (
    "`/pmo prefs` alone opens a window with everything; one thing at a time fits a line, such as `/pmo prefs brief "
    "09:30` or `/pmo prefs light`. `/pmo help prefs` has more."
)
OF_ONESELF = [
    ("/pmo prefs loud", f"I do not know what “loud” asks for here. {PREFS}"),
    ("/pmo prefs light standard", f"I do not know what “standard” asks for here. {PREFS}"),
    ("/pmo prefs thanks maybe", f"I do not know what “maybe” asks for here. {PREFS}"),
    (
        "/pmo prefs capacity 12 13",
        "How many points fit into your week? A number from 1 to 100: `/pmo prefs capacity 12`.",
    ),
    ("/pmo about last year", "I do not know what “year” asks for here. `/pmo help about` has more."),
    ("/pmo goal growth", "I do not know what “growth” asks for here. `/pmo help goal` has more."),
    ("/pmo kpi growth", "I do not know what “growth” asks for here. `/pmo help kpi` has more."),
]
TOO_MANY = [
    (
        "/pmo show 1 2 3",
        "`/pmo show` is about one at a time, and you named 1, 2 and 3. Type it once for each: `/pmo show 1`.",
    ),
    (
        "/pmo why 1 2",
        "`/pmo why` is about one at a time, and you named 1 and 2. Type it once for each: `/pmo why 1`.",
    ),
    (
        "/pmo tag A-1 A-2 login",
        "`/pmo tag` is about one at a time, and you named A-1 and A-2. Type it once for each: `/pmo tag A-1 login`.",
    ),
    (
        "/pmo block A-1 A-2 A-3",
        "*Draft the plan* (A-1) is blocked by one thing, and you named A-2 and A-3. Type `/pmo link A-1 after A-2 and "
        "A-3` for what has to be there first.\nShow it",
    ),
    (
        "/pmo list @Maria Ortega @Sam Okafor",
        "`/pmo list` is about one person at a time, and you named Maria and Sam. Type it once for each.",
    ),
    (
        "/pmo project APOLLO lead @Maria Ortega sponsor @Sam Okafor",
        "`/pmo project` is about one person at a time, and you named Maria and Sam. Type it once for each.",
    ),
    (
        "/pmo handover @Maria Ortega @Sam Okafor",
        "`/pmo handover` is about one person at a time, and you named Maria and Sam. Type it once for each.",
    ),
]


async def some_items(w: World) -> None:
    await w.types(JON, "/pmo add Draft the plan @Jon Lindqvist by friday")
    await w.types(JON, "/pmo add Access list @Maria Ortega by 9 dec")
    await w.types(JON, "/pmo add Helpdesk script @Sam Okafor by 9 dec")


async def test_a_word_that_asks_for_nothing_is_named_with_what_can_be_asked(w: World) -> None:
    await some_items(w)
    for typed, sentence in STRANGE:
        assert await w.hears(JON, typed) == sentence, typed
    assert "supportive" in await w.hears(JON, "/pmo project APOLLO"), "and nothing was changed"


async def test_what_is_said_about_oneself_is_read_to_the_last_word(w: World) -> None:
    for typed, sentence in OF_ONESELF:
        assert await w.hears(JON, typed) == sentence, typed
    assert "Noted: 12 points" in await w.hears(JON, "/pmo prefs capacity 12 points")


async def test_one_item_that_is_named_twice_is_one(w: World) -> None:
    await some_items(w)
    assert (await w.hears(JON, "/pmo show 1 A-1")).startswith("*Draft the plan (A-1)*")
    assert (await w.hears(JON, "/pmo done 1 and A-1")).startswith("~Draft the plan (A-1)~ — done.")


async def test_a_name_keeps_its_little_words(w: World) -> None:
    await w.types(JON, "/pmo prefs team show and tell")
    assert "The people of show and tell owe nothing" in await w.hears(JON, "/pmo list team show and tell")


async def test_a_please_is_no_wish(w: World) -> None:
    for typed in ("projects please", "project list", "project all"):
        assert (await w.hears(JON, f"/pmo {typed}")).startswith("• *Apollo* (APOLLO)"), typed
    assert (await w.hears(JON, "/pmo prefs light please")).startswith("Kept: you get few reminders")


async def test_where_one_is_meant_several_are_refused_and_the_others_not_passed_over(w: World) -> None:
    await some_items(w)
    for typed, sentence in TOO_MANY:
        assert await w.hears(JON, typed) == sentence, typed


async def test_who_is_meant_in_a_reason_is_not_named_for_the_command(w: World) -> None:
    kept = await w.hears(JON, "/pmo project APOLLO mode controlling because @Maria Ortega and @Sam Okafor asked for it")
    assert kept == "Kept: *Apollo* (APOLLO) is controlling; Jon leads it, Inês sponsors it."


async def test_a_report_is_read_for_the_audience_that_is_named_in_either_number(w: World) -> None:
    await some_items(w)
    for audience in ("sponsors", "sponsor"):
        report = await w.hears(JON, f"/pmo digest APOLLO for {audience}")
        assert report.startswith("*Apollo — week of Mon 30 Nov, for the sponsor*"), audience


async def test_what_somebody_owes_can_be_narrowed(w: World) -> None:
    await some_items(w)
    assert await w.hears(JON, "/pmo list @Maria Ortega overdue") == (
        "*Past its date: Maria* — nothing. With the mention alone, `/pmo list` shows all that Maria owes."
    )
    await w.until("2026-12-11", "12:00")
    late = await w.hears(JON, "/pmo list overdue @Maria Ortega")
    assert late.startswith("*Past its date: Maria* (1)\n• Access list (A-2)")
    assert (await w.hears(JON, "/pmo list what @Maria Ortega owes")).startswith("*What Maria owes* (1)")


async def test_what_stands_around_the_words_that_count_is_no_wish(w: World) -> None:
    await some_items(w)
    for typed in ("list @Maria Ortega's items", "list @Maria Ortega’s", "list everything of @Maria Ortega, please"):
        assert (await w.hears(JON, f"/pmo {typed}")).startswith("*What Maria owes* (1)"), typed
    for typed in ("prefs light, please", "prefs Light mode", "prefs light!"):
        assert (await w.hears(JON, f"/pmo {typed}")).startswith("Kept: you get few reminders"), typed
    assert (await w.hears(JON, "/pmo prefs back today")).startswith("You are not away")
    assert "no report thanks you by name" in await w.hears(JON, "/pmo prefs thanks off, please")
    assert await w.hears(JON, "/pmo about the PMO") == await w.hears(JON, "/pmo about")


async def test_what_is_mine_is_not_the_channels(w: World) -> None:
    await some_items(w)
    mine = await w.hears(JON, "/pmo list mine")
    assert mine.startswith("*What you owe* (1)")
    for typed in ("list my items", "list everything of mine", "list what is mine", "mine"):
        assert await w.hears(JON, f"/pmo {typed}") == mine, typed
    await w.until("2026-12-11", "12:00")
    late = await w.hears(JON, "/pmo list my overdue items")
    assert late.startswith("*Past its date: Jon* (1)\n• Draft the plan (A-1)")
