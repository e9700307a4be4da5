"""From what a service did to what is shown: shared by commands, clicks and forms."""

from dataclasses import replace

from handlers.answers import Answer, Reply
from handlers.call import Call
from handlers.reading_text import Said
from pmo_bot.blocks import answers, cards, forms
from pmo_bot.blocks.digest import digest_message
from pmo_bot.blocks.forms import Origin
from pmo_bot.blocks.kit import View
from pmo_bot.blocks.words import answers as words
from pmo_bot.model import Health, Item, Kind, Mode, Project
from pmo_bot.rules.permission import may_see
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import projects as project_services
from pmo_bot.services import reading
from pmo_bot.services.items import Done
from pmo_bot.services.people import calendar_for
from pmo_bot.services.projects import ProjectChange
from pmo_bot.services.reading import Card, Listing
from pmo_bot.store import queries
from pmo_bot.store.database import Database


def captured(call: Call, done: Done) -> Answer:
    """What was kept, as it was understood."""
    today = calendar_for(done.owner or call.person).today(call.now)
    return Reply(answers.captured(done.item, done.owner, done.project, call.person, done.event, today))


def changed(db: Database, call: Call, done: Done, *, replace: bool = False) -> Answer:
    """What was done, with a way back."""
    with db.reading() as session:
        requester = queries.person(session, call.incoming.team, done.item.requester_id)
    today = calendar_for(call.person).today(call.now)
    return Reply(answers.changed(done.event, done.item, done.owner, requester, today), replace=replace)


def listing(found: Listing) -> Answer:
    """A list."""
    count = len(found.items) + found.more
    heading = words.list_heading(found.scope, found.person, found.project, count)
    if not found.items and found.scope == "mine" and found.project is None:
        return Reply(answers.say(words.NOTHING_DUE))
    return Reply(answers.listing(heading, found.items, found.people, found.more, found.today))


def card(found: Card) -> Answer:
    """One item with its history."""
    return Reply(cards.card_message(found.item, found.owner, found.requester, found.project, found.blocker,
                                    found.events, found.people, found.notes, found.waiting, found.today))  # fmt: skip


def why(db: Database, call: Call, item: Item) -> Answer:
    """Why somebody hears about an item, and what was sent so far."""
    found = reading.card_by_id(db, call.person, call.now, item.id)
    with db.reading() as session:
        effective, version = reading.reckoning(session, found.item, call.now)
    text = words.why(found.item, found.owner, effective, version)
    trail = [
        words.receipt_line(line.step, line.step_on, post.state.value, found.people.get(line.person_id))
        for line in found.lines
        if (post := found.receipts.get(line.post_key)) is not None
    ]
    return Reply(answers.trail(text, trail))


def digest(db: Database, call: Call, project: Project) -> Answer:
    """A project's digest as of now."""
    with db.reading() as session:
        built = reading.digest(session, project, call.now)
    return Reply(digest_message(built))


def projects(db: Database, call: Call) -> Answer:
    """The projects this person may see."""
    with db.reading() as session:
        rooms = queries.private_rooms(session, call.incoming.team, call.person.slack_id)
        found = [p for p in queries.projects(session, call.incoming.team) if may_see(call.person, p, rooms)]
        people = queries.people(session, [i for p in found for i in (p.lead_id, p.sponsor_id)])
    return Reply(answers.projects([(p, people.get(p.lead_id or 0), people.get(p.sponsor_id or 0)) for p in found]))


def change_project(db: Database, call: Call, said: Said, what: str, rest: str) -> Answer:
    """`/pmo project mode APOLLO controlling`."""
    wanted = [word.lower() for word in rest.split()]
    key = said.project.key if said.project else next((w.upper() for w in wanted), "")
    mode = next((m for m in Mode if m.value in wanted), None) if what == "mode" else None
    health = next((h for h in Health if h.value in wanted), None) if what == "health" else None
    if mode is None and health is None:
        raise Refused("which_mode" if what == "mode" else "which_health", key=key or "APOLLO")
    project = project_services.change(db, call.act, key, ProjectChange(mode=mode, health=health))
    return Reply(answers.say(words.project_changed(project)))


# --- windows --------------------------------------------------------------------------


def origin_for(call: Call, row: int) -> Origin:
    """What a window about a row remembers."""
    return replace(call.origin, row=row)


def visible_projects(db: Database, call: Call) -> list[Project]:
    """The projects a form offers."""
    with db.reading() as session:
        rooms = queries.private_rooms(session, call.incoming.team, call.person.slack_id)
        return [p for p in queries.projects(session, call.incoming.team) if may_see(call.person, p, rooms)]


def add_form(db: Database, call: Call, *, kind: Kind = Kind.ACTION, project: Project | None = None, text: str = "",
             origin: Origin | None = None) -> View:  # fmt: skip
    """The window to capture an item."""
    return forms.add(
        origin or call.origin,
        visible_projects(db, call),
        text=text,
        owner=call.person.slack_id,
        project=project.id if project else None,
        kind=kind,
    )


def decide_form(db: Database, call: Call, *, project: Project | None = None, text: str = "",
                origin: Origin | None = None) -> View:  # fmt: skip
    """The window to log a decision."""
    return forms.decide(
        origin or call.origin, visible_projects(db, call), text=text, project=project.id if project else None
    )
