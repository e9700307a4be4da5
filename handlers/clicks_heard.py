"""The buttons of an answer to somebody's own words: apply what was understood, choose the item, or something else."""

from collections.abc import Callable, Mapping

from handlers import answering, opening, values
from handlers.answers import NOTHING, Answer, Open
from handlers.call import Call
from handlers.listener import Desk
from pmo_bot.blocks import forms_waiting
from pmo_bot.blocks.ids import Press, Verb
from pmo_bot.model import Item
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.spoken_meaning import Do, Meant
from pmo_bot.services import blocking, confirming, deciding, escalations, handshake, hearing, items, ripples
from pmo_bot.services.changing import Done
from pmo_bot.services.events import Act
from pmo_bot.services.hearing import Applying
from pmo_bot.store.database import Database

Work = Callable[[Database, Act, int, Meant], Done | Item]


def apply(desk: Desk, call: Call, press: Press) -> Answer:
    """Do what was understood, once, however often it is pressed."""
    code, _, item_id = press.extra.partition("@")
    wanted = hearing.applying(desk.db, call.act, press.id, code, values.whole(item_id) if item_id else None)
    window = _seen_first(desk, call, wanted)
    if window is not None:
        return window
    done = _work(wanted)(desk.db, wanted.act)
    hearing.say_anew(desk.db, wanted.act, press.id)
    return answering.changed(desk.db, call, done) if isinstance(done, Done) else NOTHING


def _seen_first(desk: Desk, call: Call, wanted: Applying) -> Answer | None:
    """What a date needs before it moves: a window for the reason it lacks, or one that shows what moves with it."""
    item, meant = wanted.item, wanted.meant
    if meant.do is not Do.MOVE or meant.day is None:
        return None
    today, origin = call.today, opening.origin_for(call, item.id)
    if opening.lacks_reason(desk.db, item, meant.words):
        return Open(opening.date_form(desk.db, call, item, meant.day, origin))
    found = ripples.of_move(desk.db, call.person, call.now, item.id, meant.day)
    return Open(forms_waiting.move_anyway(origin, item, meant.day, meant.words, found, today)) if found else None


def _work(wanted: Applying) -> Callable[[Database, Act], Done | Item]:
    meant, item, packet = wanted.meant, wanted.item, wanted.packet
    if packet is not None and meant.do in DOES_WITH_PACKET:
        return lambda db, act: DOES_WITH_PACKET[meant.do](db, act, packet, meant)
    return lambda db, act: DOES[meant.do](db, act, item.id, meant)


def which(desk: Desk, call: Call, press: Press) -> Answer:
    """It is about this one."""
    hearing.choose(desk.db, call.act, press.id, values.whole(press.extra))
    return NOTHING


def something_else(desk: Desk, call: Call, press: Press) -> Answer:
    """It meant something else: the buttons of the item."""
    hearing.turn(desk.db, call.act, press.id)
    return NOTHING


def _move(db: Database, act: Act, item: int, meant: Meant) -> Done:
    if meant.day is None:
        raise Refused("no_date", key="A-12")
    return items.move(db, act, item, meant.day, meant.words, meant.clock)


def _counter(db: Database, act: Act, item: int, meant: Meant) -> Done:
    if meant.day is None:
        raise Refused("no_date", key="A-12")
    return handshake.counter(db, act, item, meant.day, meant.words)


def _snooze(db: Database, act: Act, item: int, meant: Meant) -> Done:
    if meant.day is None:
        raise Refused("no_date", key="A-12")
    return items.snooze(db, act, item, meant.day)


def _assign(db: Database, act: Act, item: int, meant: Meant) -> Done:
    if meant.person is None:
        raise Refused("no_person")
    return items.assign(db, act, item, meant.person)


def _extend(db: Database, act: Act, packet: int, meant: Meant) -> Done:
    if meant.day is None:
        raise Refused("no_date", key="A-12")
    return deciding.extend(db, act, packet, meant.day, meant.words)


def _reassign(db: Database, act: Act, packet: int, meant: Meant) -> Done:
    if meant.person is None:
        raise Refused("no_person")
    return deciding.reassign(db, act, packet, meant.person, meant.words)


def _ready_by(db: Database, act: Act, item: int, meant: Meant) -> Done:
    if meant.day is None:
        raise Refused("no_date", key="A-12")
    return blocking.ready_by(db, act, item, meant.day, meant.words)


DOES: Mapping[Do, Work] = {
    Do.DONE: lambda db, act, item, meant: items.finish(db, act, item, meant.words),
    Do.TRACK: lambda db, act, item, meant: items.on_track(db, act, item),
    Do.MOVE: _move,
    Do.COUNTER: _counter,
    Do.BLOCK: lambda db, act, item, meant: blocking.block(db, act, item, by_id=meant.person, on_id=meant.on,
                                                       text=meant.words),
    Do.UNBLOCK: lambda db, act, item, meant: blocking.unblock(db, act, item),
    Do.SNOOZE: _snooze,
    Do.ASSIGN: _assign,
    Do.ACCEPT: lambda db, act, item, meant: handshake.accept(db, act, item),
    Do.DECLINE: lambda db, act, item, meant: handshake.decline(db, act, item, meant.person, meant.words),
    Do.APPROVE: lambda db, act, item, meant: handshake.approve(db, act, item),
    Do.KEEP: lambda db, act, item, meant: handshake.keep(db, act, item, meant.words),
    Do.ASK: lambda db, act, item, meant: handshake.ask(db, act, item, meant.words),
    Do.ANSWER: lambda db, act, item, meant: handshake.answer(db, act, item, meant.words),
    Do.DROP: lambda db, act, item, meant: items.drop(db, act, item, meant.words),
    Do.REOPEN: lambda db, act, item, meant: items.reopen(db, act, item, meant.words),
    Do.READY: lambda db, act, item, meant: blocking.ready(db, act, item),
    Do.READY_BY: _ready_by,
    Do.NOT_WAITED: lambda db, act, item, meant: blocking.not_waited(db, act, item, meant.words),
    Do.ALLOW: lambda db, act, item, meant: blocking.allow_pause(db, act, item),
    Do.REFUSE: lambda db, act, item, meant: blocking.refuse_pause(db, act, item, meant.words),
    Do.KNOWN: lambda db, act, item, meant: blocking.ripple_seen(db, act, item),
    Do.CONFIRM: lambda db, act, item, meant: confirming.confirm(db, act, item),
    Do.NOT_YET: lambda db, act, item, meant: confirming.not_yet(db, act, item, meant.words),
    Do.NOTE: lambda db, act, item, meant: items.note(db, act, item, meant.words),
    Do.SENTENCE: lambda db, act, item, meant: hearing.sentence(db, act, item, meant.words),
}  # fmt: skip
"""What each meaning does: the same services as the buttons, with the same rules and refusals."""

DOES_WITH_PACKET: Mapping[Do, Work] = {
    Do.SEEN: lambda db, act, packet, meant: escalations.acknowledge(db, act, packet),
    Do.EXTEND: _extend,
    Do.REASSIGN: _reassign,
    Do.NOT_NEEDED: lambda db, act, packet, meant: deciding.dropped(db, act, packet, meant.words),
}
"""What answers something that was passed on."""

HEARD_CLICKS: dict[Verb, Callable[[Desk, Call, Press], Answer]] = {
    Verb.APPLY: apply,
    Verb.WHICH: which,
    Verb.ELSE: something_else,
}
