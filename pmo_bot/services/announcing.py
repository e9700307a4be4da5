"""What was decided is said once in its project's channel; who has read it says so there."""

from datetime import timedelta

from sqlmodel import Session

from pmo_bot.model import Decision, DecisionPerson, Part, Post, PostKind, Project
from pmo_bot.rules.decisions import DecisionCard
from pmo_bot.services.events import Act, once_only, plain, record
from pmo_bot.services.notices import announcement_key, request_edit
from pmo_bot.services.reading_decisions import announced, visible_decision
from pmo_bot.store import decisions as stored
from pmo_bot.store import queries
from pmo_bot.store.database import Database
from pmo_bot.store.outbox import insert_once

TAKEN_BACK_WITHIN = timedelta(minutes=5)
"""How long it waits, so that a slip of the finger is not announced."""


def announce(session: Session, act: Act, decision: Decision, project: Project | None) -> None:
    """Say it in the project's channel in its working hours, once; nowhere where there is no channel."""
    if project is None or project.channel is None:
        return
    post = Post(
        team_id=act.team,
        key=announcement_key(decision.number),
        kind=PostKind.ANNOUNCEMENT,
        lane=f"channel:{project.channel}",
        project_id=project.id,
        on_date=decision.decided_on,
        not_before=act.now + TAKEN_BACK_WITHIN,
        created_at=act.now,
        why={"rule": "announcement", "decision": decision.id},
    )
    insert_once(session, post)


def changed(session: Session, act: Act, decision: Decision) -> None:
    """What was announced says how it is now."""
    key = announcement_key(decision.number)
    sent, post = queries.sent(session, decision.team_id, key), queries.post(session, decision.team_id, key)
    if sent is not None and post is not None:
        request_edit(session, sent, post, act.now)


def read(session: Session, post: Post) -> DecisionCard | None:
    """What an announcement says now; None when there is nothing to tell."""
    decision = session.get(Decision, post.why.get("decision"))
    return announced(session, decision) if decision is not None else None


def seen(db: Database, act: Act, decision_id: int) -> Decision:
    """Somebody says that they know of it; said twice it counts once."""
    with db.transaction() as session:
        once_only(session, act)
        decision = visible_decision(session, act.person, session.get(Decision, decision_id))
        mine = _part_of(session, act, decision)
        if mine.seen_at is None:
            mine.seen_at = act.now
            session.add(mine)
            project = queries.project(session, act.team, decision.project_id)
            record(session, act, "decision.seen", decision=decision, project=project, person=act.person,
                   after={"seen_at": plain(act.now)})  # fmt: skip
            changed(session, act, decision)
        return decision


def _part_of(session: Session, act: Act, decision: Decision) -> DecisionPerson:
    """What whoever acts has to do with a decision; who was not named is one more reader."""
    parts = stored.people_of(session, act.team, [decision.number])
    mine = [one for one in parts if one.person_id == act.person.id and one.part is not Part.CONSULTED]
    fresh = DecisionPerson(team_id=act.team, number=decision.number, person_id=act.person.id, part=Part.READ)
    return mine[0] if mine else fresh
