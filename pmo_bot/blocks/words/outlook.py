"""How a project stands, in words: colour with its reason, gaps, what is waited for, what comes next."""

from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import NAME_SHOWN, item_line, name, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words import drafts, lessons, load, severity, upkeep, value
from pmo_bot.blocks.words.digest_state import described
from pmo_bot.blocks.words.health import COLOURS, SIGNS, on_record, reasons
from pmo_bot.blocks.words.observing import banner
from pmo_bot.blocks.words.phase_names import PHASES
from pmo_bot.model import Phase
from pmo_bot.rules.health import is_greener
from pmo_bot.rules.outlook import Decision, Outlook, is_observed

WHY_SHOWN = 200
PEOPLE_SHOWN = 5
NO_GAPS = "everything has an owner, a date and a yes"
NOTHING_LED = mrkdwn(
    "You lead or sponsor no project yet. `/pmo status APOLLO` shows how one stands, `/pmo project` which there are."
)
LOOK_LABELS = {
    "overdue": "What is late",
    "unaccepted": "Not accepted",
    "unowned": "Without an owner",
    "all": "All open",
}
HEADING = mrkdwn("*How your projects stand*")


def headline(outlook: Outlook) -> Markup:
    """`*Apollo* (APOLLO) · 🟡 Amber · controlling`: the colour never stands alone."""
    project = outlook.project
    return mrkdwn(
        "*{name}* ({key}) · {sign} {colour} · {mode}{phase}", name=shown(project.name, NAME_SHOWN), key=project.key,
        sign=SIGNS[outlook.health], colour=COLOURS[outlook.health], mode=project.mode.value,
        phase="" if project.phase is Phase.DELIVERY else f" · {PHASES[project.phase]}",
    )  # fmt: skip


def reason(outlook: Outlook) -> Markup:
    """Why it has its colour: what somebody said, else what the dates say."""
    if outlook.declared is not None and outlook.declared.why:
        why = shown(outlook.declared.why.rstrip("."), WHY_SHOWN)
        return mrkdwn("“{why}”, says {who}", why=why, who=name(outlook.declared.by, "the lead"))
    if outlook.declared is not None and outlook.project.health is not None:
        return mrkdwn("{who} says so", who=name(outlook.declared.by, "The lead"))
    return mrkdwn("{reasons}", reasons=reasons(outlook.evidence) or "nothing is late")


def record(outlook: Outlook) -> Markup:
    """Where the record says worse than the lead: what it says; empty elsewhere."""
    if not is_greener(outlook.project.health, outlook.evidence):
        return Markup("")
    return on_record(outlook.evidence, outlook.kept)


def gaps(outlook: Outlook) -> Markup:
    """What is late, and what is no promise yet."""
    counts = outlook.counts
    awaited = _count(counts.awaited, "done, waiting for confirmation")
    if not counts.open:
        return mrkdwn("{awaited}", awaited=awaited or "nothing open")
    parts = [
        _count(counts.late, "late"),
        _count(counts.unaccepted, "not accepted"),
        _count(counts.unowned, "without an owner"),
        _count(counts.undated, "without a date"),
        awaited,
    ]
    found = [f"{counts.open} open", *(part for part in parts if part)]
    return mrkdwn("{found}", found=" · ".join(found if len(found) > 1 else [*found, NO_GAPS]))


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number else ""


def line(outlook: Outlook, today: date) -> Markup:
    """One project at a glance, as Home shows it."""
    counts = outlook.counts
    ahead = mrkdwn(" · next {day}", day=when.day(counts.next_due, today)) if counts.next_due else Markup("")
    first = headline(outlook)
    yours = mrkdwn("*{waits} for you* · ", waits=_waits(outlook.yours)) if outlook.yours else Markup("")
    tells = outlook.declared is not None or outlook.evidence.reasons
    said = mrkdwn("\n{reason}", reason=reason(outlook)) if tells else Markup("")
    if found := record(outlook):
        said += mrkdwn("\n{record}", record=found)
    learned = lessons.idle_count(outlook.idle_lessons)
    return (
        first
        + said
        + mrkdwn("\n{yours}{gaps}{ahead}{learned}", yours=yours, gaps=gaps(outlook), ahead=ahead, learned=learned)
        + (drafts.quiet(outlook.quiet_since, today) if outlook.quiet_since is not None else Markup(""))
        + _banner(outlook, today)
    )


def _waits(count: int) -> str:
    return "One thing waits" if count == 1 else f"{count} things wait"


def _banner(outlook: Outlook, today: date) -> Markup:
    project = outlook.project
    if not is_observed(project, today) or project.observe_until is None:
        return Markup("")
    return mrkdwn("\n{banner}", banner=banner(project, outlook.lead))


# --- one project in full ----------------------------------------------------------------


def full(outlook: Outlook, today: date) -> Markup:
    """Everything about how one project stands."""
    lines = [
        mrkdwn("{headline}: {reason}.", headline=headline(outlook), reason=reason(outlook)),
        *([found] if (found := record(outlook)) else []),
        _who(outlook),
        gaps(outlook),
    ]
    if outlook.refusal:
        lines.append(upkeep.unposted(outlook.project, outlook.refusal, outlook.week))
    if outlook.counts.open:
        lines.append(mrkdwn("{said}", said=described(outlook.counts.whole, outlook.counts.open)))
    if (money := value.budget_in_status(outlook.project, outlook.budget_told_from)) is not None:
        lines.append(money)
    if outlook.issues:
        lines.append(mrkdwn("{said}. `/pmo list issues #{key}` names them.", said=severity.aged(outlook.issues),
                            key=outlook.project.key.lower()))  # fmt: skip
    if outlook.waits_on:
        lines.append(mrkdwn("Waits for an answer from {people}", people=_people(outlook)))
    if outlook.too_full:
        lines.append(load.too_full(outlook.too_full, today))
    if outlook.idle_lessons:
        lines.append(lessons.idle(outlook.idle_lessons, outlook.project))
    lines += [_decision(decision, today) for decision in outlook.decisions[:PEOPLE_SHOWN]]
    if outlook.next_item is not None and outlook.next_item.due is not None:
        day = when.due(outlook.next_item.due, outlook.next_item.due_time, today)
        lines.append(mrkdwn("Next: {item}, {day}", item=item_line(outlook.next_item), day=day))
    return Markup("\n").join(lines) + _banner(outlook, today)


def _who(outlook: Outlook) -> Markup:
    project = outlook.project
    return mrkdwn("{lead}, {sponsor}", lead=upkeep.leads(project, outlook.lead),
                  sponsor=upkeep.sponsors(project, outlook.sponsor))  # fmt: skip


def _people(outlook: Outlook) -> str:
    shown_people = [f"{name(person)} ({number})" for person, number in outlook.waits_on[:PEOPLE_SHOWN]]
    more = len(outlook.waits_on) - len(shown_people)
    return ", ".join(shown_people) + (f" and {more} more" if more else "")


def _decision(decision: Decision, today: date) -> Markup:
    return mrkdwn("• {item} waits for a decision from {who}, asked on {day}", item=item_line(decision.item),
                  who=name(decision.person), day=when.day(decision.since, today))  # fmt: skip
