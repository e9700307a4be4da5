"""What a digest says of the project as a whole: its colour with the reason, its figures, the small print."""

from pmo_bot.blocks import when
from pmo_bot.blocks.people import name, shown, title
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words.digest import HEADINGS, TITLE_SHOWN, counted
from pmo_bot.blocks.words.health import COLOURS, SIGNS, arrow, on_record, reasons
from pmo_bot.model import Audience, Health, Mode
from pmo_bot.rules.digest_lines import Digest
from pmo_bot.rules.health import is_greener

WHY = "Why this report?"
STREAK_TOLD = 3
"""Reports in a row that are not green, from which on it is said how many they are."""
WHY_SHOWN = 300
"""Thirty lines have to fit into one message."""


def headline(digest: Digest) -> str:
    """`Apollo — week of Mon 30 Nov`, and for whom, where it is not the whole of it."""
    week = when.day(digest.week_of, digest.day)
    return f"{digest.project.name} — week of {week}{FOR[digest.audience]}{_of_team(digest)}"


def _of_team(digest: Digest) -> str:
    return f", what {digest.unit} owes" if digest.unit else ""


def aim(digest: Digest) -> Markup:
    """What the project is for: the first thing that somebody reads who steers by it."""
    return mrkdwn("Goal: {aim}", aim=shown(digest.aim, TITLE_SHOWN))


def health(digest: Digest) -> Markup:
    """The colour in words, where it came from, and the reason."""
    now = f"{SIGNS[digest.health]} {COLOURS[digest.health]}"
    said = mrkdwn("*{now}*{arrow}{again}{reason}", now=now, arrow=arrow(digest.health, digest.was),
                  again=_again(digest), reason=_reason(digest))  # fmt: skip
    if not is_greener(digest.project.health, digest.evidence):
        return said
    return mrkdwn("{said}\n{record}", said=said, record=on_record(digest.evidence, digest.kept_because))


def _again(digest: Digest) -> str:
    """From the third report in a row that is not green, how many they are."""
    return f", not green for {digest.streak} weeks" if digest.streak >= STREAK_TOLD else ""


def _reason(digest: Digest) -> Markup:
    figures = _figures(digest) if not is_greener(digest.project.health, digest.evidence) else ""
    if digest.declared is None:
        return mrkdwn(": {figures}.", figures=figures) if figures else Markup(".")
    who, why = name(digest.declared.by, "the lead"), shown(digest.declared.why.rstrip("."), WHY_SHOWN)
    because = mrkdwn(": “{why}”, says {who}.", why=why, who=who) if why else mrkdwn(", says {who}.", who=who)
    return because + (mrkdwn(" {figures}.", figures=figures[0].upper() + figures[1:]) if figures else "")


def _figures(digest: Digest) -> str:
    return reasons(digest.evidence) or ("nothing is late" if digest.health is Health.GREEN else "")


def quiet(digest: Digest) -> Markup:
    """Nothing changed: one line."""
    ahead = digest.next_line
    coming = (
        f" Next: {title(ahead.item)} ({ahead.item.key}), {when.day(ahead.then, digest.day)}."
        if ahead is not None and ahead.item is not None and ahead.then is not None
        else ""
    )
    return mrkdwn(
        "*{headline}*   {colour}{why}, nothing moved, nothing is waiting for anyone.{coming}",
        headline=headline(digest), colour=COLOURS[digest.health], coming=coming,
        why=f" ({said})" if digest.health is not Health.GREEN and (said := reasons(digest.evidence)) else "",
    )  # fmt: skip


def kept(digest: Digest) -> Markup:
    """How many promises were kept on their first date."""
    return mrkdwn("{kept} of {finished} finished on their first date.", kept=digest.kept, finished=digest.finished)


KEPT_CHART, KEPT_LINE, KEPT_AXIS = "Kept on the first date", "Kept", "per cent"


def kept_weeks(digest: Digest) -> Markup:
    """The figures of the chart, the newest first: `5 of 6 this week · 3 of 4 (Mon 7 Dec)`."""
    (_, kept_now, of_now), *before = reversed(digest.weeks)
    said = [f"{kept_now} of {of_now} this week"]
    said += [f"{kept} of {of} ({when.day(monday, digest.day)})" for monday, kept, of in before]
    return mrkdwn("Finished on their first date: {said}.", said=" · ".join(said))


FOR = {Audience.TEAM: "", Audience.SPONSOR: ", for the sponsor", Audience.EXECUTIVE: ", in five lines"}
FLOW = {"asked": "asked for", "accepted": "accepted", "done": "done", "confirmed": "confirmed",
        "reopened": "opened again"}  # fmt: skip


def flow(digest: Digest) -> Markup:
    """What was asked for, accepted, done and confirmed since last time: four things, not one."""
    said = [f"{digest.figures[name]} {words}" for name, words in FLOW.items() if digest.figures.get(name)]
    return mrkdwn("Since last time: {said}.", said=" · ".join(said)) if said else Markup("")


def complete(digest: Digest) -> Markup:
    """How much of what makes a promise is there, where the project asks for it."""
    if digest.project.mode is Mode.SUPPORTIVE or not digest.figures.get("open"):
        return Markup("")
    whole, still_open = digest.figures.get("whole", 0), digest.figures["open"]
    return mrkdwn("{said}.", said=described(whole, still_open))


def described(whole: int, still_open: int) -> str:
    """How many open items say all that makes a promise."""
    return f"Owner, date and what done means are there for {whole} of {counted(still_open, 'open item', 'open items')}"


def as_of(digest: Digest) -> Markup:
    """The small print.  That it comes late is said: a report that left on no Monday puzzles whoever waits for it."""
    late = f"; it should have come on {when.day(digest.meant_for)}" if digest.meant_for is not None else ""
    return mrkdwn("As of {day}{late}. `/pmo digest {key}` shows it fresh.", day=when.day(digest.day), late=late,
                  key=digest.project.key)  # fmt: skip


def summary(digest: Digest) -> str:
    """The notification."""
    counts = ", ".join(f"{HEADINGS[s.name].lower()}: {len(s.lines)}" for s in digest.sections)
    return f"{headline(digest)}. {COLOURS[digest.health]}. {counts or 'Nothing moved.'}"
