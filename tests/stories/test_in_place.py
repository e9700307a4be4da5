"""A brief is one message a day that stays true: what changes elsewhere changes in it; what it offers can be undone."""

from __future__ import annotations

from sqlmodel import select, update

from pmo_bot.model import Post, PostKind, PostState, Sent
from tests.shown import find, said
from tests.world import TEAM, World


async def briefed(w: World) -> None:
    """Thursday morning; Maria has a brief about A-1, due on Friday."""
    await w.types("U0JON", "/pmo add Draft the plan @Maria Ortega by friday")
    await w.until("2026-12-03", "09:00")


def brief(w: World, who: str = "U0MARIA") -> str:
    (message,) = w.briefs(who)
    return said(message["blocks"])


async def test_what_somebody_else_does_shows_in_the_brief(w: World) -> None:
    await briefed(w)
    await w.types("U0JON", "/pmo done A-1")
    assert "~Draft the plan (A-1)~ — done. Thank you." in brief(w)
    assert "All of this is taken care of. Thank you." in brief(w)
    await w.types("U0JON", "/pmo reopen A-1")
    assert "~Draft" not in brief(w)


async def test_a_new_date_from_elsewhere_shows_in_the_brief(w: World) -> None:
    await briefed(w)
    await w.types("U0MARIA", "/pmo move A-1 to 9 dec")
    assert "Draft the plan (A-1) — new date Wed 9 Dec." in brief(w)


async def test_what_was_handed_on_is_no_longer_the_old_owners(w: World) -> None:
    await briefed(w)
    await w.types("U0JON", "/pmo assign A-1 @Sam Okafor")
    assert "Draft the plan (A-1) — now with Sam." in brief(w)
    assert not offers(w, "Done")
    assert (await w.hears("U0MARIA", "/pmo list mine")).startswith("You owe nothing.")
    assert "Draft the plan (A-1)" in await w.hears("U0SAM", "/pmo list mine")


async def test_what_is_done_in_home_shows_in_the_brief(w: World) -> None:
    await briefed(w)
    await w.opens_home("U0MARIA")
    await w.clicks_home("U0MARIA", "Done", "A-1")
    assert "done. Thank you." in brief(w)


async def test_done_can_be_undone_in_the_brief_itself(w: World) -> None:
    await briefed(w)
    await w.clicks("U0MARIA", "Done", w.briefs("U0MARIA")[0])
    await w.clicks("U0MARIA", "Undo", w.briefs("U0MARIA")[0])
    assert w.item(1).is_open
    assert "Draft the plan (A-1) — due *tomorrow*, Fri 4 Dec" in brief(w)
    assert offers(w, "Done")


async def test_a_brief_that_is_too_old_to_be_edited_is_answered_beside_it(w: World) -> None:
    await briefed(w)
    old = w.briefs("U0MARIA")[0]
    await w.until("2026-12-21", "10:00")
    await w.clicks("U0MARIA", "Done", old)
    assert not w.item(1).is_open
    assert "Draft the plan (A-1)" in said(w.last("U0MARIA", old["channel"])["blocks"])


async def test_on_track_blocked_and_snoozed_can_be_undone_too(w: World) -> None:
    await briefed(w)
    await w.clicks("U0MARIA", "On track", w.briefs("U0MARIA")[0])
    assert "on track for Fri 4 Dec." in brief(w)
    await w.clicks("U0MARIA", "Undo", w.briefs("U0MARIA")[0])
    assert "due *tomorrow*" in brief(w)
    await w.clicks("U0MARIA", "Remind me later…", w.briefs("U0MARIA")[0])
    await w.submits("U0MARIA", when="In three working days")
    assert "back on Tue 8 Dec." in brief(w)
    await w.clicks("U0MARIA", "Undo", w.briefs("U0MARIA")[0])
    assert "due *tomorrow*" in brief(w)
    await w.clicks("U0MARIA", "Blocked…", w.briefs("U0MARIA")[0])
    await w.submits("U0MARIA", person="U0PRIYA")
    assert "waiting for Priya." in brief(w)


async def test_a_window_opened_from_the_brief_needs_no_second_message(w: World) -> None:
    await briefed(w)
    await w.clicks("U0MARIA", "New date…", w.briefs("U0MARIA")[0])
    assert await w.submits("U0MARIA", due="2026-12-09", reason="Legal") == {}
    assert "new date Wed 9 Dec." in brief(w)
    assert w.private("U0MARIA", "D0MARIA") == []


async def test_nobody_is_offered_to_undo_what_another_did(w: World) -> None:
    await briefed(w)
    await w.types("U0JON", "/pmo done A-1")
    assert not offers(w, "Undo")


async def test_the_first_contact_is_once_and_can_be_quieted_at_once(w: World) -> None:
    await briefed(w)
    first, later = w.inbox("U0MARIA")
    assert "I keep track of what people promised each other" in said(first["blocks"])
    assert "I keep track of what people promised each other" not in said(later["blocks"])
    await w.clicks("U0MARIA", "See what I have for you", first)
    assert said(w.last("U0MARIA", "D0MARIA")["blocks"]).startswith("*What you owe* (1)")
    await w.clicks("U0MARIA", "Choose when…", first)
    assert w.has_window("U0MARIA")
    await w.clicks("U0MARIA", "Pause for a week", first)
    assert said(w.last("U0MARIA", "D0MARIA")["blocks"]).startswith("Paused: no brief before Thu 10 Dec")
    await w.until("2026-12-09", "18:00")
    assert len(w.briefs("U0MARIA")) == 1
    await w.types("U0MARIA", "/pmo prefs resume")
    await w.types("U0JON", "/pmo add Book the room @Maria Ortega by 11 dec")
    await w.until("2026-12-10", "09:00")
    assert "I keep track of what people promised" not in said(w.inbox("U0MARIA")[-1]["blocks"])


def offers(w: World, label: str) -> bool:
    try:
        find(w.briefs("U0MARIA")[0]["blocks"], label, "A-1")
    except AssertionError:
        return False
    return True


# --- talking to the bot ---------------------------------------------------------------


async def test_words_in_a_direct_message_are_answered_once(w: World) -> None:
    await w.says("U0SAM", "hello there, how does this work")
    (answer,) = w.inbox("U0SAM")
    assert said(answer["blocks"]).startswith("I keep track of who owes what by when. Here you can write")


async def test_a_command_without_its_slash_is_recognised(w: World) -> None:
    await w.says("U0SAM", "list overdue")
    (answer,) = w.inbox("U0SAM")
    assert said(answer["blocks"]) == (
        "I read commands only after `/pmo`. Type `/pmo list overdue` here or in any channel."
    )


async def test_a_mention_in_a_channel_is_answered_for_that_person_alone(w: World) -> None:
    await w.says("U0SAM", "@PMO Bot list apollo", "C0APOLLO")
    assert said(w.last("U0SAM")["blocks"]).startswith("I read commands only after `/pmo`. Type `/pmo list apollo`")
    assert w.messages("C0APOLLO") == []
    assert len(w.private("U0SAM")) == 1


async def test_a_report_shows_what_was_decided_although_the_rest_of_it_still_waits(w: World) -> None:
    await w.types("U0JON", "/pmo ask @Inês Duarte Which vendor do we take? Acme or Birch by 9 dec #apollo")
    await w.until("2026-12-07", "09:30")
    report = w.messages("C0APOLLO")[-1]
    with w.bot.db.transaction() as session:  # Slack puts the rest of it off
        digest = session.exec(select(Post).where(Post.kind == PostKind.DIGEST, Post.state == PostState.SENT)).one()
        sent = session.exec(select(Sent).where(Sent.key == digest.key)).one()
        session.add(
            Post(team_id=TEAM, key=f"{digest.key}:1", kind=PostKind.THREAD, lane=digest.lane, sent_id=sent.id,
                 project_id=digest.project_id, body={"text": "the rest"}, retry_at=w.clock.now().replace(year=2100),
                 not_before=w.clock.now(), created_at=w.clock.now())
        )  # fmt: skip
    await w.clicks("U0INES", "Acme", report)
    with w.bot.db.transaction() as session:
        session.exec(update(Post).where(Post.kind == PostKind.THREAD).values(retry_at=None))
    await w.bot.heartbeat.tick()
    (shown,) = [one for one in w.messages("C0APOLLO") if one["ts"] == report["ts"]]
    assert "Decided: *Acme* — Inês, Mon 7 Dec" in said(shown["blocks"])
