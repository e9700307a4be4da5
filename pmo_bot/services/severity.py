"""How severe an issue is: somebody says so, and after go-live a clock begins."""

from datetime import datetime

from sqlmodel import Session

from pmo_bot.model import Item, Kind, Person
from pmo_bot.rules.facts import ItemFacts
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.severity import SEVERITIES
from pmo_bot.rules.untaken import asked_first, runs_out
from pmo_bot.services.changing import Done, change_in
from pmo_bot.services.events import Act
from pmo_bot.services.facts import item_facts
from pmo_bot.services.gathered import gather
from pmo_bot.store.database import Database

RATED = "item.rated"


def rate(db: Database, act: Act, item_id: int, severity: int) -> Done:
    """An issue is so severe, from 1 to 4.  Refused of anything else than an issue, and where it is so already."""
    if severity not in SEVERITIES:
        raise Refused("which_severity", key="I-9")

    def change(item: Item, session: Session) -> None:
        if item.kind is not Kind.ISSUE:
            raise Refused("no_issue", item=item)
        if item.severity == severity:
            raise Refused("same_severity", item=item)
        item.severity = severity

    return change_in(db, act, item_id, RATED, change, refuse_closed=True)


def asked_when(db: Database, item: Item, now: datetime) -> tuple[Person, datetime] | None:
    """Who is asked about an issue that nobody takes up, and when, in so far as it has a clock."""
    with db.reading() as session:
        found = _clock(session, item, now)
        reader, at = (asked_first(found), runs_out(found)) if found is not None else (None, None)
        return (reader.person, at) if reader is not None and at is not None else None


def _clock(session: Session, item: Item, now: datetime) -> ItemFacts | None:
    if item.severity is None or not item.is_open:
        return None
    return next(iter(item_facts(gather(session, item.team_id, now, [item]), [item])), None)
