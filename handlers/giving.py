"""Gives an answer: in the conversation, in a window, or in a direct message where there is neither."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import structlog

from handlers.answers import Answer, Invalid, Later, Next, Nothing, Open, Reply
from handlers.call import Incoming
from pmo_bot.blocks.answers import refusal
from pmo_bot.blocks.forms import notice
from pmo_bot.blocks.home import home_notice
from pmo_bot.blocks.kit import View
from pmo_bot.blocks.text import plain
from pmo_bot.blocks.words import refusals
from pmo_bot.ports import Surface
from pmo_bot.rules.refusals import Refused

log = structlog.get_logger()

FIELD_OF = {
    "past": "due",
    "far_date": "due",
    "same_date": "due",
    "changed_meanwhile": "title",
    "no_date": "due",
    "owner_is_bot": "owner",
    "owner_left": "owner",
    "no_person": "person",
    "bad_key": "key",
    "key_taken": "key",
    "channel_taken": "channel",
    "not_in_channel": "channel",
    "archived": "channel",
    "brief_outside": "brief_at",
    "pause_past": "pause",
    "which_capacity": "capacity",
    "blocks_itself": "item",
    "blocks_oneself": "person",
    "blocker_is_bot": "person",
    "blocker_left": "person",
    "blocked_by_what": "text",
    "empty_sentence": "text",
    "empty_question": "text",
    "empty_answer": "text",
    "empty_not_yet": "text",
    "suggests_oneself": "person",
    "owns_already": "person",
    "absence_reversed": "last",
    "absence_past": "last",
    "stands_in_for_oneself": "delegate",
    "cannot_stand_in": "delegate",
    "hours_reversed": "closes",
    "no_workdays": "workdays",
    "no_heir": "all",
    "same_scope": "title",
    "review_past": "until",
    "empty_reason": "reason",
    "nobody_to_bring": "person",
    "together_already": "text",
    "not_yours_to_choose": "choice",
    "decided_already": "choice",
    "empty_colour": "reason",
    "goes_round": "on",
    "which_topics": "topics",
}
"""Where a form shows a refusal, unless the refusal says so itself; else at its first field."""


async def give(surface: Surface, incoming: Incoming, answer: Answer) -> None:
    """Show the answer.  One that cannot be shown must not undo the work, so this never raises."""
    try:
        await _show(surface, incoming, answer)
    except Exception as failure:  # noqa: BLE001 - an answer that cannot be shown must not undo the work
        log.info("answer", action="answer.diverted", error=str(failure)[:200])
        try:
            await _instead(surface, incoming, answer)
        except Exception as second:  # noqa: BLE001 - an answer that cannot be shown must not undo the work
            log.warning("answer", action="answer.lost", error=str(second)[:200])


async def _show(surface: Surface, incoming: Incoming, answer: Answer) -> None:
    match answer:
        case Nothing() | Invalid() | Next():
            return
        case Later(first):
            await surface.reply(incoming.address, first)
        case Open(view):
            await _window(surface, incoming, view)
        case Reply(message) if incoming.is_home or incoming.view_id:
            await _window(surface, incoming, notice(message))
        case Reply(message, in_place, public):
            await surface.reply(incoming.address, message, replace=in_place, public=public)


async def _window(surface: Surface, incoming: Incoming, view: View) -> None:
    """A new window, or the one that was clicked in with new content."""
    if incoming.view_id:
        await surface.update(incoming.team, incoming.view_id, view)
    else:
        await surface.open(incoming.team, incoming.trigger_id, view)


async def _instead(surface: Surface, incoming: Incoming, answer: Answer) -> None:
    """The window did not open in time: say so, or say in a message what it would have shown."""
    message = answer.message if isinstance(answer, Reply) else refusal(Refused("expired"))
    address = replace(incoming.address, channel="" if incoming.is_home else incoming.channel)
    await surface.reply(address, message)


async def say_broken(surface: Surface, team: str, event: Mapping[str, Any], reference: str) -> None:
    """Whoever opened their Home and would see nothing reads what is the case; nobody waits for other events."""
    if event.get("type") != "app_home_opened" or event.get("tab", "home") != "home":
        return
    try:
        view = home_notice(refusal(Refused("broken", reference=reference)))
        await surface.home(team, str(event.get("user", "")), view)
    except Exception as failure:  # noqa: BLE001 - an answer that cannot be shown must not undo the work
        log.warning("answer", action="answer.lost", error=str(failure)[:200])


def refused(incoming: Incoming, refused: Refused) -> Answer:
    """The sentence of a refusal: at the field of a form, else as an answer."""
    if incoming.kind != "form" or not incoming.fields:
        return Reply(refusal(refused))
    wanted = refused.facts.get("fields") or [str(refused.facts.get("field") or FIELD_OF.get(refused.why, ""))]
    names = [name for name in wanted if name in incoming.fields] or incoming.fields[:1]
    return Invalid(dict.fromkeys(names, plain(refusals.sentence(refused))))
