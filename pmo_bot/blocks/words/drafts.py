"""Sentences of a draft: plain text, because its reader edits it; each names by its key what it is about."""

from collections.abc import Callable
from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import NAME_SHOWN, name, shown, title
from pmo_bot.blocks.text import Markup, channel_link, mrkdwn, shorten
from pmo_bot.blocks.words.health import COLOURS, SIGNS, reasons
from pmo_bot.model import Person, Project, UpdateNote
from pmo_bot.rules.digest_lines import Digest, DigestLine
from pmo_bot.rules.drafts import Told
from pmo_bot.rules.updates import Update

TITLE_SHOWN = 60
WHY_SHOWN = 80
SAID, WHERE, HINT = "Your words", "Where they go", "A draft from the record: change what you like."
KEEP, POST = "The next report carries them", "To the channel now, in its working hours"
NEXT = mrkdwn("Nothing is sent before you press *Save*.")
EMPTY = mrkdwn("Write how it stands in a sentence or two.")


def saved_by(person: Person | None) -> str:
    """Below words that are saved already."""
    return f"{name(person, 'Somebody')} saved this for the next report: change what you like."


def stands_today(digest: Digest) -> Markup:
    """The colour by the record, beside whatever the words say; and the one that was said, where it is another."""
    colour, said = digest.evidence.colour, digest.project.health
    other = f" Its lead says {COLOURS[said].lower()}." if said is not None and said is not colour else ""
    why = reasons(digest.evidence) or "nothing is late"
    return mrkdwn("*{name}* is {sign} *{colour}* today by the record: {why}.{other}", sign=SIGNS[colour], why=why,
                  name=shown(digest.project.name, NAME_SHOWN), colour=COLOURS[colour].lower(),
                  other=other)  # fmt: skip


def sentence(told: Told, digest: Digest) -> str:
    """One sentence of a draft."""
    return SAYS[told.word](told, digest)


def _stands(told: Told, digest: Digest) -> str:
    project = digest.project
    why = digest.declared.why.rstrip(".") if digest.declared is not None else ""
    because = shorten(why, WHY_SHOWN) or str(reasons(digest.evidence)) or "nothing is late"
    return f"{shorten(project.name, NAME_SHOWN)} ({project.key}) is {COLOURS[digest.health].lower()}: {because}."


def _list(told: Told, one: Callable[[DigestLine], str]) -> str:
    said = "; ".join(one(line) for line in told.lines)
    return f"{said}; {told.more} more" if told.more else said


def _item(line: DigestLine) -> str:
    return f"{title(line.item, TITLE_SHOWN)} ({line.item.key})" if line.item is not None else ""


def _due(line: DigestLine, today: date) -> str:
    due = line.item.due if line.item is not None else None
    return f"{_item(line)}, due {when.day(due, today)}" if due is not None else _item(line)


def _decided(line: DigestLine) -> str:
    one = line.decision
    return f"{shorten(one.title, TITLE_SHOWN)} ({one.key})" if one is not None else ""


def _moved(line: DigestLine, today: date) -> str:
    was = f" from {when.day(line.then, today)}" if line.then is not None else ""
    to = f" to {when.day(line.item.due, today)}" if line.item is not None and line.item.due is not None else ""
    return f"{_item(line)}{was}{to}"


def _needs(line: DigestLine, today: date) -> str:
    since = f", asked on {when.day(line.then, today)}" if line.then is not None else ""
    return f"{name(line.person)} on {_item(line)}{since}"


SAYS: dict[str, Callable[[Told, Digest], str]] = {
    "stands": _stands,
    "done": lambda told, digest: f"Done: {_list(told, _item)}.",
    "decided": lambda told, digest: f"Decided: {_list(told, _decided)}.",
    "moved": lambda told, digest: f"Moved: {_list(told, lambda line: _moved(line, digest.day))}.",
    "blocked": lambda told, digest: f"Waiting: {_list(told, _item)}.",
    "late": lambda told, digest: f"Late: {_list(told, lambda line: _due(line, digest.day))}.",
    "needs": lambda told, digest: f"We need an answer from {_list(told, lambda line: _needs(line, digest.day))}.",
    "unowned": lambda told, digest: f"Nobody has {_list(told, _item)} yet.",
    "next": lambda told, digest: f"Next: {_list(told, lambda line: _due(line, digest.day))}.",
}
"""How each kind of sentence is said."""


# --- what becomes of it -----------------------------------------------------------------


def kept(row: UpdateNote, project: Project) -> Markup:
    """It is kept, or on its way."""
    if row.posted:
        return mrkdwn("Your words about *{name}* go to {channel}.", name=shown(project.name, NAME_SHOWN),
                      channel=channel_link(project.channel or ""))  # fmt: skip
    return mrkdwn("The next report of *{name}* carries your words. Saved again before then, the newest count.",
                  name=shown(project.name, NAME_SHOWN))  # fmt: skip


def posted(update: Update) -> Markup:
    """A lead's words in the channel, theirs and nobody else's."""
    return mrkdwn("*{project}, says {who}*\n{said}", project=shown(update.project.name, NAME_SHOWN),
                  who=name(update.by, "the lead"), said=shown(update.said, SHOWN))  # fmt: skip


SHOWN = 2000


def carried(who: str, said: str) -> Markup:
    """The same in a report."""
    return mrkdwn("*{who} says:* {said}", who=who, said=shown(said, CARRIED))


CARRIED = 1200
"""The window takes no more than every reader is shown."""


def draft_label(project: Project, *, only: bool) -> str:
    """The button in App Home: which project, where there are several."""
    return "Draft my status…" if only else f"Draft: {shorten(project.name, NAME_SHOWN)}…"


def quiet(since: date, today: date) -> Markup:
    """In the portfolio alone."""
    return mrkdwn("\n_No word from its lead since {day}_", day=when.day(since, today))
