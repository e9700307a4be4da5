"""How a project does, in words: the colour with its arrow, and what on record speaks for it."""

from pmo_bot.blocks.people import NAME_SHOWN, name, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.model import Health
from pmo_bot.rules.colours import ColourAsked
from pmo_bot.rules.digest_facts import Declared
from pmo_bot.rules.health import BADNESS, Evidence, Sign

COLOURS = {Health.GREEN: "Green", Health.AMBER: "Amber", Health.RED: "Red"}
SIGNS = {Health.GREEN: "🟢", Health.AMBER: "🟡", Health.RED: "🔴"}
REASONS_SHOWN = 3
WHY_SHOWN = 300

SAYS: dict[Sign, tuple[str, str]] = {
    Sign.ANSWERS: ("1 answer is awaited", "{count} answers are awaited"),
    Sign.MILESTONES: ("1 milestone is late", "{count} milestones are late"),
    Sign.LATE: ("1 item is late", "{count} items are late"),
    Sign.MOVED: ("1 milestone moved to a later day", "{count} milestones moved to later days"),
    Sign.DECISIONS: ("1 decision is past its day", "{count} decisions are past their day"),
    Sign.SILENT: (
        "two reminders brought no word about 1 of them",
        "two reminders brought no word about {count} of them",
    ),
    Sign.BARE: ("1 high or very high risk without a response", "{count} high or very high risks without a response"),
    Sign.RISKS: ("1 high or very high risk needs a look", "{count} high or very high risks need a look"),
    Sign.STALLED: ("nothing has happened for ten working days", "nothing has happened for ten working days"),
    Sign.UNACCEPTED: ("1 has no yes yet", "{count} have no yes yet"),
}
"""What each sign is called: one, and more."""


def reasons(evidence: Evidence, most: int = REASONS_SHOWN) -> str:
    """`1 milestone is late, 3 items are late`; what weighs most comes first."""
    said = [SAYS[sign][count > 1].format(count=count) for sign, count in evidence.reasons[:most]]
    return ", ".join(said)


def arrow(now: Health, was: Health | None) -> str:
    """` ↘ (was Green)` beside the colour; nothing where nothing is known from before."""
    if was is None:
        return ""
    if was is now:
        return " →"
    return f" {'↘' if BADNESS[now] > BADNESS[was] else '↗'} (was {COLOURS[was]})"


def on_record(evidence: Evidence, kept: Declared | None) -> Markup:
    """Where the record says worse than the lead: what it says, and why the colour stays."""
    said = mrkdwn("On record it is {colour}: {reasons}", colour=COLOURS[evidence.colour].lower(),
                  reasons=reasons(evidence))  # fmt: skip
    if kept is None:
        return mrkdwn("{said}; not explained yet.", said=said)
    why = shown(kept.why.rstrip("."), WHY_SHOWN)
    return mrkdwn("{said}. “{why}”, says {who}.", said=said, why=why, who=name(kept.by, "the lead"))


def asked(question: ColourAsked) -> Markup:
    """To the lead alone, before anybody reads it."""
    project, declared = question.project, question.project.health
    return mrkdwn(
        "*{project} is said to be {said}, and on record it is {colour}:* {reasons}.\nThe next report shows both. "
        "Which is right?", project=shown(project.name, NAME_SHOWN),
        said=COLOURS[declared].lower() if declared is not None else "fine",
        colour=COLOURS[question.evidence.colour].lower(), reasons=reasons(question.evidence, len(SAYS)),
    )  # fmt: skip


def say_label(colour: Health) -> str:
    """The button that says another colour."""
    return f"It is {COLOURS[colour].lower()}"


def kept_answer(project_name: str) -> Markup:
    """After the reason was given."""
    return mrkdwn("Kept. The next report of {name} says why.", name=shown(project_name, NAME_SHOWN))


def said_answer(project_name: str, colour: Health) -> Markup:
    """After another colour was said."""
    return mrkdwn("{name} is {colour} now; the next report says so.", name=shown(project_name, NAME_SHOWN),
                  colour=COLOURS[colour].lower())  # fmt: skip
