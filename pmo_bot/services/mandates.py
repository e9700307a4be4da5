"""The mandate: what the PMO is there for.  Each change is a new version; on its day its author looks at it again."""

from datetime import date, datetime

from sqlmodel import Session, select

from pmo_bot.model import About, Event, Item, Mandate
from pmo_bot.rules.fitting import fitting
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import checks
from pmo_bot.services.events import Act, fold, once_only
from pmo_bot.services.goals import check_pmo
from pmo_bot.services.people import calendar_of
from pmo_bot.services.rows import changing_row, make
from pmo_bot.store import value as stored
from pmo_bot.store.database import Database


def write(db: Database, act: Act, text: str, review_on: date | None = None) -> Mandate:
    """A new version.  Refuses anybody but PMO leads, an empty text, and a day that is not ahead."""
    with db.transaction() as session:
        once_only(session, act)
        check_pmo(session, act)
        today = calendar_of(session, act.person).today(act.now)
        if not text.strip():
            raise Refused("empty_mandate", field="mandate")
        if review_on is not None and review_on <= today:
            raise Refused("review_past", day=review_on, today=today, field="review_on")
        versions = stored.mandates(session, act.team)
        for old in versions:
            checks.let_go(session, act, About.MANDATE, old.id)
        mandate = Mandate(team_id=act.team, version=versions[0].version + 1 if versions else 1,
                          mandate=fitting(text, 3000, field="mandate"), by_id=act.person.id, review_on=review_on,
                          created_at=act.now)  # fmt: skip
        make(session, act, "mandate.written", mandate)
        if review_on is not None:
            checks.plan(session, act.without_once, About.MANDATE, mandate.id, title=text.strip().splitlines()[0][:200],
                        owner_id=act.person.id, due=review_on, project_id=None)  # fmt: skip
        return mandate


def still_holds(session: Session, act: Act, mandate_id: int) -> None:
    """Whoever looked at it says that it still holds."""
    mandate = session.get_one(Mandate, mandate_id)
    with changing_row(session, act.without_once, "mandate.reviewed", mandate):
        mandate.reviewed_on = calendar_of(session, act.person).today(act.now)


def not_looked_at(session: Session, act: Act, check: Item, at: datetime) -> None:
    """It was not looked at after all.  Refuses one that was written anew since."""
    mandate = session.get_one(Mandate, check.about_id)
    if stored.mandates(session, act.team)[0].id != mandate.id:
        raise Refused("changed_since", item=check)
    reviewed = (Event.team_id == act.team, Event.what == "mandate.reviewed", Event.recorded_at == at)
    event = session.exec(select(Event).where(*reviewed)).first()
    if event is not None:
        with changing_row(session, act.without_once, "mandate.reviewed", mandate):
            fold(mandate, event.before)
