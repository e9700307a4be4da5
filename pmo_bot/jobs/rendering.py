"""What a parcel holds as Slack takes it; a message of several lines also where one of them cannot be shown.

That one is named, the others leave.  A new kind of message is a line in `RENDERS`.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

import structlog

from pmo_bot.blocks.alarms import alarm_message
from pmo_bot.blocks.brief import brief_message
from pmo_bot.blocks.colours import colour_message
from pmo_bot.blocks.decisions import announcement
from pmo_bot.blocks.digest import asks_to_decide, digest_message, settled_message, thread_messages
from pmo_bot.blocks.drafts import update_message
from pmo_bot.blocks.editions import edition_asks, edition_message, edition_thread
from pmo_bot.blocks.heard import heard_message
from pmo_bot.blocks.observing import observed_message
from pmo_bot.blocks.packet import ask_message
from pmo_bot.blocks.pairs import talk_message
from pmo_bot.blocks.statement import statement_message
from pmo_bot.blocks.together import together_message
from pmo_bot.blocks.upkeep import upkeep_message
from pmo_bot.blocks.welcome import welcome_message
from pmo_bot.ports import Content, Outcome
from pmo_bot.rules.alarms import AlarmNote
from pmo_bot.rules.brief import Brief
from pmo_bot.rules.colours import ColourAsked
from pmo_bot.rules.decisions import DecisionCard
from pmo_bot.rules.digest_lines import Digest, SettledDigest
from pmo_bot.rules.editions import EditionReport, said_of
from pmo_bot.rules.heard import Heard
from pmo_bot.rules.packet import Ask
from pmo_bot.rules.pairs import PairTalk
from pmo_bot.rules.silence import Observed
from pmo_bot.rules.statement import Statement
from pmo_bot.rules.together import Together
from pmo_bot.rules.updates import Update
from pmo_bot.rules.upkeep import Upkeep
from pmo_bot.rules.welcome import Welcome
from pmo_bot.services.parcels import Fixed, Parcel
from pmo_bot.services.settling import Arrival

PARTS = ("questions", "packets", "entries", "news")
log = structlog.get_logger()
Lines = TypeVar("Lines", Brief, Ask)


def rendered(parcel: Parcel) -> Content:
    """A parcel's content as Slack takes it.  Dates in it are told from the day it was meant for."""
    content, post = parcel.content, parcel.post
    if isinstance(content, Ask):
        day = post.on_date or post.created_at.date()
        return of_lines(content, lambda ask: ask_message(ask, day))
    if isinstance(content, Brief):
        return of_lines(content, brief_message)
    if isinstance(content, Fixed):
        return content
    return RENDERS[type(content)](content)


RENDERS: Mapping[type, Callable[[Any], Content]] = {
    Digest: digest_message,
    EditionReport: edition_message,
    SettledDigest: settled_message,
    DecisionCard: announcement,
    ColourAsked: colour_message,
    Update: update_message,
    Heard: heard_message,
    Together: together_message,
    PairTalk: talk_message,
    Statement: statement_message,
    AlarmNote: alarm_message,
    Welcome: welcome_message,
    Upkeep: upkeep_message,
    Observed: observed_message,
}


def of_lines(content: Lines, render: Callable[[Lines], Content]) -> Content:
    """The whole; lines that cannot be shown are left out, and their keys stand where it says how many more there are.

    Raises what went wrong where it is no single line.
    """
    try:
        return render(content)
    except Exception as failure:
        parts = {name: getattr(content, name) for name in PARTS if hasattr(content, name)}
        broken = [one for name in parts for one in parts[name] if not _shows(content, parts, name, one, render)]
        if not broken:
            raise
        keys = tuple(dict.fromkeys(one.item.key for one in broken))
        log.exception("deliver", action="deliver.line_left_out", post=content.post_key, keys=keys)
        sound: dict[str, Any] = {
            name: tuple(one for one in parts[name] if not any(one is bad for bad in broken)) for name in parts
        }
        if not any(sound.values()):
            raise failure
        return render(replace(content, **sound, left_out=keys))


def _shows(
    content: Lines, parts: Mapping[str, Any], name: str, one: object, render: Callable[[Lines], Content]
) -> bool:
    """Whether a line can be shown by itself."""
    alone: dict[str, Any] = {**dict.fromkeys(parts, ()), name: (one,)}
    try:
        render(replace(content, **alone))
    except Exception:  # noqa: BLE001 - whatever it is, it is this line's
        return False
    return True


def arrival(outcome: Outcome, parcel: Parcel | None) -> Arrival:
    """What is kept of a message that is there: where it stands, and what of it may change or go below it later."""
    if parcel is None:
        return Arrival(outcome.channel, outcome.ts, seen=0)
    content = parcel.content
    if isinstance(content, EditionReport):
        pressed = edition_message(content).payload() if edition_asks(content) else None
        return Arrival(outcome.channel, outcome.ts, below(content), parcel.seen, pressed, said_of(content))
    if not isinstance(content, Digest):
        return Arrival(outcome.channel, outcome.ts, seen=parcel.seen)
    body = digest_message(content).payload() if asks_to_decide(content) else None
    return Arrival(outcome.channel, outcome.ts, below(content), parcel.seen, body, figures=content.figures)


def below(content: object) -> list[dict[str, Any]]:
    """What goes into its thread."""
    if isinstance(content, EditionReport):
        return [message.payload() for message in edition_thread(content)]
    return [message.payload() for message in thread_messages(content)] if isinstance(content, Digest) else []
