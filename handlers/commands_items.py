"""The commands about items: `/pmo done A-12` and its kin."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from handlers import answering, opening
from handlers.answers import Answer, Open
from handlers.call import Call
from handlers.commands_value import GOAL, KPI, goal, kpi
from handlers.listener import Desk
from handlers.reading_text import Said, in_working_days
from pmo_bot.blocks import forms, forms_waiting, when
from pmo_bot.model import Item
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import blocking, items, looking, ripples
from pmo_bot.services.changing import Done
from pmo_bot.services.events import Act

Work = Callable[[Act, Item], Done]


def each(desk: Desk, call: Call, said: Said, work: Work) -> Answer:
    """Do something with every item that was named; what is refused of several is said beside what was done."""
    said.item()
    act, done, refused = call.act, list[Done](), list[Refused]()
    for item in {one.id: one for one in said.items}.values():  # "12 and A-12" is one
        try:
            done.append(work(replace(act, once=f"{act.once}:{item.id}"), item))
        except Refused as reason:
            refused.append(reason)
    if not done:
        raise refused[0]
    return answering.changed(desk.db, call, *done, refused=refused)


def show(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo show A-12`, or a decision, a goal, a figure."""
    said.check_one()
    if said.decision is not None:
        return answering.decision(desk.db, call, said.decision.id)
    if not said.items and GOAL.fullmatch(said.command.title):
        return goal(desk, call, said)
    if not said.items and KPI.fullmatch(said.command.title):
        return kpi(desk, call, said)
    return answering.card(desk.db, call, looking.card(desk.db, call.person, call.now, said.item().id, call.here))


def why(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo why A-12`: which rule and dates send what to whom."""
    said.check_one()
    return answering.why(desk.db, call, said.item())


def done(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo done A-12`, with a note or a link that shows it."""
    shows = said.reason or said.command.title
    return each(desk, call, said, lambda act, item: items.finish(desk.db, act, item.id, shows))


def start(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo start A-12`."""
    return each(desk, call, said, lambda act, item: items.start(desk.db, act, item.id))


def reopen(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo reopen A-12 by friday`."""
    due = said.due()
    return each(desk, call, said, lambda act, item: items.reopen(desk.db, act, item.id, said.reason,
                                                                  due.day if due else None))  # fmt: skip


def drop(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo drop A-12 because …`."""
    return each(desk, call, said, lambda act, item: items.drop(desk.db, act, item.id, said.reason))


def move(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo move A-12 to friday because …`; without a date, or the reason it needs, a window."""
    item, day = said.item(), said.due_for(said.item(), call.person, call.today)
    if day is None or (len(said.items) == 1 and opening.lacks_reason(desk.db, item, said.reason)):
        offer = day or in_working_days(call.person, call.today, 3)
        return Open(opening.date_form(desk.db, call, item, offer, opening.origin_for(call, item.id)))
    clock = said.command.due.clock if said.command.due else None
    found = ripples.of_move(desk.db, call.person, call.now, item.id, day) if len(said.items) == 1 else None
    if found:
        origin = replace(opening.origin_for(call, item.id), clock=clock.isoformat("minutes") if clock else "")
        return Open(forms_waiting.move_anyway(origin, item, day, said.reason, found, call.today))
    return each(desk, call, said, lambda act, one: items.move(desk.db, act, one.id, _day(call, said, one),
                                                               said.reason, clock))  # fmt: skip


def assign(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo assign A-12 @jon`, with another date if one is named."""
    item, due, owner = said.item(), said.due(), said.owner
    if owner is None:
        raise Refused("which_owner", key=item.key)
    return each(desk, call, said, lambda act, one: items.assign(desk.db, act, one.id, owner.id,
                                                                 due.day if due else None, said.reason))  # fmt: skip


def block(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo block A-12 @legal`, `by A-9` or by words; without any a window."""
    item, due = said.item(), said.due()
    on = said.items[1].id if len(said.items) > 1 else None
    if len(said.items) > 2:
        raise Refused("waits_for_several", item=item, keys=[one.key for one in said.items[1:]])
    text = said.command.title or said.reason
    if said.owner is None and on is None and not text:
        return Open(forms.blocked(opening.origin_for(call, item.id), opening.still_open(item)))
    until = f" (until {when.day(due.day, call.today)})" if due else ""
    waits = blocking.block(desk.db, call.act, item.id, by_id=said.owner.id if said.owner else None, on_id=on,
                        text=waiting_words(text) + until)  # fmt: skip
    return answering.changed(desk.db, call, waits)


def waiting_words(text: str) -> str:
    """`the licence` from `waiting for the licence`: the sentence says that it waits."""
    lower = text.lower()
    for start in ("i am waiting for ", "waiting for ", "waits for ", "waiting on ", "for ", "by "):
        if lower.startswith(start):
            return text[len(start) :]
    return text


def unblock(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo unblock A-12`."""
    return each(desk, call, said, lambda act, item: blocking.unblock(desk.db, act, item.id))


def snooze(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo snooze A-12 until monday`; three working days without a date."""
    until = said.due_for(None, call.person, call.today) or in_working_days(call.person, call.today, 3)
    return each(desk, call, said, lambda act, item: items.snooze(desk.db, act, item.id, until))


def _day(call: Call, said: Said, item: Item) -> date:
    day = said.due_for(item, call.person, call.today)
    if day is None:
        raise Refused("no_date", key=item.key)
    return day


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
