"""Submitted windows: one function a form."""

import re

from slack_bolt.async_app import AsyncApp

from handlers import answering, values
from handlers.answers import Answer, Invalid, Next, Reply
from handlers.call import Call, from_form
from handlers.clicks_colours import COLOUR_FORMS
from handlers.drafting import DRAFT_FORMS
from handlers.forms_asks import ASK_FORMS
from handlers.forms_capacity import CAPACITY_FORMS
from handlers.forms_confirming import CONFIRM_FORMS
from handlers.forms_decisions import DECISION_FORMS
from handlers.forms_lessons import LESSON_FORMS
from handlers.forms_lifecycle import LIFECYCLE_FORMS, began_with
from handlers.forms_links import LINK_FORMS
from handlers.forms_packets import PACKET_FORMS
from handlers.forms_people import PEOPLE_FORMS
from handlers.forms_policy import POLICY_FORMS
from handlers.forms_risks import RISK_FORMS
from handlers.forms_value import VALUE_FORMS
from handlers.forms_waiting import WAITING_FORMS
from handlers.learning_lessons import with_lessons
from handlers.listener import Desk, Listener
from handlers.ranking import RANKING_FORMS, gives_way
from pmo_bot.blocks import answers
from pmo_bot.blocks.ids import Form
from pmo_bot.blocks.words import forms as labels
from pmo_bot.blocks.words import forms_risks as risk_labels
from pmo_bot.blocks.words import setup
from pmo_bot.model import Kind, Mode, Priority
from pmo_bot.ports import SlackChannel
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import blocking, editing, founding, items, looking, projects, reading_lessons, standing
from pmo_bot.services.editing import Edit
from pmo_bot.services.items import Capture
from pmo_bot.services.people import calendar_for
from pmo_bot.services.projects import NewProject, ProjectChange
from pmo_bot.services.requirements import names_of
from pmo_bot.store import queries


def register(app: AsyncApp, desk: Desk) -> None:
    """Every form, by its callback id."""
    for form, listener in FORMS.items():
        app.view(re.compile(f"^{re.escape(form)}$"))(desk.guarded_form(from_form, listener))


def add(desk: Desk, call: Call) -> Answer:
    """Capture an item, or change the one the window was opened for."""
    if call.incoming.origin.row:
        origin = call.incoming.origin
        shown = _edit(call)
        done = editing.edit(desk.db, call.act, origin.row, shown, origin.seen)
        asks = gives_way(desk, call, done, shown.priority)
        return Next(asks) if asks else answering.changed(desk.db, call, done)
    due, today = call.date_of("due"), calendar_for(call.person_of("owner") or call.person).today(call.now)
    if due is not None and due < today:
        raise Refused("past", day=due, today=today)
    if bool(call.text_of("probability")) != bool(call.text_of("impact")):
        return Invalid({"impact" if call.text_of("probability") else "probability": risk_labels.BOTH_SCALES})
    wanted = _capture(call)
    done = items.capture(desk.db, call.act, wanted)
    asks = gives_way(desk, call, done, wanted.priority)
    return Next(asks) if asks else answering.captured(desk.db, call, done, wanted.score)


def _capture(call: Call) -> Capture:
    said = _edit(call)
    return Capture(
        title=said.title,
        kind=said.kind,
        owner_id=said.owner_id,
        project_id=said.project_id,
        due=said.due,
        due_time=call.kept_time if said.due else None,
        priority=said.priority,
        done_means=said.done_means,
        permalink=call.incoming.origin.permalink or None,
        decision=call.incoming.origin.decision or None,
        score=_score(call, said.kind),
        severity=said.severity,
        requirements=said.requirements or (),
        lesson=call.incoming.origin.lesson or None,
    )


def _score(call: Call, kind: Kind) -> tuple[int, int] | None:
    """What was chosen, or typed before the window asked for the rest."""
    if kind is Kind.RISK and call.text_of("probability"):
        return call.number_of("probability"), call.number_of("impact")
    typed = re.fullmatch("([1-5])x([1-5])", call.incoming.origin.score)
    return (int(typed[1]), int(typed[2])) if typed and kind is Kind.RISK else None


def _edit(call: Call) -> Edit:
    owner = call.person_of("owner")
    return Edit(
        title=call.text_of("title"),
        kind=call.choice_of("kind", Kind.ACTION),
        owner_id=owner.id if owner else None,
        project_id=call.number_of("project") or None,
        due=call.date_of("due"),
        priority=call.choice_of("priority", Priority.NORMAL),
        done_means=call.text_of("done_means"),
        reason=call.text_of("reason"),
        severity=call.number_of("severity") or None,
        requirements=names_of(call.text_of("requirements")),
    )


def blocked(desk: Desk, call: Call) -> Answer:
    """Say what an item waits for."""
    person, key = call.person_of("person"), call.text_of("item")
    number = re.fullmatch(r"(?i)[AMRIDC]?-?(\d{1,7})", key)
    if key and number is None:
        return Invalid({"item": labels.BAD_KEY})
    with desk.db.reading() as session:
        found = queries.item_by_number(session, call.incoming.team, int(number[1])) if number else None
        on = looking.seen_or_none(session, call.person, found)
    if key and on is None:
        return Invalid({"item": labels.BAD_KEY})
    waits = blocking.block(desk.db, call.act, call.incoming.origin.row, by_id=person.id if person else None,
                        on_id=on.id if on else None, text=call.text_of("text"))  # fmt: skip
    return answering.changed(desk.db, call, waits)


def project(desk: Desk, call: Call) -> Answer:
    """Start a project; a channel the bot cannot post in is refused with what to do."""
    room = _room(call)
    lead, sponsor = call.person_of("lead"), call.person_of("sponsor")
    wanted = NewProject(call.text_of("name"), call.text_of("key"), lead.id if lead else None,
                        sponsor.id if sponsor else None, call.text_of("channel") or None,
                        room is not None and room.is_private, observe=call.text_of("begin") == "observe")  # fmt: skip
    chosen, pack = call.text_of("mode"), call.text_of("pack")
    made = founding.found(
        desk.db,
        call.act,
        wanted,
        pack,
        values.one_of(Mode, chosen, field="mode") if chosen not in ("", "pack") else None,
    )
    said = answers.say(setup.project_made(made, lead or call.person, sponsor) + began_with(desk.db, made))
    return with_lessons(desk.db, call, Reply(said), reading_lessons.of_project(made))


def channel(desk: Desk, call: Call) -> Answer:
    """Another channel for a project's digest."""
    room, found = _room(call), standing.project_for(desk.db, call.person, call.incoming.origin.row)
    if found is None or room is None:
        raise Refused("no_project", key="")
    wanted = ProjectChange(channel=call.text_of("channel"), private=room.is_private)
    return Reply(answers.say(setup.channel_kept(projects.change(desk.db, call.act, found.key, wanted))))


def _room(call: Call) -> SlackChannel | None:
    """The channel that was chosen, if the bot can post there; None where none was."""
    chosen = call.text_of("channel")
    room = call.channels.get(chosen) if chosen else None
    if chosen and (room is None or not room.is_member):
        raise Refused("not_in_channel", channel=f"#{room.name}" if room else "that channel")
    if room is not None and room.is_archived:
        raise Refused("archived", channel=f"#{room.name}")
    return room


FORMS: dict[Form, Listener] = {
    Form.ADD: add,
    Form.BLOCKED: blocked,
    Form.PROJECT: project,
    Form.CHANNEL: channel,
    **ASK_FORMS,
    **DECISION_FORMS,
    **COLOUR_FORMS,
    **CONFIRM_FORMS,
    **PEOPLE_FORMS,
    **PACKET_FORMS,
    **WAITING_FORMS,
    **POLICY_FORMS,
    **LINK_FORMS,
    **RISK_FORMS,
    **VALUE_FORMS,
    **LIFECYCLE_FORMS,
    **CAPACITY_FORMS,
    **RANKING_FORMS,
    **LESSON_FORMS,
    **DRAFT_FORMS,
}
"""What each window does when it is submitted."""
