"""Which questions about an item wait for whose word.  Derived: a question is there as long as its state is.

A new kind of question is a function here, a line in `QUESTIONS`, and its words in `blocks.words.asks`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pmo_bot.model import Acceptance, Confirmation, Kind, LineKind, Mode, Standing
from pmo_bot.rules.calendar import MIDNIGHT
from pmo_bot.rules.facts import ItemFacts, Recipient
from pmo_bot.rules.gate import never_reached
from pmo_bot.rules.risks import REVIEWED_AGAIN, every, review_on
from pmo_bot.rules.untaken import asked_first, asked_next, runs_out

REQUESTED_OF = ("requester", "contact", "pmo")
"""Who answers for what was asked, in order: whoever is there."""
LED_BY = ("contact", "pmo")
LEFT_TO = ("contact", "pmo", "requester")
"""On whose desk it lies when its owner has left: the lead's; without a project whoever asked comes first."""
WAITED_FOR = ("blocker", *LED_BY)
"""Who says when it can go on: whoever is waited for, else whoever leads."""
OWNERS_WORD = (LineKind.COUNTER, LineKind.DECLINED, LineKind.QUESTION)
"""What an owner said to a request: somebody else has the word then."""
BLOCKS_FOR = 2
"""Working days that an item is waited for before its owner is asked; a person is asked at once."""
REMINDED = (1, 3)
"""Working days after a question reached its reader on which their brief names it again."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that waits for its reader's word."""

    kind: LineKind
    reader: Recipient
    since: datetime
    key: str
    """Names the question: the same one is asked once, and reminded of."""
    again: tuple[int, ...] = REMINDED
    told: Mapping[str, int | str | None] = field(default_factory=dict)
    """What else its receipt names: the item whose date moved (`on`), what it `was`, who moved it (`by`)."""


def pending(facts: ItemFacts) -> tuple[Asked, ...]:
    """All questions about an item that wait now."""
    # Whoever has left answers nothing any more: all that is asked then is who takes over.
    finds = (_orphan,) if is_orphan(facts) else UNOWNED if facts.item.owner_id is None else QUESTIONS
    return tuple(asked for find in finds if (asked := find(facts)) is not None)


def is_orphan(facts: ItemFacts) -> bool:
    """Whether it is still owed, and its owner is no longer active."""
    return facts.item.is_open and facts.item.owner_id is not None and facts.owner.standing is Standing.DEACTIVATED


def pending_now(facts: ItemFacts, now: datetime) -> tuple[Asked, ...]:
    """Those whose time has come: what somebody will be ready with tomorrow is not asked for today."""
    return tuple(asked for asked in pending(facts) if asked.since <= now)


def unaccepted_since(facts: ItemFacts) -> datetime | None:
    """Since when the owner has been asked without a word; None when the promise stands, or is older than the bot."""
    item = facts.item
    if item.acceptance is not Acceptance.REQUESTED or not item.is_open or item.turn_at is None:
        return None
    return item.turn_at if item.turn_at >= facts.workspace.started_at else None


def _request(facts: ItemFacts) -> Asked | None:
    """To the owner: will you?  Only a mode that needs a yes reminds of it."""
    since = unaccepted_since(facts)
    if since is None or never_reached(facts.owner) or facts.item.kind is Kind.DECISION:
        return None
    again = REMINDED if facts.mode is Mode.CONTROLLING else ()
    reader = Recipient("owner", facts.owner, facts.calendar)
    return Asked(LineKind.REQUEST, reader, since, _key(facts, LineKind.REQUEST, since), again)


def _decide(facts: ItemFacts) -> Asked | None:
    """To whoever is asked for a decision.  The reminders of its date remind of it."""
    since = unaccepted_since(facts)
    if since is None or never_reached(facts.owner) or facts.item.kind is not Kind.DECISION:
        return None
    reader = Recipient("owner", facts.owner, facts.calendar)
    return Asked(LineKind.DECIDE, reader, since, _key(facts, LineKind.DECIDE, since), ())


def _counter(facts: ItemFacts) -> Asked | None:
    """To whoever decides about the date: the owner offers another one."""
    directive = facts.mode is Mode.DIRECTIVE
    return _turned(facts, Acceptance.COUNTERED, LineKind.COUNTER, LED_BY if directive else REQUESTED_OF)


def _declined(facts: ItemFacts) -> Asked | None:
    """To whoever asked: it is not theirs; who else?"""
    return _turned(facts, Acceptance.DECLINED, LineKind.DECLINED, REQUESTED_OF)


def _question(facts: ItemFacts) -> Asked | None:
    """To whoever asked: the owner needs to know something."""
    return _turned(facts, Acceptance.QUESTIONED, LineKind.QUESTION, REQUESTED_OF)


def _orphan(facts: ItemFacts) -> Asked | None:
    """To the lead: its owner has left; who takes over?"""
    if not is_orphan(facts):
        return None
    reader = first_of(facts, LEFT_TO if facts.project is not None else REQUESTED_OF)
    since = max(facts.owner.left_at or facts.workspace.started_at, facts.item.committed_at or facts.item.created_at)
    return Asked(LineKind.ORPHAN, reader, since, _key(facts, LineKind.ORPHAN, since)) if reader is not None else None


def _confirm(facts: ItemFacts) -> Asked | None:
    """To whoever asked: it is said to be done; is it?"""
    item = facts.item
    if item.confirmation is not Confirmation.AWAITED or item.closed_at is None:
        return None
    reader = first_of(facts, REQUESTED_OF)
    key = _key(facts, LineKind.CONFIRM, item.closed_at)
    return Asked(LineKind.CONFIRM, reader, item.closed_at, key) if reader is not None else None


def _turned(facts: ItemFacts, state: Acceptance, kind: LineKind, steps: Sequence[str]) -> Asked | None:
    item = facts.item
    if item.acceptance is not state or not item.is_open or item.turn_at is None:
        return None
    reader = first_of(facts, steps)
    return Asked(kind, reader, item.turn_at, _key(facts, kind, item.turn_at)) if reader is not None else None


# --- what an item waits for -----------------------------------------------------------


def _blocker(facts: ItemFacts) -> Asked | None:
    """To whoever is waited for: when can the owner have it?  Asked anew when the day they named has passed."""
    item = facts.item
    if item.blocked_at is None or not item.is_open:
        return None
    on_item = item.blocked_by_id is None
    reader = first_of(facts, ("behind",) if on_item else WAITED_FOR)
    if reader is None or (on_item and (item.blocked_on_id is None or not facts.blocker_open)):
        return None
    since = item.blocked_at
    if item.blocked_until is not None:
        since = reader.calendar.at(reader.calendar.next_working(item.blocked_until), MIDNIGHT)
    elif on_item:
        since = reader.calendar.at(reader.calendar.plus(reader.calendar.today(since), BLOCKS_FOR), MIDNIGHT)
    return Asked(LineKind.BLOCKER, reader, since, _key(facts, LineKind.BLOCKER, since))


def _approval(facts: ItemFacts) -> Asked | None:
    """To the lead: may the date wait for something that is only described?"""
    item = facts.item
    if item.blocked_at is None or not item.is_open or item.blocked_ok is not None or not item.blocked_by_text:
        return None
    reader = first_of(facts, ("contact", "requester", "pmo"))
    if reader is None or facts.clock_stopped:
        return None
    return Asked(LineKind.APPROVAL, reader, item.blocked_at, _key(facts, LineKind.APPROVAL, item.blocked_at))


def _ripple(facts: ItemFacts) -> Asked | None:
    """To the owner of what waits: a date before theirs has moved.  Reminded of only where it no longer fits."""
    item, moved = facts.item, facts.upstream
    if moved is None or moved.answered or item.due is None or not item.is_open or never_reached(facts.owner):
        return None
    if moved.item.due is None or moved.event.happened_at < facts.workspace.started_at:
        return None
    since = moved.event.happened_at
    reader = Recipient("owner", facts.owner, facts.calendar)
    again = REMINDED if moved.item.due >= item.due else ()
    key = _key(facts, LineKind.RIPPLE, since)
    told: dict[str, int | str | None] = {"on": moved.item.id, "was": moved.was.isoformat(), "by": moved.event.actor_id}
    return Asked(LineKind.RIPPLE, reader, since, key, again, told)


# --- what is looked at again ------------------------------------------------------------


def _review(facts: ItemFacts) -> Asked | None:
    """To the owner of a risk: is it still so?  By its score; once in each span until somebody looks."""
    due = review_on(facts.item, facts.risk, facts.calendar)
    if due is None or facts.risk is None or never_reached(facts.owner):
        return None
    since = facts.calendar.at(due, MIDNIGHT)  # the day's brief has it
    again = tuple(every(facts.risk) * times for times in range(1, REVIEWED_AGAIN + 1))
    reader = Recipient("owner", facts.owner, facts.calendar)
    return Asked(LineKind.REVIEW, reader, since, _key(facts, LineKind.REVIEW, since), again)


def _plan(facts: ItemFacts) -> Asked | None:
    """To the owner of what was a risk: somebody says it has happened; shall its plan begin?

    Anything that they do about it since is their answer.
    """
    item, risk = facts.item, facts.risk
    if item.kind is not Kind.ISSUE or not item.is_open or risk is None or not risk.plan or risk.activated_at:
        return None
    said = next((event for event in reversed(facts.past.events) if event.what == "item.happened"), None)
    if said is None or never_reached(facts.owner):
        return None
    since = [event for event in facts.past.events if event.id >= said.id]
    if any(facts.owner.id in (event.actor_id, event.behalf_id) for event in since):
        return None
    at, reader = said.happened_at, Recipient("owner", facts.owner, facts.calendar)
    return Asked(LineKind.PLAN, reader, at, _key(facts, LineKind.PLAN, at), told={"by": said.actor_id})


# --- what nobody has taken up after go-live ----------------------------------------------


def _untaken(facts: ItemFacts) -> Asked | None:
    """To the lead: the time of an issue's severity has passed; who takes it up?"""
    since, reader = runs_out(facts), asked_first(facts)
    if since is None or reader is None or facts.clock is None:
        return None
    told: dict[str, int | str | None] = {"severity": facts.item.severity, "from": facts.clock.since.isoformat()}
    return Asked(LineKind.UNTAKEN, reader, since, _key(facts, LineKind.UNTAKEN, since), told=told)


def _untaken_still(facts: ItemFacts) -> Asked | None:
    """To the sponsor: the lead was asked, and so much time has passed once more."""
    first = _untaken(facts)
    reached = (facts.sent_at or {}).get(f"{first.key}:ask") if first is not None else None
    found = asked_next(facts, reached) if reached is not None else None
    if first is None or found is None:
        return None
    reader, since = found
    told = {**first.told, "asked": first.reader.person.id}
    return Asked(LineKind.UNTAKEN, reader, since, _key(facts, LineKind.UNTAKEN, since), told=told)


def first_of(facts: ItemFacts, steps: Sequence[str]) -> Recipient | None:
    """The first of these who can be asked now; never the owner."""
    there = (facts.roles[step] for step in steps if step in facts.roles)
    return next((one for one in there if one.person.id != facts.owner.id), None)


def _key(facts: ItemFacts, kind: LineKind, since: datetime) -> str:
    return f"{kind}:{facts.item.number}:{int(since.timestamp() * 1000)}"


QUESTIONS: tuple[Callable[[ItemFacts], Asked | None], ...] = (
    _request,
    _decide,
    _counter,
    _declined,
    _question,
    _orphan,
    _confirm,
    _blocker,
    _approval,
    _ripple,
    _review,
    _plan,
    _untaken,
    _untaken_still,
)
UNOWNED = (_untaken, _untaken_still)
"""What can be asked about an issue that nobody owns."""
