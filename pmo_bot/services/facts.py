"""All that decides what is owed for an item: a handful of queries for any number of items."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import col, select
from sqlmodel.sql.expression import Select

from pmo_bot.model import Escalation, Event, Item, Kind, Line, LineKind, Priority
from pmo_bot.rules import escalation as rules
from pmo_bot.rules.facts import Heard, ItemFacts, Past
from pmo_bot.rules.modes import may_climb, mode_of
from pmo_bot.rules.policy import Ladder
from pmo_bot.rules.readiness import Readiness
from pmo_bot.rules.severity import Clock
from pmo_bot.rules.silence import OBSERVED
from pmo_bot.services import said
from pmo_bot.services.facts_before import heard, upstream
from pmo_bot.services.facts_past import past_with, pasts
from pmo_bot.services.facts_people import chain, roles, shift
from pmo_bot.services.facts_untaken import clocks, unowned_facts
from pmo_bot.services.gathered import Gathered
from pmo_bot.services.reading_clashes import clashes
from pmo_bot.services.reading_readiness import readiness
from pmo_bot.services.said import Said
from pmo_bot.store import queries
from pmo_bot.store.prepared import prepared

ACTS_MATTER_FOR = timedelta(days=45)
"""An act can silence a nudge of the next working day; no absence that a calendar skips is longer than this."""

NO_ANSWERS = ("item.created", "item.snoozed", "item.turned", "item.waits_again")
"""Capturing something, changing a mode or opening something else answers nothing, and who asks for a later line is to
get it on that day."""


MAY_BE_RISKS = (Kind.RISK, Kind.ISSUE)
"""An issue may have been one."""


def standing(batch: Gathered, items: Sequence[Item]) -> list[ItemFacts]:
    """Where every item stands that has an owner, or a clock: what was said of it, how far it has climbed, who is next.

    What happened to it lately, of which only reminders and news tell, is left out.
    """
    owned, running = _owned(batch, items), clocks(batch, items)
    told = said.of(batch.session, batch.team, dict.fromkeys((item.id for item in owned), False))
    return unowned_facts(batch, items, running) + _standing(batch, owned, told, running)


def item_facts(batch: Gathered, items: Sequence[Item], *, shadow: bool = False) -> list[ItemFacts]:
    """The facts of every item that has an owner, and of issues with a clock that have none.

    With `shadow` those of an observed project know what would have been said; else they know that nothing was.
    """
    owned, running = _owned(batch, items), clocks(batch, items)
    alone = unowned_facts(batch, items, running, shadow=shadow)
    if not owned:
        return alone
    ids = [item.id for item in owned]
    heard_of = said.of(batch.session, batch.team, {item.id: shadow and batch.is_observed(item) for item in owned})
    acts, waiting = _acts(batch, owned), queries.waiting_for(batch.session, batch.team, ids)
    past = pasts(batch, owned, heard_of.lines, heard_of.rounds)
    told, moved = heard(batch.session, batch.team, owned), upstream(batch.session, batch.team, owned)
    ready = readiness(batch.session, batch.team, [item for item in owned if _lies_ahead(batch, item)])
    same_day = clashes(batch, owned)
    assessed = queries.risks(batch.session, batch.team, [item.id for item in owned if item.kind in MAY_BE_RISKS])
    return alone + [
        replace(
            facts,
            acts=tuple(sorted({facts.calendar.today(at) for at in acts.get(facts.item.id, ())})),
            waiting=tuple(waiting.get(facts.item.id, ())),
            past=past.get(facts.item.id, Past()),
            heard=_on_its_day(facts, told.get(facts.item.id)),
            upstream=moved.get(facts.item.id),
            readiness=ready.get(facts.item.id, Readiness()),
            clashes=same_day.get(facts.item.id, ()),
            risk=assessed.get(facts.item.id),
        )
        for facts in _standing(batch, owned, heard_of, running)
    ]


def with_lines(batch: Gathered, facts: ItemFacts, new: Sequence[Line]) -> ItemFacts:
    """The facts once these lines were said as well, in messages that have not left: what reading them anew would find.

    Where a line passes something on they have to be read anew: who is next depends on it.
    """
    if not new:
        return facts
    return replace(
        facts,
        lines=(*facts.lines, *new),
        keys=facts.keys | {line.key.removeprefix(OBSERVED) for line in new},
        past=past_with(batch, facts.item, facts.past, new),
    )


def _owned(batch: Gathered, items: Sequence[Item]) -> list[Item]:
    return [item for item in items if item.owner_id in batch.people]


def _lies_ahead(batch: Gathered, item: Item) -> bool:
    return item.due is not None and item.due >= batch.calendar(batch.people[item.owner_id or 0]).today(batch.now)


def _on_its_day(facts: ItemFacts, event: Event | None) -> Heard | None:
    return Heard(event, facts.calendar.today(event.happened_at)) if event is not None else None


def _standing(batch: Gathered, items: Sequence[Item], told: Said, running: Mapping[int, Clock]) -> list[ItemFacts]:
    batch.shadows = told.apart
    return [
        replace(put_together(batch, item, told.lines.get(item.id, []), told.sent, told.rounds.get(item.id, [])),
                clock=running.get(item.id))
        for item in items
    ]  # fmt: skip


def put_together(
    batch: Gathered, item: Item, lines: list[Line], sent: dict[str, datetime], rounds: list[Escalation]
) -> ItemFacts:
    """Where one item stands, from rows that were read: nothing is asked of the database."""
    owner = batch.people[item.owner_id or 0]
    calendar = batch.calendar(owner)
    project = batch.projects.get(item.project_id or 0)
    ladder = batch.ladder(project)
    mine = [r for r in rounds if r.commitment == item.commitment]
    today = calendar.today(batch.now)
    live = next((r for r in mine if r.void_at is None and not rules.is_over(r, today)), None)
    climbed = Ladder(live.policy, live.policy_version) if live is not None else ladder
    steps = [step for step, _ in climbed.recipients]
    released = live is not None and live.released_at is not None
    kept = [step for step in steps if not may_climb(mode_of(project), step, released=released)]
    reached = roles(batch, item, owner, project)
    told = live is not None and any(line.kind is LineKind.PACKET and line.escalation_id == live.id for line in lines)
    # What is urgent reaches whoever is there now; so does what somebody was told of before.
    urgent = item.priority is Priority.CRITICAL and climbed.lets_critical_through
    shown = None if told or urgent else (live and live.previewed_at) or batch.now
    blocking = batch.blocking.get(item.blocked_on_id or 0)
    return ItemFacts(
        item=item,
        owner=owner,
        calendar=calendar,
        ladder=ladder,
        workspace=batch.workspace,
        project=project,
        lines=tuple(line for line in lines if line.commitment == item.commitment),
        sent_at=sent,
        escalation=live,
        rounds=max(
            (r.round for r in (*mine, *batch.shadows.get(item.id, ())) if r.commitment == item.commitment), default=0
        ),
        chain=chain(batch, item, project, climbed, [step for step in steps if step not in kept], shown),
        kept=tuple(reached[step] for step in kept if step in reached),
        roles=reached,
        keys=frozenset(line.key.removeprefix(OBSERVED) for line in lines),
        observed_until=batch.observed_until(project),
        shadows=tuple(
            r for r in batch.shadows.get(item.id, ()) if r.void_at is None and batch.observed_until(project) is None
        ),
        shift=shift(batch, item, owner, project),
        blocker_open=blocking is not None and blocking.is_open,
    )


def _acts(batch: Gathered, items: Sequence[Item]) -> dict[int, list[datetime]]:
    """When each owner, or whoever stood in, did something about each item."""
    owners = {item.id: item.owner_id for item in items}
    found: dict[int, list[datetime]] = {}
    for item_id, actor_id, behalf_id, at in _acted(batch.session, batch.team, owners, batch.now - ACTS_MATTER_FOR):
        if item_id is not None and owners[item_id] is not None and owners[item_id] in (actor_id, behalf_id):
            found.setdefault(item_id, []).append(at)
    return found


@prepared
def _acted(team: str, ids: Collection[int], since: datetime) -> Select[int | None, int | None, int | None, datetime]:
    here = (Event.team_id == team, col(Event.item_id).in_(ids), Event.happened_at > since)
    who = select(Event.item_id, Event.actor_id, Event.behalf_id, Event.happened_at)
    return who.where(*here, col(Event.what).not_in(NO_ANSWERS))
