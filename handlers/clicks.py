"""Buttons and menus: one function a verb.  A new button is a verb in `blocks.ids`, a function and a line here."""

import re
from collections.abc import Callable
from dataclasses import replace

from slack_bolt.async_app import AsyncApp

from handlers import answering, opening
from handlers.answers import NOTHING, Answer, Open, Reply
from handlers.call import Call, from_click
from handlers.clicks_asks import ASK_CLICKS
from handlers.clicks_capacity import CAPACITY_CLICKS
from handlers.clicks_colours import COLOUR_CLICKS
from handlers.clicks_confirming import CONFIRM_CLICKS
from handlers.clicks_decisions import DECISION_CLICKS
from handlers.clicks_heard import HEARD_CLICKS
from handlers.clicks_lessons import LESSON_CLICKS
from handlers.clicks_letters import LETTER_CLICKS
from handlers.clicks_lifecycle import LIFECYCLE_CLICKS
from handlers.clicks_links import LINK_CLICKS
from handlers.clicks_packets import PACKET_CLICKS, SPONSOR_CLICKS
from handlers.clicks_paging import PAGING_CLICKS
from handlers.clicks_pairs import PAIR_CLICKS
from handlers.clicks_people import PEOPLE_CLICKS
from handlers.clicks_policy import POLICY_CLICKS
from handlers.clicks_risks import RISK_CLICKS
from handlers.clicks_value import VALUE_CLICKS
from handlers.clicks_waiting import WAITING_CLICKS
from handlers.commands_capture import TITLE_CLICKS
from handlers.drafting import DRAFT_CLICKS
from handlers.first_days import FIRST_DAYS_CLICKS
from handlers.listener import Desk
from handlers.reading_text import in_working_days, understand
from handlers.sending import SENDING_CLICKS
from pmo_bot.blocks import forms, lists, receipts
from pmo_bot.blocks.ids import NOTHING as NOTHING_ID
from pmo_bot.blocks.ids import Press, Verb
from pmo_bot.model import Item, Kind
from pmo_bot.rules.grammar import Misread
from pmo_bot.rules.listing import Scope, Wanted
from pmo_bot.rules.modes import asks_reason, mode_of
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import blocking, explaining, items, looking, projects, undoing
from pmo_bot.services.listing import listing
from pmo_bot.services.looking import Shown
from pmo_bot.services.people import calendar_for

Click = Callable[[Desk, Call, Press], Answer]

ABOUT_ITEMS = frozenset({Verb.DONE, Verb.ON_TRACK, Verb.BLOCKED, Verb.UNBLOCK, *ASK_CLICKS, *WAITING_CLICKS})
ABOUT_ESCALATIONS = frozenset(PACKET_CLICKS)


def register(app: AsyncApp, desk: Desk) -> None:
    """All our buttons, and those that only open a link."""
    app.action(re.compile(r"^act\."))(desk.guarded(from_click, clicked))
    app.action(NOTHING_ID)(desk.guarded(from_click, nothing))


def clicked(desk: Desk, call: Call) -> Answer:
    """Do what the button says; one of an older version says so, and so does one that came too late."""
    into, press = call.incoming, call.incoming.press
    if press is None:
        raise Refused("old_button")
    shown = looking.shown(desk.db, into.team, into.channel, into.message_ts) if into.message_ts else None
    if shown is None or shown.is_for_all:
        return CLICKS[press.verb](desk, call, press)
    if _came_late(desk, call, press, shown):
        return NOTHING
    return CLICKS[press.verb](desk, replace(call, in_place=shown.is_kept_up(call.now)), press)


def _came_late(desk: Desk, call: Call, press: Press, shown: Shown) -> bool:
    """Whether a second click finds done what the first one did; refuses a click on what has changed since."""
    item_id = press.id if press.verb in ABOUT_ITEMS else 0
    escalation_id = press.id if press.verb in ABOUT_ESCALATIONS else 0
    since = looking.since(desk.db, call.person, shown, item_id=item_id, escalation_id=escalation_id)
    if since is None or not (item_id or escalation_id):
        return False
    own = since.actor is not None and since.actor.id == call.person.id
    if own and press.verb is Verb.DONE and since.event.what == "item.done":
        return True
    calendar = calendar_for(call.person)
    raise Refused("late", item=since.item, event=since.event, actor=since.actor, owner=since.owner, own=own,
                  sent=calendar.today(shown.sent_at), today=calendar.today(call.now))  # fmt: skip


def nothing(desk: Desk, call: Call) -> Answer:
    """Slack reports link buttons too."""
    return NOTHING


def _item(desk: Desk, call: Call, item_id: int) -> Item:
    return looking.card(desk.db, call.person, call.now, item_id).item


# --- about an item --------------------------------------------------------------------


def on_track(desk: Desk, call: Call, press: Press) -> Answer:
    """On track: the line is answered, nothing moves."""
    return answering.changed(desk.db, call, items.on_track(desk.db, call.act, press.id))


def blocked(desk: Desk, call: Call, press: Press) -> Answer:
    """A window for whom or what it waits for."""
    return Open(forms.blocked(call.origin, opening.still_open(_item(desk, call, press.id))))


def unblock(desk: Desk, call: Call, press: Press) -> Answer:
    """It can go on."""
    return answering.changed(desk.db, call, blocking.unblock(desk.db, call.act, press.id))


def why(desk: Desk, call: Call, press: Press) -> Answer:
    """Why did I get this?"""
    return answering.why(desk.db, call, _item(desk, call, press.id))


def why_these(desk: Desk, call: Call, press: Press) -> Answer:
    """Why a whole message was sent, line by line."""
    return Reply(receipts.whole_message(explaining.why_message(desk.db, call.person, press.extra)))


def show(desk: Desk, call: Call, press: Press) -> Answer:
    """The item with its history."""
    return answering.card(desk.db, call, looking.card(desk.db, call.person, call.now, press.id))


def reopen(desk: Desk, call: Call, press: Press) -> Answer:
    """Not done after all."""
    return answering.changed(desk.db, call, items.reopen(desk.db, call.act, press.id))


def undo(desk: Desk, call: Call, press: Press) -> Answer:
    """Take back what an answer told."""
    return answering.changed(desk.db, call, undoing.undo(desk.db, call.act, press.id), replace=True)


def change(desk: Desk, call: Call, press: Press) -> Answer:
    """A window with everything about an item."""
    card = looking.card(desk.db, call.person, call.now, press.id)
    item = opening.still_open(card.item)
    owner = card.owner.slack_id if card.owner else None
    offered = looking.visible_projects(desk.db, call.person)
    origin = replace(call.origin, seen=max((event.id for event in card.events), default=0))
    view = forms.add(origin, offered, text=item.title, owner=owner, due=item.due, project=item.project_id,
                     kind=item.kind, item=item, asks_reason=asks_reason(mode_of(card.project), item.due),
                     requirements=", ".join(card.requirements))  # fmt: skip
    return Open(view)


# --- about the bot --------------------------------------------------------------------


def everything(desk: Desk, call: Call, press: Press) -> Answer:
    """See what I have for you: all of it."""
    return Reply(lists.list_message(listing(desk.db, call.person, call.now, Wanted(Scope.MINE))))


KINDS = {"risk": Kind.RISK, "issue": Kind.ISSUE, "milestone": Kind.MILESTONE}


def pick_date(desk: Desk, call: Call, press: Press) -> Answer:
    """A window with what was typed, for the date that was not understood."""
    said = understand(desk.db, call)
    if isinstance(said, Misread):
        raise Refused("old_button")
    if said.items:
        item, today = said.items[0], call.today
        offer = in_working_days(call.person, today, 3)
        return Open(opening.date_form(desk.db, call, item, offer, opening.origin_for(call, item.id)))
    kind = KINDS.get(said.command.verb, Kind.ACTION)
    return Open(opening.add_form(desk.db, call, kind=kind, project=said.project, text=said.command.title,
                                   owner=said.owner))  # fmt: skip


def new_item(desk: Desk, call: Call, press: Press) -> Answer:
    """A window to capture an item."""
    return Open(opening.add_form(desk.db, call))


def new_project(desk: Desk, call: Call, press: Press) -> Answer:
    """A window to start a project."""
    projects.check_may_begin(call.person)
    return Open(forms.project(call.origin, lead=call.person.slack_id))


CLICKS: dict[Verb, Click] = {
    **CONFIRM_CLICKS,
    Verb.ON_TRACK: on_track,
    Verb.BLOCKED: blocked,
    Verb.UNBLOCK: unblock,
    Verb.WHY: why,
    Verb.WHY_THESE: why_these,
    Verb.SHOW: show,
    Verb.REOPEN: reopen,
    Verb.UNDO: undo,
    Verb.CHANGE: change,
    Verb.PICK_DATE: pick_date,
    **TITLE_CLICKS,
    Verb.OPEN_HOME: everything,
    Verb.NEW_ITEM: new_item,
    Verb.NEW_PROJECT: new_project,
    **ASK_CLICKS,
    **WAITING_CLICKS,
    **DECISION_CLICKS,
    **COLOUR_CLICKS,
    **PAGING_CLICKS,
    **PEOPLE_CLICKS,
    **HEARD_CLICKS,
    **PACKET_CLICKS,
    **LIFECYCLE_CLICKS,
    **SPONSOR_CLICKS,
    **POLICY_CLICKS,
    **LINK_CLICKS,
    **RISK_CLICKS,
    **VALUE_CLICKS,
    **CAPACITY_CLICKS,
    **SENDING_CLICKS,
    **LESSON_CLICKS,
    **FIRST_DAYS_CLICKS,
    **DRAFT_CLICKS,
    **PAIR_CLICKS,
    **LETTER_CLICKS,
}
"""What each button does; a test holds this table and the verbs together."""
