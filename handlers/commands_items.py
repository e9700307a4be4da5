"""The commands about one item: `/pmo done A-12` and its kin."""

from collections.abc import Callable

from handlers import answering
from handlers.answers import Answer, Open
from handlers.call import Call
from handlers.listener import Desk
from handlers.reading_text import Said, in_working_days
from pmo_bot.blocks import forms
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import items, reading
from pmo_bot.services.people import calendar_for


def show(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo show A-12`."""
    return answering.card(reading.card(desk.db, call.person, call.now, said.item().number))


def why(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo why A-12`: which rule and dates send what to whom."""
    return answering.why(desk.db, call, said.item())


def done(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo done A-12`."""
    return answering.changed(desk.db, call, items.finish(desk.db, call.act, said.item().id, said.command.reason or ""))


def start(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo start A-12`."""
    return answering.changed(desk.db, call, items.start(desk.db, call.act, said.item().id))


def reopen(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo reopen A-12`."""
    return answering.changed(desk.db, call, items.reopen(desk.db, call.act, said.item().id, said.command.reason or ""))


def drop(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo drop A-12 because …`."""
    return answering.changed(desk.db, call, items.drop(desk.db, call.act, said.item().id, said.command.reason or ""))


def move(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo move A-12 to friday because …`; without a date a window."""
    item, today = said.item(), calendar_for(call.person).today(call.now)
    due = said.due_for(item, call.person, today)
    if due is None:
        return Open(forms.new_date(answering.origin_for(call, item.id), item, in_working_days(call.person, today, 3)))
    clock = said.command.due.clock if said.command.due else None
    return answering.changed(
        desk.db, call, items.move(desk.db, call.act, item.id, due, said.command.reason or "", clock)
    )


def assign(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo assign A-12 @jon`."""
    item = said.item()
    if said.owner is None:
        raise Refused("which_owner", key=item.key)
    return answering.changed(desk.db, call, items.assign(desk.db, call.act, item.id, said.owner.id))


def block(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo block A-12 @legal`, `by A-9` or by words; without any a window."""
    item = said.item()
    on = said.items[1].id if len(said.items) > 1 else None
    text = said.command.title or said.command.reason or ""
    if said.owner is None and on is None and not text:
        return Open(forms.blocked(answering.origin_for(call, item.id), item))
    by = said.owner.id if said.owner else None
    return answering.changed(desk.db, call, items.block(desk.db, call.act, item.id, by_id=by, on_id=on, text=text))


def unblock(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo unblock A-12`."""
    return answering.changed(desk.db, call, items.unblock(desk.db, call.act, said.item().id))


def snooze(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo snooze A-12 until monday`; three working days without a date."""
    item, today = said.item(), calendar_for(call.person).today(call.now)
    until = said.due_for(item, call.person, today) or in_working_days(call.person, today, 3)
    return answering.changed(desk.db, call, items.snooze(desk.db, call.act, item.id, until))


ITEM_COMMANDS: dict[str, Callable[[Desk, Call, Said], Answer]] = {
    "show": show,
    "done": done,
    "start": start,
    "reopen": reopen,
    "drop": drop,
    "move": move,
    "assign": assign,
    "block": block,
    "unblock": unblock,
    "snooze": snooze,
    "why": why,
}
