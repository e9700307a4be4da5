"""The doctor's look at messages that did not arrive."""

from collections.abc import Iterator, Mapping

from pmo_bot.blocks.text import plain
from pmo_bot.blocks.words import alarms as words
from pmo_bot.blocks.words.letters import MEANINGS
from pmo_bot.clock import real_now
from pmo_bot.model import PostState
from pmo_bot.services import alarms
from pmo_bot.services.undelivered import send_again, undelivered
from pmo_bot.settings import Settings
from pmo_bot.store.database import Database


def letters(url: str) -> Iterator[tuple[bool, str, str]]:
    """Whether that is good, what there is, and what to do next."""
    db = Database(url)
    try:
        found = undelivered(db, real_now())
        wrong = [cause for _, causes in alarms.of_all(db) for cause in causes.items()]
    finally:
        db.close()
    for cause, count in wrong:
        yield False, plain(words.as_told(cause, count)), ""
    if not found:
        yield True, "Every message that was due could be delivered.", ""
    if dead := found.get(PostState.DEAD):
        next_step = (
            "Mend the cause: reminders are owed again on the next working day, the rest leaves with ./run resend."
        )
        yield False, f"{_count(dead)} could not be delivered in the last 14 days.{_reasons(dead)}", next_step
    if held := found.get(PostState.HELD):
        next_step = "Look into the channel. What is not there leaves with ./run resend, and never by itself."
        yield False, f"{_count(held)} may have arrived, and nobody can tell.{_reasons(held)}", next_step
    if waiting := found.get(PostState.DUE):
        yield False, f"{_count(waiting)} had to be put off, and will be tried again.{_reasons(waiting)}", ""


def resend(settings: Settings) -> int:
    """Have what was given up or held tried once more."""
    db = Database(settings.database_url)
    try:
        count = send_again(db, real_now())
    finally:
        db.close()
    print(f"{_count({'': count})} will be tried once more." if count else "Nothing was given up or held.")
    return 0


def _count(reasons: Mapping[str, int]) -> str:
    total = sum(reasons.values())
    return f"{total} message{'s' if total > 1 else ''}"


def _reasons(reasons: Mapping[str, int]) -> str:
    return "".join(f"\n       {number} × {_meaning(why)}" for why, number in reasons.items())


def _meaning(why: str) -> str:
    name = why.rpartition(": ")[2]
    return f"{why} ({MEANINGS[name]})" if name in MEANINGS else why or "no reason was kept"
