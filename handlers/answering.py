"""From what a service did to what is shown: shared by commands, clicks and forms."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from handlers.answers import NOTHING, Answer, Reply
from handlers.call import MENTION, Call
from handlers.learning_lessons import with_lessons
from handlers.reading_text import Said
from pmo_bot.blocks import (
    answers,
    cards,
    outlook,
    receipts,
    risks,
)
from pmo_bot.blocks import (
    conflicts as conflict_blocks,
)
from pmo_bot.blocks.decisions import decision_message
from pmo_bot.blocks.digest import digest_message
from pmo_bot.blocks.handover import handover_message
from pmo_bot.blocks.kit import Block
from pmo_bot.blocks.words import options as option_words
from pmo_bot.blocks.words import people as people_words
from pmo_bot.blocks.words import setup
from pmo_bot.blocks.words.changes import Change
from pmo_bot.model import MOVES, Absence, Audience, Item, Kind, Person, Project, Tag
from pmo_bot.rules.digest_audience import for_audience, for_team
from pmo_bot.rules.grammar_tokens import readable
from pmo_bot.rules.modes import mode_of
from pmo_bot.rules.permission import may_act
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import (
    asking,
    confirming,
    explaining,
    looking,
    reading_conflicts,
    reading_decisions,
    reading_digests,
    reading_editions,
    reading_handover,
    reading_lessons,
    reading_links,
    risk_cards,
    severity,
    stakeholders,
    standing,
    tags,
    upkeep,
)
from pmo_bot.services.changing import Done
from pmo_bot.services.links import LINKED
from pmo_bot.services.looking import Card
from pmo_bot.services.people import calendar_for
from pmo_bot.store import queries, requirements
from pmo_bot.store import tags as tag_queries
from pmo_bot.store.database import Database

# --- what was said --------------------------------------------------------------------


def spare_words(said: Said) -> list[str]:
    """What is left of a command besides people, items and projects, in lower case."""
    return bare_words(said.command.title)


def bare_words(text: str) -> list[str]:
    """The words of a text in lower case, without the signs around them."""
    return [word.strip(",;:.!?()").lower() for word in text.split()]


def project_among(db: Database, call: Call, said: Said) -> tuple[Project | None, list[str]]:
    """The project named among the spare words, and the other words."""
    spoken = spare_words(said)
    if said.named_project:
        return said.project, spoken
    known = {project.key.lower(): project for project in looking.visible_projects(db, call.person)}
    named = next((word for word in spoken if word in known), "")
    return known.get(named), [word for word in spoken if word != named]


def note_words(call: Call, said: Said) -> str:
    """What follows the first word, the item's key, with people by name."""
    rest = said.command.words.strip().partition(" ")[2]
    return readable(MENTION.sub(lambda found: name_of(call, found[1]), rest)).strip()


def name_of(call: Call, slack_id: str) -> str:
    """Somebody as they are called in people's own text, where a mention would be an id."""
    person = call.people.get(slack_id)
    return f"@{person.label}" if person is not None else "@somebody"


LITTLE = frozenset({"", "of", "in", "for", "the", "my", "items", "everything", "from", "on", "by", "to"})
"""Words that ask for nothing by themselves, and are left out of a name too."""
IDLE = LITTLE | frozenset(
    {"and", "is", "are", "me", "show", "please", "now", "what", "that", "who", "has", "have", "owes", "does", "owe"}
    | {"'s", "’s"}
)
"""With those that may well be part of a name, and what hangs on somebody's mention."""


def check_words(said: Said, spoken: Collection[str], known: Collection[str], *, is_clear: bool = False) -> None:
    """Nothing that was typed is passed over: a word that is not known is asked about.

    It may be meant for a project, and must not fall back on the channel's; where one is named, or it `is_clear`
    without any what the command is about, it was meant for the command.
    """
    strange = [word for word in spoken if word not in IDLE and word not in known]
    if not strange:
        return
    if any(word.startswith("@") for word in strange):
        raise Refused("no_person")
    if said.named_project or is_clear:
        key = said.project.key if said.project is not None else "APOLLO"
        raise Refused("unread_words", words=" ".join(strange), verb=said.command.verb, key=key)
    raise Refused("no_project", key=strange[0].upper())


# --- what is shown --------------------------------------------------------------------


def captured(db: Database, call: Call, done: Done, score: tuple[int, int] | None = None) -> Answer:
    """What was kept, as it was understood, and what does not fit with it."""
    today = calendar_for(done.owner or call.person).today(call.now)
    hints = _hints(db, call, [done], today)
    clock = severity.asked_when(db, done.item, call.now)
    message = answers.captured(done.item, done.owner, done.project, call.person, done.event, today, hints, clock)
    if done.item.kind is Kind.RISK:
        message = risks.noted(message, done.item, mode_of(done.project), score)
    return with_lessons(db, call, Reply(message), reading_lessons.of_item(done.item))


DATES = (*MOVES, LINKED, "item.created")
"""After these it is said what does not fit."""


def _hints(db: Database, call: Call, done: Sequence[Done], today: date) -> list[Block]:
    """The dates of some items that do not fit now."""
    items = [one.item for one in done if one.event.what in DATES]
    if not items:
        return []
    with db.reading() as session:
        return conflict_blocks.hints(
            reading_conflicts.for_reader(session, call.person, items, call.now, call.here), today
        )


def changed(db: Database, call: Call, *done: Done, replace: bool = False, refused: Sequence[Refused] = ()) -> Answer:
    """What was done, with a way back; nothing where a brief, a packet or App Home shows it by itself."""
    if call.in_place or call.incoming.origin.in_place or call.incoming.is_home:
        return NOTHING
    today = call.today
    changes = [_change(db, call, one) for one in done]
    return Reply(answers.changed(changes, today, refused, _hints(db, call, done, today)), replace=replace)


def settled(db: Database, call: Call, item: Item) -> Answer:
    """What was decided about something late: its packet says so, else the item shows how it stands now."""
    if call.in_place or call.incoming.origin.in_place or call.incoming.is_home or not call.incoming.has_place:
        return NOTHING
    return card(db, call, looking.card(db, call.person, call.now, item.id))


def _change(db: Database, call: Call, done: Done) -> Change:
    with db.reading() as session:
        item = done.item
        blocker = queries.person(session, item.team_id, item.blocked_by_id)
        on = looking.seen_or_none(
            session, call.person, queries.item(session, item.team_id, item.blocked_on_id), call.here
        )
        confirmer = confirming.asked_now(session, item, call.now)
        chosen = option_words.chosen_word(*asking.answer_to(session, item))
        linked = queries.item(session, item.team_id, (done.event.after or done.event.before).get("on"))
        seen = looking.seen_or_none(session, call.person, linked, call.here)
        tagged = tuple(one.name for one in requirements.of_number(session, item.team_id, item.number))
    return Change(done.event, item, done.owner, done.project, blocker, on, confirmer, chosen, tagged, seen)


def card(db: Database, call: Call, found: Card) -> Answer:
    """One item with its history, what it needs, what waits for it, and how it stands as a risk."""
    with db.reading() as session:
        near = reading_links.around(session, found.reader, found.item, call.here)
        clashes = reading_conflicts.for_reader(session, found.reader, [found.item], call.now, call.here)
        movable = may_act(found.reader, found.item, found.project)
    risk = risk_cards.risk_card(db, call.person, call.now, found.item, call.here)
    shown = Reply(cards.card_message(found.reader, found.item, found.owner, found.requester, found.project,
                                    found.blocker, found.blocked_on, found.events, found.people, found.notes,
                                    found.waiting, found.today, options=found.options, around=near,
                                    clashes=clashes, movable=movable, risk=risk, goal=found.goal,
                                    needs=tags.needs(db, found.item),
                                    requirements=found.requirements))  # fmt: skip
    return with_lessons(db, call, shown, reading_lessons.of_item(found.item))


def decision(db: Database, call: Call, decision_id: int, *, replace: bool = False) -> Answer:
    """A decision with everything about it; `replace` where a click has changed what is shown."""
    found = reading_decisions.card(db, call.person, call.now, decision_id, call.here)
    return Reply(decision_message(found), replace=replace)


def why(db: Database, call: Call, item: Item, *, start: int = 0) -> Answer:
    """Why somebody hears about an item, and what was sent so far."""
    into = call.incoming
    clicked = looking.shown(db, into.team, into.channel, into.message_ts) if into.message_ts else None
    found = explaining.why(db, call.person, call.now, item.id, start=start, message=clicked.key if clicked else "")
    return Reply(receipts.why_message(found, call.person, call.today))


def digest(
    db: Database, call: Call, project: Project, audience: Audience | None = None, unit: Tag | None = None
) -> Answer:
    """A project's digest as of now, as an audience reads it: where none is named, the one that the reader is of.

    With a team only its part.
    """
    with db.reading() as session:
        built = reading_digests.digest(session, project, call.now)
        if unit is not None:
            own = tag_queries.of_team(session, unit.team_id, unit.id)
            return Reply(digest_message(for_team(built, unit.name, own), alone=True))
        theirs = audience or stakeholders.audience_for(session, project, call.person)
        aim = reading_editions.aim(session, project, theirs, call.person)
    return Reply(digest_message(replace(for_audience(built, theirs), aim=aim), alone=True))


def status(db: Database, call: Call, project: Project | None, *, start: int = 0, here: str | None = None) -> Answer:
    """How a project stands, or everything that somebody leads."""
    if project is not None:
        return Reply(
            outlook.status_message(
                *standing.of_project(db, call.person, call.now, project, here), public=here is not None
            )
        )
    return Reply(outlook.status_list(*standing.of_led(db, call.person, call.now, start=start, here=here)))


def projects(db: Database, call: Call, said: Said) -> Answer:
    """The projects this person may see, or the one that was named."""
    found = looking.visible_projects(db, call.person, said.here)
    if said.named_project and said.project is not None:
        found = [said.project]
    people = _leads(db, call, found)
    rows = [(p, people.get(p.lead_id or 0), people.get(p.sponsor_id or 0)) for p in found]
    with db.reading() as session:
        lost = upkeep.unposted(session, call.person.team_id, [p.id for p in found], call.today)
    return Reply(answers.projects(rows, call.today, lost))


def project(db: Database, call: Call, changed: Project) -> Answer:
    """How a project stands after a change."""
    people = _leads(db, call, [changed])
    lead, sponsor = people.get(changed.lead_id or 0), people.get(changed.sponsor_id or 0)
    return Reply(answers.say(setup.project_changed(changed, lead, sponsor, call.today)))


def away(call: Call, absence: Absence, delegate: Person | None) -> Answer:
    """What was noted; App Home shows it by itself."""
    if call.incoming.origin.in_place or not call.incoming.has_place:
        return NOTHING
    today, known = call.today, {delegate.id: delegate} if delegate else {}
    return Reply(answers.say(people_words.away_kept(absence, known, today)))


def hand_over(db: Database, call: Call, person_id: int) -> Answer:
    """What somebody keeps in motion, for whoever takes over."""
    return Reply(handover_message(reading_handover.hand_over(db, call.person, person_id, call.now)))


def _leads(db: Database, call: Call, found: Sequence[Project]) -> dict[int, Person]:
    with db.reading() as session:
        return queries.people(session, call.person.team_id, [i for p in found for i in (p.lead_id, p.sponsor_id)])
