"""Decisions: logged once, found again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from pmo_bot.model import TITLE_LENGTH, Decision, Item, Project
from pmo_bot.rules.permission import may_see, may_tell
from pmo_bot.services.changing import check_may_add, check_title, next_number, project_for
from pmo_bot.services.events import Act, once_only, record, told
from pmo_bot.services.people import calendar_of
from pmo_bot.store import queries
from pmo_bot.store.database import Database

FOUND, LOOKED_AT = 10, 200


@dataclass(frozen=True, slots=True)
class NewDecision:
    """What was decided."""

    title: str
    rationale: str = ""
    project_id: int | None = None
    decider_id: int | None = None
    permalink: str | None = None


def log(db: Database, act: Act, wanted: NewDecision) -> Decision:
    """Keep a decision.  Who logs it decided it, unless somebody else is named."""
    with db.transaction() as session:
        once_only(session, act)
        wanted = replace(wanted, title=check_title(wanted.title))
        check_may_add(act, project_for(session, act, wanted.project_id))
        return write(session, act, wanted)


def write(session: Session, act: Act, wanted: NewDecision, item: Item | None = None) -> Decision:
    """Keep a decision inside the transaction of what it decides."""
    decision = Decision(
        team_id=act.team,
        number=next_number(session, act.team),
        title=wanted.title.strip()[:TITLE_LENGTH],
        rationale=wanted.rationale.strip()[:3000],
        project_id=wanted.project_id,
        item_id=item.id if item else None,
        decider_id=wanted.decider_id or act.person.id,
        logged_by_id=act.person.id,
        decided_on=calendar_of(session, act.person).today(act.now),
        permalink=wanted.permalink,
        created_at=act.now,
    )
    session.add(decision)
    session.flush()
    project = queries.project(session, act.team, wanted.project_id)
    # The click is named by the item's event when an answer to an escalation writes its decision.
    quiet = act.without_once if item else act
    record(session, quiet, "decision.logged", decision=decision, project=project, after=told(decision))
    return decision


def search(
    db: Database, act: Act, words: str, *, project: Project | None = None, here: str | None = None
) -> Sequence[Decision]:
    """Decisions with every one of these words that this person may see, newest first; all for no words.

    `here` is the channel where everybody will read the answer.
    """
    with db.reading() as session:
        rooms = queries.private_rooms(session, act.team, act.person.slack_id)
        found = queries.decisions_matching(session, act.team, words.split(), LOOKED_AT)
        projects = {p.id: p for p in queries.projects(session, act.team)}
        seen = []
        for decision in found:
            home = projects.get(decision.project_id or 0)
            wanted = project is None or decision.project_id == project.id
            if wanted and may_see(act.person, home, rooms) and may_tell(home, here):
                seen.append(decision)
        return seen[:FOUND]
