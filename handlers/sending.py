"""Where reports go: `/pmo digest APOLLO to #steering for sponsors`, what goes where, and the buttons for it."""

from collections.abc import Callable
from dataclasses import replace

from handlers import answering
from handlers.answers import Answer, Reply
from handlers.call import Call
from handlers.listener import Desk
from handlers.reading_text import Said, is_sent_on, understand
from pmo_bot.blocks import editions as blocks
from pmo_bot.blocks.ids import Press, Verb
from pmo_bot.model import Audience, Cadence
from pmo_bot.ports import SlackChannel
from pmo_bot.rules.grammar import Misread
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import editions
from pmo_bot.services.editions import Wanted

AUDIENCES = {
    **{one.value: one for one in Audience},
    "sponsors": Audience.SPONSOR,
    "executives": Audience.EXECUTIVE,
    "execs": Audience.EXECUTIVE,
    "board": Audience.EXECUTIVE,
    "teams": Audience.TEAM,
}
CADENCES = {
    **{one.value: one for one in Cadence},
    "weekly": Cadence.WEEK,
    "monthly": Cadence.MONTH,
    "quarterly": Cadence.QUARTER,
}
STOP = frozenset({"stop", "off", "end"})
PORTFOLIO = frozenset({"portfolio", "all", "projects"})
"""All projects instead of one."""
LEADS = frozenset({"to", "for", "every", "each", "as", "the", ""})


def send_on(desk: Desk, call: Call, said: Said) -> Answer:
    """A report goes to a further channel, differently, or no longer."""
    spoken, channel = answering.spare_words(said), said.command.channel
    key = _which(said, spoken)
    _check(spoken, key or "portfolio")
    if channel is None:
        raise Refused("which_room", key=key or "portfolio")
    if STOP & set(spoken):
        return Reply(blocks.stopped_message(editions.stop_in(desk.db, call.act, key, channel)))
    wanted = _wanted(spoken, key, channel, _room(call, channel))
    return Reply(blocks.kept_message(editions.send_to(desk.db, call.act, wanted, call.here)))


def _which(said: Said, spoken: list[str]) -> str:
    """The key of a project; empty for all of them."""
    if PORTFOLIO & set(spoken) and said.command.project is None:
        return ""
    if said.project is None:
        raise Refused("which_project", command="digest")
    return said.project.key


def _wanted(spoken: list[str], key: str, channel: str, room: SlackChannel) -> Wanted:
    usual = Audience.SPONSOR if key else Audience.EXECUTIVE
    audience = next((AUDIENCES[one] for one in spoken if one in AUDIENCES), usual)
    cadence = next((CADENCES[one] for one in spoken if one in CADENCES), Cadence.WEEK)
    return Wanted(key, channel, audience, cadence, room.is_private)


def _check(spoken: list[str], key: str) -> None:
    known = AUDIENCES.keys() | CADENCES.keys() | STOP | PORTFOLIO | LEADS
    strange = [one for one in spoken if one not in known]
    if strange:
        raise Refused("unread_edition", words=" ".join(strange), key=key)


def _room(call: Call, channel: str) -> SlackChannel:
    """The channel, if the bot can post there."""
    room = call.channels.get(channel)
    if room is None or not room.is_member:
        name = f"#{room.name}" if room else "that channel"
        raise Refused("not_in_channel", channel=name, command=call.incoming.text)
    if room.is_archived:
        raise Refused("archived", channel=f"#{room.name}")
    return room


def show_ways(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo digest preview`: what goes out, to whom and when; with a project named, that one's."""
    project = said.project if said.named_project else None
    return Reply(blocks.planned_message(editions.sent_where(desk.db, call.person, call.now, project, call.here)))


def see(desk: Desk, call: Call, press: Press) -> Answer:
    """It as it would be sent now, only for whoever asks."""
    return Reply(blocks.edition_message(editions.look(desk.db, call.person, press.id, call.now)))


def stop(desk: Desk, call: Call, press: Press) -> Answer:
    """It goes there no longer."""
    return Reply(blocks.stopped_message(editions.stop(desk.db, call.act, press.id)))


def retry(desk: Desk, call: Call, press: Press) -> Answer:
    """What was typed before the bot was in the channel, once more."""
    said = understand(desk.db, call)
    if isinstance(said, Misread) or not is_sent_on(said.command):
        raise Refused("old_button")
    answer = send_on(desk, call, said)
    return replace(answer, replace=True) if isinstance(answer, Reply) else answer


SENDING_CLICKS: dict[Verb, Callable[[Desk, Call, Press], Answer]] = {
    Verb.SEE_EDITION: see,
    Verb.STOP_EDITION: stop,
    Verb.RETRY: retry,
}
