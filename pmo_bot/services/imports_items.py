"""Take in the items of another system: each is made as it began, then every change happens to it in order."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlmodel import col, select

from pmo_bot.model import TITLE_LENGTH, About, Event, Item, Kind, Link, State
from pmo_bot.services.changing import parts_of
from pmo_bot.services.commitment import (
    after_change,
    begin_handshake,
    close,
    commit,
    open_again,
    renew,
    say_yes,
    set_due,
)
from pmo_bot.services.events import difference, told
from pmo_bot.services.imports import SOURCE, Batch, Step, Taken, Wait
from pmo_bot.store import queries

Made = list[tuple[Item, Event]]


def take_items(batch: Batch, wanted: Sequence[Taken], projects: Mapping[str, int]) -> Counter[str]:
    """Make the items that are new and carry out the changes that are; how many of each."""
    there = _by_ref(batch, [one.ref for one in wanted])
    number = _numbers(batch, sum(one.ref not in there for one in wanted))
    made: Made = []
    for one in wanted:
        item = there.get(one.ref)
        if item is None:
            item, number = _begin(batch, one, projects, number, made), number + 1
        news = [step for step in one.steps if step.once not in batch.known]
        made.extend((item, _carry_out(batch, item, step)) for step in news)
        if news and item.kind is Kind.RISK and not item.is_open:
            made.extend(_ask_no_more(batch, item, news[-1]))
        if news or one.ref not in there:
            item.wake_at = batch.now if item.is_open else None
            batch.session.add(item)
    batch.session.flush()
    _write(batch, made)
    return Counter(items=sum(event.what == "item.created" for _, event in made), events=len(made))


def _by_ref(batch: Batch, refs: Iterable[str]) -> dict[str, Item]:
    found = batch.session.exec(select(Item).where(Item.team_id == batch.team, col(Item.ref).in_(set(refs))))
    return {item.ref: item for item in found if item.ref is not None}


def _numbers(batch: Batch, count: int) -> int:
    workspace = queries.turn(batch.session, batch.team)
    first, workspace.next_number = workspace.next_number, workspace.next_number + count
    batch.session.add(workspace)
    return first


def _begin(batch: Batch, wanted: Taken, projects: Mapping[str, int], number: int, made: Made) -> Item:
    item = Item(
        team_id=batch.team,
        number=number,
        kind=wanted.kind,
        title=wanted.first.title[:TITLE_LENGTH],
        project_id=projects.get(wanted.project),
        owner_id=batch.person(wanted.first.owner),
        requester_id=batch.person(wanted.requester),
        due=wanted.first.due,
        priority=wanted.first.priority,
        state=wanted.first.state,
        created_at=wanted.created_at,
        closed_at=wanted.created_at if wanted.first.state is State.DONE else None,
        ref=wanted.ref,
    )
    commit(item, wanted.created_at)
    begin_handshake(item, batch.person(wanted.requester), wanted.created_at)
    event = _event(batch, "item.created", f"{wanted.ref}:created", wanted.created_at, wanted.requester)
    event.after = told(item)
    made.append((item, event))
    return item


def _carry_out(batch: Batch, item: Item, step: Step) -> Event:
    before, was_open = told(item), item.is_open
    _change(batch, item, step)
    event = _event(batch, "item.changed", step.once, step.at, step.author)
    event.before, event.after = difference(before, told(item))
    event.what = _verb(item, was_open, event.after)
    return event


def _ask_no_more(batch: Batch, risk: Item, step: Step) -> Iterator[tuple[Item, Event]]:
    """It can happen no longer: nobody has to say any more whether they are ready for it."""
    asked = select(Item).where(Item.team_id == batch.team, Item.about == About.READY, col(Item.closed_at).is_(None))
    for check in batch.session.exec(asked.where(col(Item.about_id).in_(parts_of(batch.session, risk)))):
        before = told(check)
        close(check, State.DROPPED, batch.now)
        check.wake_at = None
        batch.session.add(check)
        event = _event(batch, "item.dropped", f"{step.once}:{check.key}", batch.now, step.author)
        event.before, event.after = difference(before, told(check))
        yield check, event


def _change(batch: Batch, item: Item, step: Step) -> None:
    was, then, pair = step.before, step.after, (item.owner_id, item.due)
    if was.title != then.title:
        item.title = then.title[:TITLE_LENGTH]
    if was.priority != then.priority:
        item.priority = then.priority
    if was.owner != then.owner:
        item.owner_id, item.snoozed_until = batch.person(then.owner), None
    if was.due != then.due:
        set_due(item, then.due)
    after_change(item, pair, batch.person(step.author), step.at)
    if then.state is State.STARTED:
        say_yes(item, batch.person(step.author), step.at)
    again = was.state != then.state and _restate(item, then.state, step.at)
    if pair != (item.owner_id, item.due) and not again:
        renew(item, step.at)


def _restate(item: Item, state: State, at: datetime) -> bool:
    """Give an item another state; True when that began a new promise."""
    if state is State.DONE:
        if item.is_open:
            close(item, state, at)
        return False
    if not item.is_open:
        open_again(item, at, state)
        return True
    item.state = state
    return False


def _verb(item: Item, was_open: bool, after: Mapping[str, object]) -> str:
    """The word for a change that may be several: the one that says most."""
    if was_open is not item.is_open:
        return "item.reopened" if item.is_open else "item.done"
    if "due" in after:
        return "item.moved"
    if "owner_id" in after:
        return "item.assigned"
    return "item.started" if after.get("state") == State.STARTED else "item.changed"


def _event(batch: Batch, what: str, once: str, at: datetime, author: str | None) -> Event:
    return Event(
        team_id=batch.team,
        what=what,
        actor_id=batch.person(author),
        source=SOURCE,
        once=once,
        happened_at=at,
        recorded_at=batch.now,
    )


def _write(batch: Batch, made: Made) -> None:
    """Write the events in the order in which things happened, now that every item has its id."""
    for item, event in sorted(made, key=lambda pair: pair[1].happened_at):
        event.item_id, event.project_id = item.id, item.project_id
        batch.session.add(event)
    batch.session.flush()


# --- dependencies ---------------------------------------------------------------------


def take_waits(batch: Batch, wanted: Sequence[Wait]) -> tuple[int, int]:
    """Link what waits for what; how many are new, and how many name an item that is not here."""
    items = _by_ref(batch, [ref for wait in wanted for ref in (wait.ref, wait.on)])
    here = [wait for wait in wanted if wait.ref in items and wait.on in items]
    query = select(Link.item_id, Link.on_id).where(Link.team_id == batch.team)
    there = set(batch.session.exec(query).all())
    made: Made = []
    for wait in here:
        item, on = items[wait.ref], items[wait.on]
        if (item.id, on.id) in there or wait.once in batch.known:
            continue
        there.add((item.id, on.id))
        batch.session.add(Link(team_id=batch.team, item_id=item.id, on_id=on.id))
        event = _event(batch, "item.linked", wait.once, wait.at, wait.author)
        event.after = {"on": on.id}
        made.append((item, event))
        on.wake_at = batch.now if on.is_open else None
    _write(batch, made)
    return len(made), len(wanted) - len(here)
