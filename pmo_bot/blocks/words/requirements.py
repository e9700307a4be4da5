"""What is said about requirements: what something is for, and what changed for one."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import item_line, shown, title
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words.cards import event_line, who
from pmo_bot.model import Decision, Item
from pmo_bot.rules.requirements import ChangeLog, Told

FIELD = "Which requirements is it for?"
HINT = "Short names with commas between them: login, gdpr. /pmo log tag login tells what changed for one."
DECIDED: Mapping[str, str] = {
    "decision.logged": "decided it",
    "decision.supersedes": "put it in the place of another decision",
    "decision.superseded": "replaced it with another decision",
    "decision.withdrawn": "took it back",
    "decision.restored": "had it count again",
}
"""What became of a decision."""


def carries(names: Sequence[str]) -> Markup:
    """On a card: what it is for."""
    return mrkdwn("For {names}", names=", ".join(names)) if names else Markup("")


def decision_tagged(decision: Decision, names: Sequence[str]) -> Markup:
    """After somebody said what a decision is for."""
    return mrkdwn("{title} ({key}) — {sentence}", title=shown(decision.title), key=decision.key, sentence=is_for(names))


def is_for(names: Sequence[str]) -> Markup:
    """Behind the line of what was said to be for these."""
    if not names:
        return mrkdwn("for no requirement in particular.")
    return mrkdwn("it is for {names}. `/pmo log tag {first}` tells what changed for it.", names=", ".join(names),
                  first=names[0])  # fmt: skip


def carried_now(about: Item | Decision, names: Sequence[str]) -> Markup:
    """What it is for so far, and what to type for one more, one less, or none."""
    what = shown(title(about) if isinstance(about, Item) else about.title)
    line = mrkdwn("{title} ({key})", title=what, key=about.key)
    if not names:
        return mrkdwn("{line} is for no requirement yet. `/pmo tag {key} login, gdpr` says which.", line=line,
                      key=about.key)  # fmt: skip
    every, rest = ", ".join(names), ", ".join(names[:-1]) or "none"
    return mrkdwn(
        "{line} is for {every}.\nType all of them: `/pmo tag {key} {every}, …` adds one, `/pmo tag {key} {rest}` takes "
        "{last} away.", line=line, every=every, rest=rest, last=names[-1], key=about.key,
    )  # fmt: skip


# --- the change log ---------------------------------------------------------------------


def heading(log: ChangeLog) -> Markup:
    """What it is about."""
    where = mrkdwn(" in {name}", name=shown(log.project.name)) if log.project is not None else Markup("")
    count = log.changes.total
    return mrkdwn(
        "*What changed for {name}{where}* ({count}, oldest first)", name=log.tag.name, where=where, count=count
    )


def nothing(log: ChangeLog) -> Markup:
    """There is something for it, and nothing of it here."""
    return mrkdwn("Nothing changed for {name} there. `/pmo log tag {name}` shows all projects.", name=log.tag.name)


def line(told: Told, log: ChangeLog, today: date) -> Markup:
    """`Wed 2 Dec: Jon moved the date (Tue 1 Dec → Fri 4 Dec) — “Legal is slow” · Access list (A-1)`."""
    about = told.about
    if isinstance(about, Item):
        said = event_line(told.event, log.people, log.notes, log.reader, today)
        return mrkdwn("• {said} · {item}", said=said, item=item_line(about))
    day = when.day(when.local_day(told.event.happened_at, log.reader.zone), today)
    did = DECIDED.get(told.event.what, "changed it")
    why = mrkdwn(" — “{why}”", why=shown(about.rationale)) if about.rationale and did == "decided it" else Markup("")
    return mrkdwn("• {day}: {who} {did}{why} · {title} ({key})", day=day, who=who(told.event, log.people), did=did,
                  why=why, title=shown(about.title), key=about.key)  # fmt: skip


REFUSALS: Mapping[str, Callable[..., Markup]] = {
    "which_requirements": lambda most: mrkdwn(
        "Which requirements? Up to {most} short names, with commas between them: `/pmo tag A-12 login, gdpr`. `none` "
        "takes them away.", most=most,
    ),
    "same_requirements": lambda item: mrkdwn(
        "{key} is for that already. `/pmo show {key}` shows everything about it.", key=item.key
    ),
    "no_requirement": lambda name: mrkdwn(
        "Nothing that you can see is for “{name}”. `/pmo tag A-12 login` says what something is for.", name=name
    ),
}  # fmt: skip
