"""Read the figures of a month's statement, as far as their reader may know of what they count."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlmodel import Session, col, select

from pmo_bot.model import (
    About,
    Decision,
    DecisionState,
    Escalation,
    Event,
    Goal,
    Item,
    Kind,
    Kpi,
    Line,
    LineKind,
    Outcome,
    Person,
    Post,
    PostKind,
    PostState,
    State,
)
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.decisions import Follow, follow_of
from pmo_bot.rules.modes import ANSWERED
from pmo_bot.rules.statement import Answers, Automated, Counted, Figures, Month, Statement, before, month_of
from pmo_bot.rules.value import Progress, progress
from pmo_bot.services import first_days_plan, kpis
from pmo_bot.services.drifting import drift_of
from pmo_bot.services.people import zone_of
from pmo_bot.services.sight import Sight
from pmo_bot.store import decisions as stored
from pmo_bot.store import lessons, queries
from pmo_bot.store import value as value_store

REMINDERS = (LineKind.NUDGE, LineKind.COVER)
PASSED_ON = (LineKind.PACKET,)
ITS_OWN = (About.LESSON,)
"""What the bot asks because it would like to know: nobody would have run after it by hand, so it saved no time."""


def statement(
    session: Session, reader: Person, calendar: Calendar, first: date, now: datetime, post_key: str = ""
) -> Statement:
    """What the statement of a month says to this reader as of now; the days are those of `calendar`."""
    month, last = month_of(calendar, first), month_of(calendar, before(first))
    counts = _Counts(session, reader)
    drift_before, drift = drift_of(session, reader.team_id, [month.starts, min(month.ends, now)], counts.sees_home)
    return Statement(
        reader=reader,
        month=month,
        under_way=now < month.ends,
        now=counts.of(month),
        then=counts.of(last),
        carried_out=counts.carried_out(),
        drift=drift,
        drift_before=drift_before,
        goals=counts.goals(),
        post_key=post_key,
    )


class _Counts:
    """All that one reader may know of, counted month by month."""

    def __init__(self, session: Session, reader: Person) -> None:
        self._session, self._reader, self._team = session, reader, reader.team_id
        self._sight = Sight(session, reader)
        seen = {one.id for one in self._sight.projects.values() if self._sight.sees_project(one)}
        self._seen = seen - first_days_plan.own(session, self._team)

    def sees_home(self, project_id: int | None) -> bool:
        """Whether what belongs to a project, or to none, counts."""
        return project_id is None or project_id in self._seen

    def of(self, month: Month) -> Figures:
        """The figures of a month."""
        done = self._done(month)
        settled = self._settled(month)
        return Figures(
            kept=_kept(done, queries.people(self._session, self._team, [one.owner_id for one in done])),
            answers=self._answers(month),
            decided=tuple(one.key for one in self._decisions() if month.has(one.created_at)),
            own=self._own(month),
            lessons=sum(
                month.has(one.learned_at) for one in lessons.of_projects(self._session, self._team, self._seen)
            ),
            lessons_used=self._lessons_used(month),
            reached=tuple(one for one in done if one.kind is Kind.MILESTONE),
            confirmed=tuple(one for one in settled if one.outcome is Outcome.CONFIRMED),
            missed=tuple(one for one in settled if one.outcome is Outcome.NOT_REACHED),
            automated=self._automated(month),
        )

    def _lessons_used(self, month: Month) -> int:
        """How often one project's lesson was of use to another thing, as whoever began that said."""
        told = lessons.uses(self._session, self._team)
        return sum(month.has(at) and self.sees_home(of) and self.sees_home(for_) for at, of, for_ in told)

    def _done(self, month: Month) -> list[Item]:
        """Work that was finished; an answer or a look is none."""
        rows = self._session.exec(
            select(Item)
            .where(Item.team_id == self._team, Item.state == State.DONE, col(Item.kind).not_in(ANSWERED))
            .where(col(Item.closed_at) >= month.starts, col(Item.closed_at) < month.ends)
            .order_by(col(Item.closed_at), col(Item.id))
        )
        return [one for one in rows if self.sees_home(one.project_id)]

    def _answers(self, month: Month) -> Answers:
        """From when the first question had reached its reader until it was answered."""
        rows = self._session.exec(
            select(Escalation, Item)
            .join(Item, col(Item.id) == Escalation.item_id)
            .where(Escalation.team_id == self._team)
            .where(col(Escalation.answered_at) >= month.starts, col(Escalation.answered_at) < month.ends)
            .order_by(col(Escalation.answered_at), col(Escalation.id))
        ).all()
        found = [(one, item) for one, item in rows if self.sees_home(item.project_id)]
        reached = self._reached([one.id for one, _ in found])
        known = [
            (one.answered_at - reached[one.id], item.key)
            for one, item in found
            if one.id in reached and one.answered_at is not None
        ]
        return Answers(tuple(took for took, _ in known), tuple(key for _, key in known))

    def _reached(self, rounds: Sequence[int]) -> dict[int, datetime]:
        rows = self._session.exec(
            select(Line.escalation_id, Post.settled_at)
            .join(Post, (col(Post.team_id) == Line.team_id) & (col(Post.key) == Line.post_key))
            .where(Line.team_id == self._team, col(Line.escalation_id).in_(rounds), Line.kind == LineKind.PACKET)
            .where(Post.state == PostState.SENT)
            .order_by(col(Post.settled_at).desc())
        )
        return {round_: at for round_, at in rows if round_ is not None and at is not None}

    def _decisions(self) -> list[Decision]:
        """What was decided and settles no single item; what was taken back is none."""
        rows = self._session.exec(
            select(Decision)
            .where(Decision.team_id == self._team, Decision.state != DecisionState.WITHDRAWN)
            .where(col(Decision.item_id).is_(None))
            .order_by(col(Decision.number))
        )
        return [one for one in rows if self.sees_home(one.project_id)]

    def carried_out(self) -> Counted:
        """Of the decisions that hold and from which something follows, those whose items are done."""
        holds = [one for one in self._decisions() if one.state is DecisionState.ACTIVE]
        follows = stored.following(self._session, self._team, [one.number for one in holds])
        ends = {one.key: follow_of(follows[one.number]) for one in holds if one.number in follows}
        still = tuple(key for key, end in ends.items() if end not in (Follow.DONE, Follow.VERIFIED))
        return Counted(len(ends) - len(still), len(ends), still)

    def _own(self, month: Month) -> Counted:
        """New work that somebody wrote down for themselves, without being asked.

        What was imported does not count, nor what a project began with: a plan wrote that down.
        """
        rows = self._session.exec(
            select(Event)
            .where(Event.team_id == self._team, Event.what == "item.created", Event.source != "import")
            .where(Event.happened_at >= month.starts, Event.happened_at < month.ends)
            .order_by(col(Event.id))
        )
        begun = self._begun(month)
        new = [one for one in rows if one.after.get("kind") not in ANSWERED]
        items = queries.items(self._session, self._team, [one.item_id for one in new])
        made = [one for one in new if one.item_id in items and self.sees_home(items[one.item_id].project_id)]
        made = [one for one in made if one.once or (one.project_id, one.happened_at) not in begun]
        own = [one.item_id for one in made if one.actor_id is not None and one.after.get("owner_id") == one.actor_id]
        return Counted(len(own), len(made), tuple(one.key for number, one in items.items() if number in own))

    def _begun(self, month: Month) -> set[tuple[int | None, datetime]]:
        """The projects that began, each with when."""
        rows = select(Event.project_id, Event.happened_at).where(
            Event.team_id == self._team, Event.what == "project.created",
            Event.happened_at >= month.starts, Event.happened_at < month.ends,
        )  # fmt: skip
        return {(home, at) for home, at in self._session.exec(rows)}

    def _settled(self, month: Month) -> list[Kpi]:
        """The benefits of which somebody said how they turned out."""
        events = self._session.exec(
            select(Event)
            .where(Event.team_id == self._team, Event.what == "kpi.settled")
            .where(Event.happened_at >= month.starts, Event.happened_at < month.ends)
        )
        found = [value_store.kpi(self._session, self._team, one.after["row"]) for one in events]
        there = {one.id: one for one in found if one is not None and kpis.sees(self._session, self._reader, one)}
        return list(there.values())

    def _automated(self, month: Month) -> Mapping[Automated, int]:
        """What left by itself: each reminder, question, packet and report that arrived."""
        there = (Post.team_id == self._team, Post.state == PostState.SENT)
        when = (col(Post.settled_at) >= month.starts, col(Post.settled_at) < month.ends)
        lines = self._session.exec(
            select(Line.kind, Item.project_id, Item.about)
            .join(Post, (col(Post.team_id) == Line.team_id) & (col(Post.key) == Line.post_key))
            .join(Item, col(Item.id) == Line.item_id)
            .where(*there, *when)
        )
        kinds = Counter(LineKind(kind) for kind, home, about in lines if self.sees_home(home) and about not in ITS_OWN)
        reports = self._session.exec(
            select(Post.project_id).where(*there, *when, Post.kind == PostKind.DIGEST)
        )  # fmt: skip
        return {
            Automated.REMINDER: sum(kinds[kind] for kind in REMINDERS),
            Automated.QUESTION: sum(count for kind, count in kinds.items() if kind.is_question),
            Automated.PASSED_ON: sum(kinds[kind] for kind in PASSED_ON),
            Automated.REPORT: sum(self.sees_home(home) for home in reports),
        }

    def goals(self) -> list[tuple[Goal, Progress]]:
        """What is pursued, and how far it is."""
        return [(one, self._progress(one)) for one in value_store.goals(self._session, self._team)]

    def _progress(self, goal: Goal) -> Progress:
        homes = [one.id for one in value_store.serving(self._session, self._team, goal.id) if self.sees_home(one.id)]
        return progress(value_store.items_of(self._session, self._team, homes) if homes else [])


def _kept(done: Sequence[Item], owners: Mapping[int, Person]) -> Counted:
    """Of what had a date: what was finished by the first one, on its owner's days."""
    dated = [one for one in done if one.due is not None]
    kept = [one for one in dated if one.slips == 0 and _in_time(one, owners.get(one.owner_id or 0))]
    return Counted(len(kept), len(dated), tuple(one.key for one in kept))


def _in_time(item: Item, owner: Person | None) -> bool:
    zone = zone_of(owner.zone if owner is not None else "UTC")
    return item.due is not None and item.closed_at is not None and item.closed_at.astimezone(zone).date() <= item.due
