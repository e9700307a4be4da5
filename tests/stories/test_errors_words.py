"""What a person can get wrong in the words of a command, and the sentence they get: what is, and what to do next."""

import re
from typing import Any

from tests.shown import find, said
from tests.world import World


async def hears(w: World, text: str) -> str:
    return await w.hears("U0JON", text)


SLIPS = [
    (
        "/pmo frobnicate",
        "I do not know “frobnicate”. Try `/pmo add Draft the cutover plan @maria by next friday #apollo`, "
        "or `/pmo help` for everything I can do.",
    ),
    ("/pmo shwo A-1", "I do not know “shwo”. Did you mean `/pmo show A-1`?"),
    (
        "/pmo policy APOLLO nonsense",
        "I do not know what “nonsense” asks of a policy. Try `/pmo policy APOLLO` for what is in force, or with "
        "`history`, `change`, `review` or `try controlling`.",
    ),
    ("/pmo done", "Which item? Try `/pmo done A-12`; `/pmo list` shows yours."),
    ("/pmo done 999", "I have no such item as 999 for you. `/pmo list` shows the ones you can see."),
    (
        "/pmo list nothere",
        "I have no project NOTHERE for you. `/pmo project` lists those you can see; `/pmo project new` starts one.",
    ),
    (
        "/pmo status NOPE amber",
        "I have no project NOPE for you. `/pmo project` lists those you can see; `/pmo project new` starts one.",
    ),
    (
        "/pmo add Draft it by mid next sprint",
        "I could not read “by mid next sprint” as a date. Try `by fri`, `by 4 dec` or `in 10 working days`.",
    ),
    (
        "/pmo add Draft it by 31 november",
        "I could not read “by 31 november” as a date. Try `by fri`, `by 4 dec` or `in 10 working days`.",
    ),
    (
        "/pmo add Draft it by 31.2.",
        "I could not read “by 31.2.” as a date. Try `by fri`, `by 4 dec` or `in 10 working days`.",
    ),
    (
        "/pmo add Draft it by 30.02.2027 #apollo",
        "I could not read “by 30.02.2027” as a date. Try `by fri`, `by 4 dec` or `in 10 working days`.",
    ),
    ("/pmo list @nobody", "I could not find that person. Mention them with @ and try again."),
    (
        "/pmo add Draft it by 27 nov 2026",
        "Fri 27 Nov has passed already. Choose today or a later day.",
    ),
    ("/pmo add Draft it by 1 jan 2020", "Wed 1 Jan 2020 has passed already. Choose today or a later day."),
    (
        "/pmo add Run the build @Build Bot",
        "Build Bot is an app and cannot answer for anything. Name a person instead.",
    ),
    (
        "/pmo add Run the build @Tom Weber",
        "Tom Weber is no longer active in this workspace. Name somebody else, or leave the owner open.",
    ),
    (
        "/pmo add Run the build @Sam Okafor @Maria Ortega",
        "One person answers for an item, and you named Sam and Maria. Mention the one who owns it; name the others "
        "without the @.",
    ),
    (
        "/pmo add " + "x" * 3000,
        "That title has 3000 characters; 500 is the most. Shorten it and put the rest behind “done means”.",
    ),
    ("/pmo prefs pause", "Until when? Try `/pmo prefs pause until monday`."),
    (
        "/pmo prefs pause until foo",
        "I could not read “foo” as a date. Until when? Try `/pmo prefs pause until monday`.",
    ),
    ("/pmo prefs brief 06:00", "Your working hours are 09:00 to 17:00. Choose a time between them."),
    (
        "/pmo project APOLLO mode",
        "Which mode? Try `/pmo project APOLLO mode controlling`; there are supportive, controlling and directive.",
    ),
    ("/pmo project APOLLO sponsor", "Who is it to be? Try `/pmo project APOLLO sponsor @ines`."),
]


async def test_a_slip_of_the_pen_gets_a_sentence_with_the_next_step(w: World) -> None:
    for typed, sentence in SLIPS:
        assert (await hears(w, typed)).startswith(sentence), typed
    assert await hears(w, "/pmo list all") == (
        "Nothing is open. `/pmo add Draft the plan @somebody by friday` puts something here."
    )


async def test_an_impossible_day_is_never_kept_as_part_of_a_title(w: World) -> None:
    answer = await hears(w, "/pmo add Draft it 31 november")
    assert answer.startswith("I could not read “31 november” as a date.")


async def test_a_phrase_that_is_no_date_can_be_picked_in_a_window_with_everything_else_kept(w: World) -> None:
    await w.types("U0JON", "/pmo add Draft the plan @Maria Ortega by mid next sprint")
    await w.clicks("U0JON", "Pick a date…", w.last("U0JON"))
    assert await w.submits("U0JON", due="2026-12-04") == {}
    assert said(w.last("U0JON")["blocks"]).startswith("*A-1 · Draft the plan* — Maria, due Fri 4 Dec")


async def test_a_date_that_cannot_be_read_can_be_picked_for_a_move_too(w: World) -> None:
    await w.types("U0JON", "/pmo add Draft the plan by friday")
    await w.types("U0JON", "/pmo move A-1 to mid next sprint")
    await w.clicks("U0JON", "Pick a date…", w.last("U0JON"))
    assert await w.submits("U0JON", due="2026-12-09") == {}
    assert str(w.item(1).due) == "2026-12-09"


async def test_nothing_typed_says_what_is_owed_with_buttons(w: World) -> None:
    nothing = await w.hears("U0MARIA", "/pmo")
    assert nothing == "You owe nothing. `/pmo list all` shows everything that is open."
    await w.types("U0JON", "/pmo add Draft the plan @Maria Ortega by friday")
    asked = await w.hears("U0MARIA", "/pmo")
    assert asked.startswith("*Today:* one thing waits for your answer.\n*Waiting for your answer*\n*Jon asks you for:*")
    await w.clicks("U0MARIA", "Accept", w.last("U0MARIA"))
    assert await w.hears("U0MARIA", "/pmo") == (
        "Nothing is due today. The next date is Fri 4 Dec.\nAll you owe (1)\nPreferences…"
    )
    await w.until("2026-12-04", "09:00")
    assert "*Today:* one thing is due.\nDraft the plan (A-1) — due *today*" in await w.hears("U0MARIA", "/pmo")
    await w.clicks("U0MARIA", "Done", w.last("U0MARIA"), "A-1")
    assert not w.item(1).is_open


async def test_a_title_is_kept_as_typed_and_shown_without_any_power(w: World) -> None:
    await w.types("U0JON", "/pmo add <!channel> & *x* _y_ ~z~ `c` @here <http://evil.example|click> by friday")
    title = w.item(1).title
    assert title.startswith("<!channel> & *x* _y_ ~z~ `c` @here")
    shown = w.last("U0JON")
    w.playground.world.views.clear("U0JON")
    await w.types("U0JON", "/pmo list")
    await w.until("2026-12-03", "09:00")
    everything = [shown, w.last("U0JON"), w.inbox("U0JON")[-1]]
    for message in everything:
        for text in [message["text"], *mrkdwn_of(message["blocks"])]:
            assert re.findall(r"<[!@#h][^>]*>", text) == [], text
            assert "<!channel>" not in text
            assert not spans_of(text) & {"x", "y", "z"}, text


def mrkdwn_of(node: object) -> list[str]:
    if isinstance(node, list):
        return [text for part in node for text in mrkdwn_of(part)]
    if isinstance(node, dict):
        own = [str(node["text"])] if node.get("type") == "mrkdwn" else []
        return own + [text for part in node.values() for text in mrkdwn_of(part)]
    return []


def spans_of(text: str) -> set[str]:
    """What Slack would format: a sign at the edge of a word that opens, and the same that closes."""
    return {found[2] for found in re.finditer(r"(?<![\w\u200b])([*_~`])(?=\S)([^\n]*?\S)\1(?![\w\u200b])", text)}


async def test_a_guest_may_own_something_and_so_may_somebody_of_another_organisation(w: World) -> None:
    guest = await hears(w, "/pmo add Translate it @Alex Reyes by friday")
    assert guest.startswith("*A-1 · Translate it* — Alex, due Fri 4 Dec (Alex's time, Madrid)")
    other = await hears(w, "/pmo add Send the offer @Rosa Kahn by friday")
    assert "Rosa is with another organisation and reads what you write here." in other


async def test_a_channel_without_a_project_is_said_instead_of_guessing(w: World) -> None:
    answer = await hears(w, "/pmo list #general")
    assert answer.startswith("No project of yours talks in <#C0GENERAL>. Name a project by its key, such as APOLLO")


async def test_a_refusal_about_an_item_shows_it_with_one_click(w: World) -> None:
    await w.types("U0JON", "/pmo add Draft the plan by friday")
    await w.types("U0JON", "/pmo done A-1")
    await w.types("U0JON", "/pmo done A-1")
    refusal = w.last("U0JON")
    assert said(refusal["blocks"]).startswith(
        "*Draft the plan* (A-1) is done already. `/pmo reopen A-1` brings it back."
    )
    assert find(refusal["blocks"], "Show it", "")


async def test_what_was_meant_as_a_date_is_asked_back_and_may_stay_in_the_title(w: World) -> None:
    answer = await hears(w, "/pmo add Draft the thing by blurday @Maria Ortega #apollo !high")
    assert "I could not read “by blurday” as a date." in answer
    assert {"Pick a date…", "Keep it as the title"} <= {part["text"]["text"] for part in buttons(w)}
    await w.clicks("U0JON", "Keep it as the title", w.last("U0JON"))
    item = w.item(1)
    assert (item.title, item.due, item.priority) == ("Draft the thing by blurday", None, "high")
    assert "Stand by me" in await hears(w, "/pmo add Stand by me")
    assert w.item(2).title == "Stand by me"


def buttons(w: World) -> list[dict[str, Any]]:
    """Everything that can be pressed in the newest answer."""
    return [part for block in w.last("U0JON")["blocks"] if block["type"] == "actions" for part in block["elements"]]
