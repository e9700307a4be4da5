"""What people do with a preview or a packet short of deciding: words, a pause, letting it go further."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session, col, select

from pmo_bot.model import Decision, Escalation, Item, Line, LineKind, Project, Role
from pmo_bot.rules.climbing import is_handed_on, successor_of
from pmo_bot.rules.policy import Ladder
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.absences import as_said, for_one_of
from pmo_bot.services.events import Act, note_text, once_only, record_round, round_told, write_note
from pmo_bot.services.looking import visible_item
from pmo_bot.services.notices import item_changed
from pmo_bot.services.people import calendar_of
from pmo_bot.store import queries
from pmo_bot.store.database import Database


def sentence_so_far(db: Database, act: Act, escalation_id: int) -> tuple[Item, str]:
    """The item of an escalation and what its owner has added, for its owner alone."""
    with db.reading() as session:
        escalation, item = _own(session, act, escalation_id)
        return item, note_text(session, act.team, _newest(session, escalation).sentence_id)


def asked_about(db: Database, act: Act, escalation_id: int) -> Item:
    """The item of an escalation that this person may answer: no window opens only to be refused."""
    with db.reading() as session:
        return asked_now(session, act, escalation_id)[1]


def add_sentence(db: Database, act: Act, escalation_id: int, text: str) -> Item:
    """The owner's own words go into the packet.  Only the owner may, and only while nobody has answered."""
    with db.transaction() as session:
        once_only(session, act)
        escalation, item = _own(session, act, escalation_id)
        note = write_note(session, act, text, item)
        if note is None:
            raise Refused("empty_sentence")
        escalation = _newest(session, escalation)
        before = round_told(escalation)
        escalation.sentence_id = note.id
        record_round(
            session, as_said(session, act, item), "escalation.sentence", escalation, before, item=item, note=note
        )
        item_changed(session, act, item)
        return item


def acknowledge(db: Database, act: Act, escalation_id: int) -> Item:
    """A recipient has seen it: the ladder stands still for the policy's three working days."""
    with db.transaction() as session:
        once_only(session, act)
        act, escalation, item = asked_as(session, act, escalation_id)
        if escalation.paused_until is not None and escalation.paused_until > act.now:
            return item  # it stands still already: another click makes the pause no longer
        before = round_told(escalation)
        pause(session, act, escalation, item)
        escalation.acknowledged_by_id = act.person.id
        record_round(session, as_said(session, act, item), "escalation.acknowledged", escalation, before, item=item)
        item_changed(session, act, item)
        return item


def pause(session: Session, act: Act, escalation: Escalation, item: Item) -> None:
    """The ladder stands still for as many of the owner's working days as the policy gives."""
    owner = queries.person(session, act.team, item.owner_id) or act.person
    calendar = calendar_of(session, owner)
    day = calendar.plus(calendar.today(act.now), Ladder(escalation.policy).ack_pause)
    until = calendar.at(day, calendar.local(act.now).time())
    escalation.paused_until = max(escalation.paused_until or until, until)


def release(db: Database, act: Act, escalation_id: int) -> Item:
    """Supportive mode: the first to hear asks the next; until then it stays with them."""
    with db.transaction() as session:
        once_only(session, act)
        act, escalation, item = asked_as(session, act, escalation_id)
        if escalation.released_at is not None:
            return item
        before = round_told(escalation)
        escalation.released_at = act.now
        record_round(session, as_said(session, act, item), "escalation.released", escalation, before, item=item)
        item_changed(session, act, item)
        return item


def _own(session: Session, act: Act, escalation_id: int) -> tuple[Escalation, Item]:
    """An escalation that waits for an answer, and its item, for the owner."""
    escalation, item = _found(session, act, escalation_id)
    visible_item(session, act.person, item, "")  # whoever stands in may be in no channel of it
    if for_one_of(session, act, [item.owner_id]) is None:
        raise Refused("not_owner", item=item, owner=queries.person(session, act.team, item.owner_id))
    _check_waits(session, act, escalation, item)
    return escalation, item


def asked_as(session: Session, act: Act, escalation_id: int) -> tuple[Act, Escalation, Item]:
    """The same, with the name of the person for whom whoever was told stands in."""
    escalation, item = asked_now(session, act, escalation_id)
    mine = (Line.team_id == act.team, Line.escalation_id == escalation.id, Line.person_id == act.person.id)
    lines = session.exec(select(Line).where(*mine, Line.kind == LineKind.PACKET)).all()
    absent = next((line.why["instead_of"] for line in lines if line.why.get("instead_of")), None)
    behalf = queries.person(session, act.team, absent)
    return (replace(act, behalf=behalf) if behalf is not None else act), escalation, item


def asked_now(session: Session, act: Act, escalation_id: int) -> tuple[Escalation, Item]:
    """An escalation that waits for an answer, and its item, for whoever was told and for PMO leads who may see it.

    Whoever comes second is told who decided what.
    """
    escalation, item = _found(session, act, escalation_id)
    project, told = queries.project(session, act.team, item.project_id), _told(session, escalation)
    asked = [line.person_id for line in told if not is_handed_on(project, item, line)]
    visible_item(session, act.person, item, "")  # who was told may have left its channel since
    if for_one_of(session, act, asked) is None and act.person.role is not Role.PMO:
        mine = next((line for line in reversed(told) if line.person_id == act.person.id), None)
        _check_waits(session, act, escalation, item)
        raise _not_asked(session, item, project, mine)
    _check_waits(session, act, escalation, item)
    return escalation, item


def _not_asked(session: Session, item: Item, project: Project | None, mine: Line | None) -> Refused:
    """It is somebody else's to answer: by name, for whoever led or sponsored when they were asked."""
    if mine is None:
        return Refused("not_asked", item=item)
    return Refused(
        "handed_on", item=item, person=queries.person(session, item.team_id, successor_of(project, item, mine))
    )


def _found(session: Session, act: Act, escalation_id: int) -> tuple[Escalation, Item]:
    escalation = session.get(Escalation, escalation_id)
    item = queries.item(session, act.team, escalation.item_id) if escalation else None
    if escalation is None or escalation.team_id != act.team or item is None:
        raise Refused("no_item", key="")
    return escalation, item


def _check_waits(session: Session, act: Act, escalation: Escalation, item: Item) -> None:
    if not item.is_open and escalation.answered_at is None:
        raise Refused("is_closed", item=item)
    if escalation.answered_at is not None or item.commitment != escalation.commitment:
        by = queries.person(session, act.team, escalation.answered_by_id)
        decision = session.get(Decision, escalation.decision_id) if escalation.decision_id else None
        raise Refused("answered_already", item=item, person=by, decision=decision)


def _newest(session: Session, escalation: Escalation) -> Escalation:
    """The round that will be passed on: an older message may still show one that is void."""
    rounds = select(Escalation).where(
        Escalation.team_id == escalation.team_id,
        Escalation.item_id == escalation.item_id,
        Escalation.commitment == escalation.commitment,
    )
    return session.exec(rounds.order_by(col(Escalation.round).desc()).limit(1)).one()


def told_of(session: Session, item: Item) -> list[int]:
    """Whom an item was passed on to, as it is promised now."""
    told = (Line.team_id == item.team_id, Line.item_id == item.id, Line.commitment == item.commitment)
    rows = session.exec(select(Line.person_id).where(*told, Line.kind == LineKind.PACKET).order_by(col(Line.id)))
    return list(dict.fromkeys(rows))


def _told(session: Session, escalation: Escalation) -> Sequence[Line]:
    """The packets by which people were told, in order."""
    told = (Line.team_id == escalation.team_id, Line.escalation_id == escalation.id, Line.kind == LineKind.PACKET)
    return session.exec(select(Line).where(*told).order_by(col(Line.id))).all()
