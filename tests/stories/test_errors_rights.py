"""Who may know and who may act: somebody else's item, a hidden project, a channel where others read along."""

from __future__ import annotations

from tests.shown import said
from tests.world import World

NOT_YOURS = "Only Maria or Jon can change A-1. Ask one of them, or `/pmo show A-1`."


async def a_private_project(w: World) -> None:
    """Board lives in #apollo-board, where only Jon and Inês are; item 2 belongs to it, item 1 to Apollo."""
    await w.types("U0JON", "/pmo add Draft the plan @Maria Ortega by friday")
    await w.playground.act("U0JON", "join", user="U0BOT", channel="C0BOARD")
    await w.types("U0JON", "/pmo project new Board")
    assert await w.submits("U0JON", sponsor="U0INES", channel="C0BOARD", lead="U0JON") == {}
    await w.types("U0JON", "/pmo risk Sell the company @Inês Duarte by friday", "C0BOARD")
    await w.types("U0INES", "/pmo decide Talk to nobody yet", "C0BOARD")


async def test_somebody_elses_item_names_who_may_change_it(w: World) -> None:
    await w.types("U0JON", "/pmo add Draft the plan @Maria Ortega by friday")
    for command in ("done A-1", "move A-1 monday", "drop A-1", "assign A-1 @Sam Okafor", "snooze A-1"):
        assert (await w.hears("U0SAM", f"/pmo {command}")).startswith(NOT_YOURS)
    assert w.item(1).is_open


async def test_whoever_may_see_an_item_may_leave_a_note(w: World) -> None:
    await w.types("U0JON", "/pmo add Draft the plan @Maria Ortega by friday")
    answer = await w.hears("U0SAM", "/pmo log A-1 @Kenji Mori has the numbers")
    assert answer == "Draft the plan (A-1) — your note is in its history. `/pmo show A-1` shows it."
    assert "Mon 30 Nov: Sam noted — “@Kenji Mori has the numbers”" in await w.hears("U0MARIA", "/pmo show A-1")


async def test_a_hidden_project_sounds_as_if_it_did_not_exist(w: World) -> None:
    await a_private_project(w)
    for who in ("U0SAM", "U0PRIYA", "U0MARIA"):  # not even a PMO lead who is not in the channel
        for command in (
            "show R-2",
            "done 2",
            "move R-2",
            "block R-2",
            "block A-1 by R-2",
            "why R-2",
            "log R-2 Really?",
            "show D-3",
        ):
            answer = await w.hears(who, f"/pmo {command}")
            assert answer.startswith("I have no such item as "), command
            assert "Sell" not in answer
        for command in ("list board", "digest board", "status board", "project board", "project board mode directive"):
            answer = await w.hears(who, f"/pmo {command}")
            assert answer.startswith("I have no project BOARD for you."), command
        for command in ("list all", "list overdue", "list @Inês Duarte", "log", "log talk", "project", "digest"):
            assert not {"Sell", "Talk", "Board", "BOARD"} & set((await w.hears(who, f"/pmo {command}")).split())


async def test_the_refusal_repeats_what_was_typed_and_not_the_kind_of_the_hidden_item(w: World) -> None:
    await a_private_project(w)
    assert await w.hears("U0SAM", "/pmo show A-2") == (
        "I have no such item as A-2 for you. `/pmo list` shows the ones you can see."
    )


async def test_its_members_see_it(w: World) -> None:
    await a_private_project(w)
    assert "Sell the company (R-2)" in await w.hears("U0INES", "/pmo list board")
    assert "Talk to nobody yet" in await w.hears("U0JON", "/pmo log talk")
    assert "Board (BOARD)" in plain(await w.hears("U0JON", "/pmo project"))


async def test_in_channel_tells_nothing_of_a_private_project(w: World) -> None:
    await a_private_project(w)
    answer = await w.hears("U0INES", "/pmo show R-2 in channel")
    assert answer == (
        "R-2 belongs to a private project, and others read along here. Leave “in channel” out: I tell only you."
    )
    assert (await w.hears("U0INES", "/pmo digest board in channel")).startswith("Board belongs to a private project")
    await w.types("U0INES", "/pmo list all in channel")
    public = w.messages("C0APOLLO")[-1]
    assert "Draft the plan" in said(public["blocks"])
    assert "Sell" not in said(public["blocks"])
    await w.types("U0INES", "/pmo list all in channel", "C0BOARD")  # its own channel may know
    assert "Sell the company" in said(w.messages("C0BOARD")[-1]["blocks"])


async def test_changing_an_item_whose_project_one_may_not_see_leaves_it_there(w: World) -> None:
    await a_private_project(w)
    await w.types("U0JON", "/pmo assign R-2 @Maria Ortega", "C0BOARD")
    await w.types("U0MARIA", "/pmo show R-2")
    await w.clicks("U0MARIA", "Change…", w.last("U0MARIA"))
    assert await w.submits("U0MARIA", title="Sell it all") == {}
    assert (w.item(2).title, w.item(2).project_id) == ("Sell it all", 2)


async def test_a_project_is_changed_by_its_lead_or_a_pmo_lead(w: World) -> None:
    assert await w.hears("U0SAM", "/pmo project APOLLO mode directive") == (
        "Only Jon or a PMO lead can change Apollo. Ask one of them."
    )
    assert "is directive" in await w.hears("U0PRIYA", "/pmo project APOLLO mode directive")


async def test_people_of_another_organisation_click_only_what_is_theirs(w: World) -> None:
    await w.types("U0JON", "/pmo add Draft the plan @Maria Ortega by friday")
    await w.types("U0JON", "/pmo list in channel")
    public = w.messages("C0APOLLO")[-1]
    await w.clicks("U0EXTERN", "Done", public, "A-1")
    assert w.item(1).is_open
    assert said(w.last("U0EXTERN")["blocks"]).startswith("I have no such item for you.")


def plain(text: str) -> str:
    return text.replace("*", "")
