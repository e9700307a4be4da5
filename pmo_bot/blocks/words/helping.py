"""What the bot can do, said when somebody asks or types what it does not know."""

from collections.abc import Mapping

from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.rules.grammar import VERBS, Misread, Verb

OWN_WORDS = mrkdwn(
    "*Say it in your own words.* To me alone you write `A-12 done`, `2 more days` or `waiting for legal`. Elsewhere "
    "type `/pmo` and what you want, in any order: people by @mention, dates as you say them."
)
FIRST = ("add", "done", "move", "block", "decide", "risk", "list")
"""With `/pmo` alone these are the eight that everybody needs."""
REST = mrkdwn(
    "The rest: `/pmo help all`, or one part of it: `/pmo help capture`, `look`, `answer`, `change` or `set up`. "
    "One command: `/pmo help move`.\nIn a thread, use the menu of a message: *Track this*. My answers are for your "
    "eyes only."
)
HEADING = mrkdwn("*What I can do.* Words may come in any order: people by @mention, dates as you say them.")
FOOT = mrkdwn(
    "In a thread, use the menu of a message: *Track this*. My answers are for your eyes only. To me alone you can "
    "write in your own words: `A-12 done`, `2 more days`, `waiting for legal`."
)

GROUPS: Mapping[str, tuple[str, ...]] = {
    "Capture": ("add", "ask", "decide", "risk", "issue", "milestone", "propose"),
    "Look": ("list", "show", "log", "digest", "calendar", "handover", "lesson", "why", "about", "win"),
    "Answer": ("accept", "decline"),
    "Change": (
        "done",
        "start",
        "move",
        "assign",
        "block",
        "unblock",
        "link",
        "unlink",
        "snooze",
        "drop",
        "reopen",
        "skill",
        "effort",
        "severity",
        "tag",
    ),
    "Set up": ("project", "goal", "kpi", "budget", "status", "freeze", "policy", "prefs", "help"),
}

FOR_LEADS = mrkdwn(
    "*Your projects*\n`/pmo status` — How all you lead or sponsor stands, worst first.\n"
    "`/pmo list unaccepted` — What was asked for and has no yes yet; `unowned` and `overdue` work alike."
)
FOR_PMO = mrkdwn(
    "*All projects*\n`/pmo status` — How every project you may see stands, worst first.\n"
    "`/pmo list unaccepted` — What was asked for and has no yes yet; `unowned` and `overdue` work alike.\n"
    "`/pmo project APOLLO mode controlling` — How strictly a project is run."
)

MORE: Mapping[str, tuple[str, ...]] = {
    "list": (
        "list",
        "list @maria",
        "list overdue @maria",
        "list asked",
        "list unaccepted",
        "list unowned",
        "list conflicts",
        "list risks",
        "list issues",
        "list alike",
        "list orphans",
        "list proposals",
        "list load",
        "list projects",
        "list team finance",
        "list tag login",
    ),
    "digest": (
        "digest APOLLO",
        "digest preview",
        "digest portfolio to #board for executives",
        "digest APOLLO for sponsors",
        "digest APOLLO team finance",
    ),
    "lesson": ("lesson", "lesson #rooms"),
    "about": ("about start @ines", "about report", "about sponsor @ines", "about statement", "about statement last"),
    "win": ("win",),
    "policy": ("policy review APOLLO", "policy try directive APOLLO", "policy pilot APOLLO"),
    "project": (
        "project new",
        "project APOLLO people",
        "project APOLLO gates",
        "project APOLLO priority 1",
        "project APOLLO thanks on",
        "project APOLLO observe",
    ),
    "log": ("log vendor", "log tag login"),
    "add": ("add Draft the consent page @maria by friday req:gdpr",),
    "issue": ("issue The checkout is down sev1 #apollo",),
    "risk": ("risk It may rain on the day @jon p4 i3",),
    "goal": ("goal", "goal new", "goal G2", "project APOLLO goal G2", "list orphans"),
    "kpi": ("kpi new", "kpi K1", "kpi K1 42", "kpi K1 baseline 40"),
    "prefs": (
        "prefs",
        "prefs light",
        "prefs pause until monday",
        "prefs away from monday until friday @sam",
        "prefs skills python, sap",
        "prefs team finance",
        "prefs capacity 12",
        "prefs thanks on",
    ),
}
"""What else can be said with a command, besides its one example."""


def line(verb: Verb) -> Markup:
    """One line of the help."""
    return mrkdwn("`/pmo {example}` — {summary}", example=verb.example, summary=verb.summary)


def group(name: str, verbs: tuple[str, ...]) -> Markup:
    """The commands that belong together."""
    return Markup("\n").join([mrkdwn("*{name}*", name=name), *(line(VERBS[verb]) for verb in verbs)])


def first() -> Markup:
    """What everybody needs, each with its example."""
    return Markup("\n").join([
        mrkdwn("*What everybody needs*"),
        mrkdwn("`/pmo` — See what you owe today, with buttons."),
        *(line(VERBS[verb]) for verb in FIRST),
    ])  # fmt: skip


def group_called(word: str) -> str | None:
    """A part of the help by its first word."""
    return next((name for name in GROUPS if name.lower().partition(" ")[0] == word), None)


def about(verb: Verb) -> Markup:
    """One command alone."""
    others = mrkdwn(" You can also say {words}.", words=_either(verb.aliases)) if verb.aliases else Markup("")
    examples = Markup(", ").join(mrkdwn("`/pmo {said}`", said=one) for one in (verb.example, *MORE.get(verb.name, ())))
    return mrkdwn("{summary} For example: {examples}.{others}", summary=verb.summary, examples=examples, others=others)


def _either(aliases: tuple[str, ...]) -> Markup:
    return Markup(" or ").join(mrkdwn("`{word}`", word=word) for word in aliases)


def misread(word: Misread) -> Markup:
    """An unknown command: the nearest one and an example."""
    if word.nearest:
        return mrkdwn("I do not know “{word}”. Did you mean `/pmo {example}`?", word=word.word, example=word.example)
    return mrkdwn(
        "I do not know “{word}”. Try `/pmo {example}`, or `/pmo help` for everything I can do.",
        word=word.word, example=word.example,
    )  # fmt: skip


def how_to_talk(said: str) -> Markup:
    """An answer to words in a direct message or a mention; a command among them is named as it would work."""
    if said:
        return mrkdwn("I read commands only after `/pmo`. Type `/pmo {said}` here or in any channel.", said=said)
    return mrkdwn(
        "I keep track of who owes what by when. `/pmo` shows yours, `/pmo add Draft the plan @somebody by friday` "
        "notes something, `/pmo help` tells the rest."
    )
