"""What a digest says: delta first, reasons with every colour, nobody blamed."""

from collections.abc import Callable
from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import called, name, shown, title
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words import conflicts, links, severity, thanks, value
from pmo_bot.blocks.words.phase_names import PHASES
from pmo_bot.blocks.words.readiness import needs_open
from pmo_bot.blocks.words.risk_scores import points
from pmo_bot.model import AnyItem, Decision, Project
from pmo_bot.rules.digest_lines import Answered, Digest, DigestLine
from pmo_bot.rules.risks import is_high
from pmo_bot.rules.vocabulary import own_term

TITLE_SHOWN = 100
HEADINGS = {
    "needs": "Needs an answer",
    "changed": "What changed",
    "overdue": "Late, and what happens next",
    "left": "Its owner has left",
    "unowned": "Nobody has it yet",
    "unaccepted": "Asked for, no yes yet",
    "skills": "Nobody with room can do it",
    "undated": "No date yet",
    "idle": "Decided, and nobody has the next step",
    "ahead": "Milestones ahead, and what they still need",
    "unfitting": "Dates that do not fit",
    "unplanned": "Risks without a response, or without a measure",
    "unreviewed": "Risks to look at again",
    "value": "What it is for",
    "soon": "Next seven days",
    "awaited": "Done, waiting for confirmation",
    "done": "Done",
    "issues": "Since go-live",
}


def counted(number: int, one: str, many: str) -> str:
    """`1 working day`, `2 working days`."""
    return f"{number} {one if number == 1 else many}"


def line(entry: DigestLine, today: date, *, calls: bool = True, project: Project | None = None) -> Markup:
    """One line of a section; without `calls` nobody is mentioned, only named.  `project` has words of its own."""
    if entry.decision is not None:
        return _decision(entry, entry.decision)
    if entry.value is not None:
        return value.report_line(entry.value, today)
    if entry.aged:
        return severity.aged(entry.aged)
    if entry.phase is not None:
        was, now = (PHASES[one] for one in entry.phase)
        return mrkdwn("It is {now} now; before that it was {was}", now=now, was=was)
    if entry.item is None:
        return Markup("")
    say = LINES.get(entry.word, _late)
    own = own_term(project, entry.item.kind)
    words = mrkdwn("{title} ({key}{own})", title=shown(title(entry.item, TITLE_SHOWN), TITLE_SHOWN), key=entry.item.key,
                   own=f", {own}" if own else "")  # fmt: skip
    if entry.word in CALLING and not calls:
        return CALLING[entry.word](entry, entry.item, words, today, name(entry.person))
    return say(entry, entry.item, words, today)


def _decision(entry: DigestLine, decision: Decision) -> Markup:
    """`Decided: Which vendor do we take? → Birch (D-14), 3 of 5 have read it`."""
    what = shown(decision.title, TITLE_SHOWN)
    if entry.chosen:
        what = mrkdwn("{title} → *{chosen}*", title=what, chosen=shown(entry.chosen, TITLE_SHOWN))
    if entry.word == "idle":
        days = counted(entry.days, "working day", "working days")
        return mrkdwn("{what} ({key}) — {who}, decided {days} ago", what=what, key=decision.key, who=name(entry.person),
                      days=days)  # fmt: skip
    seen, of = entry.read
    read = mrkdwn(", {seen} of {of} have read it", seen=seen, of=of) if of else Markup("")
    return mrkdwn("Decided: {what} ({key}){read}", what=what, key=decision.key, read=read)


def _decide(entry: DigestLine, item: AnyItem, words: Markup, today: date, who: str | None = None) -> Markup:
    by = mrkdwn(" — decide by {day}", day=when.day(item.due, today)) if item.due else Markup("")
    since = f", asked on {when.day(entry.then, today)}" if entry.then else ""
    if entry.owner is not None:
        return mrkdwn("{who}: {item}{by}. {owner} was asked and has left: who decides?", item=words, by=by,
                      who=who or called(entry.person), owner=name(entry.owner))  # fmt: skip
    return mrkdwn("{who}: {item}{by}{since}", who=who or called(entry.person), item=words, by=by, since=since)


def _late(entry: DigestLine, item: AnyItem, words: Markup, today: date) -> Markup:
    days = counted(entry.days, "working day", "working days")
    then = NEXT.get(entry.word, "")
    return mrkdwn("{item} — {who}, {days} late{then}", item=words, who=name(entry.person), days=days, then=then)


def _asked(entry: DigestLine, item: AnyItem, words: Markup, today: date, who: str | None = None) -> Markup:
    since = when.day(entry.then, today) if entry.then else ""
    waits = f", {counted(entry.days, 'working day', 'working days')}" if entry.days > 0 else ""
    asked = " and ".join(f"{name(person)} ({when.day(on, today)})" for person, on in entry.before)
    before = f"; before that {asked}" if asked else ""
    return mrkdwn("{who}: {item} — asked on {since}{waits}{before}", who=who or called(entry.person), item=words,
                  since=since, waits=waits, before=before)  # fmt: skip


def _word(text: str) -> Callable[[DigestLine, AnyItem, Markup, date], Markup]:
    """Whose answer an owner waits for, and what they said."""

    def say(entry: DigestLine, item: AnyItem, words: Markup, today: date) -> Markup:
        offer = when.day(item.offer_due, today) if item.offer_due else "another date"
        what = text.replace("{owner}", name(entry.owner)).replace("{offer}", offer)
        since = when.day(entry.then, today) if entry.then else ""
        return mrkdwn("{who}: {item} — {what}, on {since}", who=name(entry.person), item=words, what=what, since=since)

    return say


def _late_word(entry: DigestLine, item: AnyItem, words: Markup, today: date) -> Markup:
    days = counted(entry.days, "working day", "working days")
    since = when.day(entry.then, today) if entry.then else ""
    return mrkdwn("{item} — {owner}, {days} late, waiting for {who}’s answer since {since}", item=words,
                  owner=name(entry.owner), days=days, who=name(entry.person), since=since)  # fmt: skip


def _moved(entry: DigestLine, item: AnyItem, words: Markup, today: date) -> Markup:
    was, to = (when.day(day, today) if day else "no date" for day in (entry.then, item.due))
    return mrkdwn("{item} moved from {was} to {to}", item=words, was=was, to=to)


def _blocked(entry: DigestLine, item: AnyItem, words: Markup, today: date) -> Markup:
    text = shown(item.blocked_by_text, TITLE_SHOWN)
    if entry.person is None:
        return mrkdwn("{item} waits for {what}", item=words, what=text or "an answer")
    said = mrkdwn(" (“{text}”)", text=text) if text else Markup("")
    return mrkdwn("{item} waits for {who}{said}", item=words, who=name(entry.person), said=said)


def _soon(entry: DigestLine, item: AnyItem, words: Markup, today: date) -> Markup:
    return mrkdwn("{day} · {item} — {who}", day=_day(item, today), item=words, who=name(entry.person))


def _objected(entry: DigestLine, today: date) -> Markup:
    """Two dates that their owners have to settle between them."""
    one = entry.objection
    if one is None:
        return Markup("")
    return mrkdwn("{item} and {on}: {who} objects to the new date, since {day}; not settled yet",
                  item=links.either(one.item), on=links.either(one.on), who=name(one.by, "its owner"),
                  day=when.day(one.since, today))  # fmt: skip


def _unfitting(entry: DigestLine, today: date) -> Markup:
    """The date that does not fit, why, and what would."""
    one = entry.conflict
    return conflicts.line(one, today) + conflicts.suggestion(one, today) if one is not None else Markup("")


def _gap(fresh: str, aged: str) -> Callable[[DigestLine, AnyItem, Markup, date], Markup]:
    """What is missing, and for how long."""

    def say(entry: DigestLine, item: AnyItem, words: Markup, today: date) -> Markup:
        days = counted(entry.days, "working day", "working days")
        band = f"{points(entry.score)}, " if entry.score and is_high(entry.score) else ""
        missing = (aged if entry.days else fresh).replace("{days}", days).replace("{band}", band)
        missing = missing.replace("{who}", name(entry.person))
        return mrkdwn("{item} — {missing}", item=words, missing=missing)

    return say


CALLING: dict[str, Callable[[DigestLine, AnyItem, Markup, date, str | None], Markup]] = {
    "asked": _asked,
    "decide": _decide,
    "decide_anew": _decide,
}
"""Lines that call whoever has to answer."""

LINES: dict[str, Callable[[DigestLine, AnyItem, Markup, date], Markup]] = {
    "asked": _asked,
    "decide": _decide,
    "decide_anew": _decide,
    "moved": _moved,
    "blocked": _blocked,
    "dropped": lambda entry, item, words, today: mrkdwn("{item} is no longer needed", item=words),
    "happened": lambda entry, item, words, today: mrkdwn("{item} has happened: an issue from now on", item=words),
    "reopened": lambda entry, item, words, today: mrkdwn("{item} is open again", item=words),
    "late_word": _late_word,
    "word_countered": _word("{owner} offered {offer}"),
    "word_declined": _word("{owner} said “not me”"),
    "word_questioned": _word("{owner} asked a question"),
    "unowned": _gap("nobody has it", "nobody has had it for {days}"),
    "is_requested": _gap("{who} is asked", "{who} was asked {days} ago"),
    "is_countered": _gap("{who} offers another date", "{who} offered another date {days} ago"),
    "is_declined": _gap("{who} says “not me”", "{who} said “not me” {days} ago"),
    "is_questioned": _gap("{who} has a question", "{who} asked a question {days} ago"),
    "awaited": lambda entry, item, words, today: mrkdwn(
        "{item} — {who}, done on {day}",
        item=words,
        who=name(entry.person),
        day=when.day(entry.then, today) if entry.then else "",
    ),
    "confirmed": lambda entry, item, words, today: mrkdwn(
        "{item} — {who}, confirmed", item=words, who=name(entry.person)
    ),
    "left": lambda entry, item, words, today: mrkdwn(
        "{item} — {who} has left{since}; nobody has taken it over yet",
        item=words,
        who=name(entry.person),
        since=f" on {when.day(entry.then, today)}, {counted(entry.days, 'working day', 'working days')} ago"
        if entry.then is not None and entry.days
        else "",
    ),
    "undated": lambda entry, item, words, today: mrkdwn(
        "{item} — {who}, no date yet", item=words, who=name(entry.person)
    ),
    "ahead": lambda entry, item, words, today: mrkdwn(
        "{item} — {who}, {day}: {open}",
        item=words,
        who=name(entry.person),
        day=_day(item, today),
        open=needs_open(entry.readiness),
    ),
    "objected": lambda entry, item, words, today: _objected(entry, today),
    "unfitting": lambda entry, item, words, today: _unfitting(entry, today),
    "lacks_skill": lambda entry, item, words, today: mrkdwn(
        "{count} {need} {skill}: {item}{more}",
        count=entry.days,
        need="needs" if entry.days == 1 else "need",
        skill=shown(entry.chosen, TITLE_SHOWN),
        item=words,
        more="" if entry.days == 1 else f" and {entry.days - 1} more",
    ),
    "no_response": _gap("{who}, {band}no response yet", "{who}, {band}no response for {days}"),
    "no_measure": _gap("{who}, {band}no measure yet", "{who}, {band}no measure for {days}"),
    "unreviewed": _gap("{who}, to look at", "{who}, looked at {days} ago"),
    "soon": _soon,
    "thanked": lambda entry, item, words, today: thanks.line(words, entry.person, entry.days),
    "done": lambda entry, item, words, today: mrkdwn("{item} — {who}", item=words, who=name(entry.person)),
}
"""What a line says, by its word; every other word is an item that is late."""

NEXT = {
    "next_contact": ", the lead is asked next",
    "next_sponsor": ", the sponsor is asked next",
    "next_pmo": ", the PMO lead is asked next",
    "next_requester": ", whoever asked for it is told next",
    "blocked_late": ", waiting for somebody else",
    "lived_with": ", and that is accepted for now",
    "orphan": ", waiting for somebody to take it over",
    "no_path": ", nobody left to ask: name a lead or a sponsor",
}


def settled(one: Answered) -> Markup:
    """Where the buttons of a question were: what was decided, by whom, when."""
    if not one.chosen:
        return mrkdwn("No longer asked.")
    on = f", {when.day(one.on)}" if one.on else ""
    return mrkdwn("Decided: *{chosen}* — {who}{on}", chosen=shown(one.chosen, TITLE_SHOWN), who=name(one.by), on=on)


def _day(item: AnyItem, today: date) -> str:
    return when.due(item.due, item.due_time, today) if item.due else ""


def more(count: int) -> Markup:
    """What stands in the thread."""
    return mrkdwn("_… and {count} more in the thread_", count=count)


def beyond(count: int, digest: Digest) -> Markup:
    """What does not even stand in the thread, and where to look."""
    return mrkdwn("_… and {count} more: `/pmo list {key}`_", count=count, key=digest.project.key)
