"""Buttons and menus: one function a verb.  A new button is a verb in `blocks.ids`, a function and a line here."""

import re
from collections.abc import Callable
from datetime import date

from slack_bolt.async_app import AsyncApp

from handlers import answering
from handlers.answers import NOTHING, Answer, Open, Reply
from handlers.call import Call, from_click
from handlers.listener import Desk
from handlers.reading_text import in_working_days
from pmo_bot.blocks import answers, forms
from pmo_bot.blocks.ids import NOTHING as NOTHING_ID
from pmo_bot.blocks.ids import Press, Verb
from pmo_bot.blocks.words import answers as words
from pmo_bot.model import Item
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import escalations, items, reading
from pmo_bot.services.items import Done
from pmo_bot.services.people import calendar_for
from pmo_bot.services.reading import Scope

Click = Callable[[Desk, Call, Press], Answer]


def register(app: AsyncApp, desk: Desk) -> None:
    """All our buttons, and those that only open a link."""
    app.action(re.compile(r"^act\."))(desk.guarded(from_click, clicked))
    app.action(NOTHING_ID)(desk.guarded(from_click, nothing))


def clicked(desk: Desk, call: Call) -> Answer:
    """Do what the button says; one of an older version says so."""
    press = call.incoming.press
    if press is None:
        raise Refused("old_button")
    return CLICKS[press.verb](desk, call, press)


def nothing(desk: Desk, call: Call) -> Answer:
    """Slack reports link buttons too."""
    return NOTHING


def _shown(desk: Desk, call: Call, done: Done) -> Answer:
    """A brief or packet is edited in place and needs no word; a private answer does."""
    in_place = bool(call.incoming.message) and not call.incoming.is_ephemeral
    if in_place or call.incoming.is_home:
        return NOTHING
    return answering.changed(desk.db, call, done)


def _item(desk: Desk, call: Call, item_id: int) -> Item:
    return reading.card_by_id(desk.db, call.person, call.now, item_id).item


# --- about an item --------------------------------------------------------------------


def done(desk: Desk, call: Call, press: Press) -> Answer:
    """Done."""
    return _shown(desk, call, items.finish(desk.db, call.act, press.id))


def on_track(desk: Desk, call: Call, press: Press) -> Answer:
    """On track: the line is answered, nothing moves."""
    return _shown(desk, call, items.on_track(desk.db, call.act, press.id))


def new_date(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for the new date and its reason."""
    item = _item(desk, call, press.id)
    offer = in_working_days(call.person, calendar_for(call.person).today(call.now), 3)
    return Open(forms.new_date(call.origin, item, offer))


def blocked(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for whom or what it waits for."""
    return Open(forms.blocked(call.origin, _item(desk, call, press.id)))


def unblock(desk: Desk, call: Call, press: Press) -> Answer:
    """It can go on."""
    return _shown(desk, call, items.unblock(desk.db, call.act, press.id))


def snooze(desk: Desk, call: Call, press: Press) -> Answer:
    """Its line comes back in three working days."""
    until = in_working_days(call.person, calendar_for(call.person).today(call.now), 3)
    return _shown(desk, call, items.snooze(desk.db, call.act, press.id, until))


def why(desk: Desk, call: Call, press: Press) -> Answer:
    """Why did I get this?"""
    return answering.why(desk.db, call, _item(desk, call, press.id))


def show(desk: Desk, call: Call, press: Press) -> Answer:
    """The item with its history."""
    return answering.card(reading.card_by_id(desk.db, call.person, call.now, press.id))


def reopen(desk: Desk, call: Call, press: Press) -> Answer:
    """Not done after all."""
    return _shown(desk, call, items.reopen(desk.db, call.act, press.id))


def undo(desk: Desk, call: Call, press: Press) -> Answer:
    """Take back what an answer told."""
    return answering.changed(desk.db, call, items.undo(desk.db, call.act, press.id), replace=True)


def change(desk: Desk, call: Call, press: Press) -> Answer:
    """A window with everything about an item."""
    card = reading.card_by_id(desk.db, call.person, call.now, press.id)
    item = card.item
    owner = card.owner.slack_id if card.owner else None
    offered = answering.visible_projects(desk.db, call)
    view = forms.add(call.origin, offered, text=item.title, owner=owner, due=item.due, project=item.project_id,
                     kind=item.kind, item=item)  # fmt: skip
    return Open(view)


# --- about an escalation --------------------------------------------------------------


def sentence(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for the owner's words."""
    item, known = reading.escalated(desk.db, call.person, press.id)
    return Open(forms.sentence(call.origin, item, known))


def extend(desk: Desk, call: Call, press: Press) -> Answer:
    """The suggested date."""
    escalations.extend(desk.db, call.act, press.id, date.fromisoformat(press.extra))
    return NOTHING


def extend_to(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for another date."""
    item, _ = reading.escalated(desk.db, call.person, press.id)
    offer = in_working_days(call.person, calendar_for(call.person).today(call.now), 5)
    return Open(forms.extend(call.origin, item, offer))


def reassign(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for another owner."""
    item, _ = reading.escalated(desk.db, call.person, press.id)
    return Open(forms.reassign(call.origin, item))


def drop(desk: Desk, call: Call, press: Press) -> Answer:
    """No longer needed."""
    escalations.dropped(desk.db, call.act, press.id)
    return NOTHING


def acknowledge(desk: Desk, call: Call, press: Press) -> Answer:
    """Seen: nobody else is asked for three working days."""
    escalations.acknowledge(desk.db, call.act, press.id)
    return Reply(answers.say(words.ACKNOWLEDGED))


def release(desk: Desk, call: Call, press: Press) -> Answer:
    """Let the sponsor be asked."""
    escalations.release(desk.db, call.act, press.id)
    return Reply(answers.say(words.RELEASED))


# --- about the bot --------------------------------------------------------------------


def preferences(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for when and whether."""
    return Open(forms.preferences(call.origin, call.person))


def everything(desk: Desk, call: Call, press: Press) -> Answer:
    """See what I have for you."""
    return answering.listing(reading.listing(desk.db, call.person, call.now, Scope.MINE))


def new_item(desk: Desk, call: Call, press: Press) -> Answer:
    """A window to capture an item."""
    return Open(answering.add_form(desk.db, call))


def new_project(desk: Desk, call: Call, press: Press) -> Answer:
    """A window to start a project."""
    return Open(forms.project(call.origin, lead=call.person.slack_id))


CLICKS: dict[Verb, Click] = {
    Verb.DONE: done,
    Verb.ON_TRACK: on_track,
    Verb.NEW_DATE: new_date,
    Verb.BLOCKED: blocked,
    Verb.UNBLOCK: unblock,
    Verb.SNOOZE: snooze,
    Verb.WHY: why,
    Verb.SHOW: show,
    Verb.REOPEN: reopen,
    Verb.UNDO: undo,
    Verb.CHANGE: change,
    Verb.SENTENCE: sentence,
    Verb.EXTEND: extend,
    Verb.EXTEND_TO: extend_to,
    Verb.REASSIGN: reassign,
    Verb.DROP: drop,
    Verb.ACKNOWLEDGE: acknowledge,
    Verb.RELEASE: release,
    Verb.PREFERENCES: preferences,
    Verb.OPEN_HOME: everything,
    Verb.NEW_ITEM: new_item,
    Verb.NEW_PROJECT: new_project,
}
"""What each button does; a test holds this table and the verbs together."""
