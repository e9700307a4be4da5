"""The digest: what a channel is told once a week.  One section, one function."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, takewhile

from pmo_bot.model import AnyItem, Confirmation, Event, Health, Item, Kind, Person, State
from pmo_bot.rules.brief import rank
from pmo_bot.rules.digest_facts import Change, DigestFacts
from pmo_bot.rules.digest_figures import HEALTHS, figures_of, finished_of, health_of
from pmo_bot.rules.digest_lines import Digest, DigestLine, Section
from pmo_bot.rules.gaps import KINDS as GAPS
from pmo_bot.rules.gaps import Around
from pmo_bot.rules.gaps import gaps as find_gaps
from pmo_bot.rules.health import is_greener
from pmo_bot.rules.moves import CHANGES
from pmo_bot.rules.readiness import is_near
from pmo_bot.rules.severity import ageing
from pmo_bot.rules.thanks import early_by
from pmo_bot.rules.upkeep import first_reached, has_left

WEEKS_SHOWN, WEEKS_LEAST = 8, 3
"""Weeks of a chart, and from how many on there is one."""


def build(facts: DigestFacts) -> Digest:
    """The digest of one project, worst first in every section."""
    sections = tuple(Section(name, lines) for name, make in SECTIONS if (lines := tuple(make(facts))))
    figures = figures_of(facts)
    before = facts.before or {}
    ahead = min((i for i in facts.open if i.due is not None and i.due >= facts.day), key=_by_date, default=None)
    return Digest(
        project=facts.project,
        day=facts.day,
        week_of=facts.day - timedelta(days=facts.day.weekday()),
        sections=sections,
        health=health_of(facts),
        was=HEALTHS.get(before.get("health", -1)),
        kept=figures["kept"],
        finished=figures["finished"],
        figures=figures,
        next_line=DigestLine("next", ahead, then=ahead.due) if ahead is not None else None,
        quiet=facts.note is None and not any(section.name != "soon" for section in sections),
        streak=_streak(facts),
        weeks=_weeks(facts, figures["kept"], figures["finished"]),
        declared=facts.declared if facts.project.health is not None else None,
        evidence=facts.evidence,
        kept_because=facts.kept if is_greener(facts.project.health, facts.evidence) else None,
        note=facts.note,
    )


def _streak(facts: DigestFacts) -> int:
    """How many reports in a row were amber or red, up to this one."""
    if health_of(facts) is Health.GREEN:
        return 0
    return 1 + sum(1 for _ in takewhile(lambda index: HEALTHS.get(index) is not Health.GREEN, facts.colours))


def _weeks(facts: DigestFacts, kept: int, finished: int) -> tuple[tuple[date, int, int], ...]:
    """The weeks in which anything was finished, with this one; nothing before there are enough to see a line."""
    this = (facts.day - timedelta(days=facts.day.weekday()), kept, finished)
    weeks = [week for week in (*facts.weeks, this) if week[2]][-WEEKS_SHOWN:]
    return tuple(weeks) if len(weeks) >= WEEKS_LEAST else ()


def needs_you(facts: DigestFacts) -> list[DigestLine]:
    """Whose answer is waited for, longest first."""
    waiting = sorted(facts.asked, key=lambda ask: ask[2])
    words = sorted(facts.words, key=lambda ask: ask[2])
    return [
        DigestLine("asked", item, person, then=since, days=facts.calendar.between(since, facts.day),
                   before=facts.asked_before.get(item.id, ()))
        for item, person, since in waiting
    ] + _to_decide(facts, {item.id for item, _, _ in waiting}) + [
        DigestLine(f"word_{item.acceptance}", item, person, then=since, owner=_known(facts, item.owner_id))
        for item, person, since in words
    ] + [
        DigestLine("objected", one.item or one.on, one.by, then=one.since, objection=one)
        for one in sorted(facts.objections, key=lambda one: one.since)
    ]  # fmt: skip


def _to_decide(facts: DigestFacts, named: Collection[int]) -> list[DigestLine]:
    """Decisions that are asked for and were not passed on to anybody yet; the first to be answered first.

    Where whoever was asked has left, it is for the lead, else for the sponsor, to find somebody.
    """
    asked = [one for one in facts.questions if one[0].id not in named]
    runs_it = first_reached([_known(facts, facts.project.lead_id), _known(facts, facts.project.sponsor_id)])
    return [
        DigestLine("decide_anew", item, runs_it, owner=person, then=since, options=options)
        if has_left(person) and runs_it is not None
        else DigestLine("decide", item, person, then=since, options=options)
        for item, person, since, options in sorted(asked, key=lambda one: _by_date(one[0]))
    ]


def skills(facts: DigestFacts) -> list[DigestLine]:
    """What nobody has because nobody free can do it, by skill."""
    return [DigestLine("lacks_skill", items[0], days=len(items), chosen=skill) for skill, items in facts.lacks]


def idle(facts: DigestFacts) -> list[DigestLine]:
    """Decisions that nobody carries out, the oldest first."""
    waiting = sorted(facts.idle, key=lambda one: (one[2], one[0].number))
    return [
        DigestLine("idle", decision=decision, person=person, then=since, days=facts.calendar.between(since, facts.day),
                   chosen=facts.chosen.get(decision.number, ""))
        for decision, person, since in waiting
    ]  # fmt: skip


def changed(facts: DigestFacts) -> list[DigestLine]:
    """What is different from last time: decisions, moved dates, new owners, blocked and dropped items.

    What a decision did to its item is told by the decision.
    """
    lines = [
        *_gone_on(facts),
        *(
        DigestLine("decided", decision=d, person=_known(facts, d.decider_id), chosen=facts.chosen.get(d.number, ""),
                   read=facts.read.get(d.number, (0, 0)))
        for d in facts.decisions
        ),
    ]  # fmt: skip
    decided = {d.item_id for d in facts.decisions}
    told = [(item, line) for item, line in _changes(facts) if not _is_told(item, line, decided)]
    return lines + [line for _, line in sorted(told, key=lambda change: rank(change[0]))]


def _changes(facts: DigestFacts) -> Iterator[tuple[AnyItem, DigestLine]]:
    """What is different about each item."""
    items = {item.id: item for item in chain(facts.open, facts.closed)}
    happened: dict[int, list[Change | Event]] = {}
    for event in facts.events:
        if event.item_id in items:
            happened.setdefault(event.item_id, []).append(event)
    for item_id, events in happened.items():
        line = _change(facts, items[item_id], events)
        if line is not None:
            yield items[item_id], line


def _gone_on(facts: DigestFacts) -> list[DigestLine]:
    """The project is in another phase; there and back is no news."""
    was = facts.phase_was
    gone = was is not None and was is not facts.project.phase
    return [DigestLine("phase", phase=(was, facts.project.phase))] if was is not None and gone else []


def _is_told(item: AnyItem, line: DigestLine, decided: Collection[int | None]) -> bool:
    return item.id in decided and line.word in ("moved", "dropped")


def _change(facts: DigestFacts, item: AnyItem, events: Sequence[Change | Event]) -> DigestLine | None:
    """What is different about an item now: what was taken back in between is no news."""
    what = [event.what for event in events]
    if item.state is State.DROPPED:
        return DigestLine("dropped", item) if "item.dropped" in what else None
    if not item.is_open:
        return None  # finished: it has a section of its own
    if item.blocked_at is not None and "item.blocked" in what:
        return DigestLine("blocked", item, _known(facts, item.blocked_by_id))
    if item.kind is Kind.ISSUE and "item.happened" in what:
        return DigestLine("happened", item)
    if "item.reopened" in what:
        return DigestLine("reopened", item)
    was = next((event.before["due"] for event in events if event.what in CHANGES and event.before.get("due")), "")
    return DigestLine("moved", item, then=date.fromisoformat(was)) if was not in ("", str(item.due)) else None


def overdue(facts: DigestFacts) -> list[DigestLine]:
    """What is late: owner, age in working days, the next step."""
    asked = {item.id for item, *_ in facts.questions}
    late = sorted((i for i in facts.open if i.due is not None and i.due < facts.day and i.id not in asked), key=rank)
    words = {item.id: (person, since) for item, person, since in facts.words}
    return [
        DigestLine(
            "late_word" if item.id in words else facts.next_steps.get(item.id, "late"),
            item,
            words[item.id][0] if item.id in words else _known(facts, item.owner_id),
            days=facts.calendar.between(item.due or facts.day, facts.day),
            then=words[item.id][1] if item.id in words else None,
            owner=_known(facts, item.owner_id),
        )
        for item in late
        if item.owner_id is not None
    ]


def gaps(kind: str) -> Callable[[DigestFacts], list[DigestLine]]:
    """What nobody has promised: each kind of gap is a section of its own."""

    def lines(facts: DigestFacts) -> list[DigestLine]:
        around = Around(facts.open, facts.people, facts.calendar, facts.day, facts.project.mode, facts.risks)
        named = {item.id for item, _, _ in facts.words} if kind == "unaccepted" else set()
        return [
            DigestLine(gap.word, gap.item, gap.person, then=gap.then, days=gap.days, score=gap.score)
            for gap in find_gaps(kind, around)
            if gap.item.id not in named
        ]

    return lines


def upcoming(facts: DigestFacts) -> list[DigestLine]:
    """What falls due in the next seven days; milestones first on a day."""
    week = facts.day + timedelta(days=7)
    asked = {item.id for item, *_ in facts.questions}
    soon = [i for i in facts.open if i.due is not None and facts.day <= i.due < week and i.id not in asked]
    soon.sort(key=_by_date)
    return [DigestLine("soon", i, _known(facts, i.owner_id), then=i.due) for i in soon]


def _known(facts: DigestFacts, person_id: int | None) -> Person | None:
    return facts.people.get(person_id) if person_id is not None else None


def _by_date(item: AnyItem) -> tuple[date, bool, int]:
    return item.due or date.max, item.kind is not Kind.MILESTONE, item.number


def awaited(facts: DigestFacts) -> list[DigestLine]:
    """What is said to be done, and whose word is waited for; longest first."""
    return [
        DigestLine("awaited", i, _known(facts, i.owner_id), then=facts.calendar.today(i.closed_at))
        for i in sorted(facts.awaited, key=lambda i: (i.closed_at is None, i.closed_at, i.number))
        if i.closed_at is not None
    ]


def done(facts: DigestFacts) -> list[DigestLine]:
    """What was finished since last time; what still has to be confirmed has a section of its own."""
    finished = [i for i in finished_of(facts) if i.confirmation is not Confirmation.AWAITED]
    return [_done(facts, i, _known(facts, i.owner_id)) for i in sorted(finished, key=rank)]


def _done(facts: DigestFacts, item: Item, owner: Person | None) -> DigestLine:
    """What was done; with thanks where the project gives them, its owner wants to be named, and it was in time."""
    early = early_by(facts.project, item, owner, facts.calendar)
    return (
        DigestLine(_done_word(item), item, owner) if early is None else DigestLine("thanked", item, owner, days=early)
    )


def value(facts: DigestFacts) -> list[DigestLine]:
    """What the project is for: no goal, launched and not confirmed, falling use, a budget that is off."""
    return [DigestLine(line.word, value=line) for line in facts.value]


def issues(facts: DigestFacts) -> list[DigestLine]:
    """After go-live: how many issues are open, by severity, and how old the oldest is."""
    aged = ageing(facts.open, facts.calendar, facts.day, facts.project)
    return [DigestLine("issues", aged=aged)] if aged else []


def _done_word(item: Item) -> str:
    return "confirmed" if item.confirmation is Confirmation.CONFIRMED else "done"


def ahead(facts: DigestFacts) -> list[DigestLine]:
    """Milestones of the next ten working days, and how much of what they need is open."""
    near = [(item, ready) for item, ready in facts.milestones if is_near(item, facts.calendar, facts.day)]
    return [
        DigestLine("ahead", item, _known(facts, item.owner_id), readiness=ready,
                   days=facts.calendar.between(facts.day, item.due or facts.day))
        for item, ready in sorted(near, key=lambda pair: _by_date(pair[0]))
        if ready.open_count
    ]  # fmt: skip


def unfitting(facts: DigestFacts) -> list[DigestLine]:
    """Dates that do not fit, by kind."""
    return [DigestLine("unfitting", one.item, one.person, conflict=one) for one in facts.conflicts]


SECTIONS: tuple[tuple[str, Callable[[DigestFacts], list[DigestLine]]], ...] = (
    ("needs", needs_you),
    ("changed", changed),
    ("issues", issues),
    ("overdue", overdue),
    *((kind, gaps(kind)) for kind in GAPS),
    ("skills", skills),
    ("idle", idle),
    ("ahead", ahead),
    ("unfitting", unfitting),
    ("value", value),
    ("soon", upcoming),
    ("awaited", awaited),
    ("done", done),
)
"""The order of a digest.  A new section is a function and a line here."""
