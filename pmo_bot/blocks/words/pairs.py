"""What is said of two things of different projects that look alike."""

from collections.abc import Sequence
from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import called, name, project_tail, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.model import Likeness
from pmo_bot.rules.pairs import PairSeen, PairTalk, Side

TITLE_SHOWN = 100
HEADING = mrkdwn("*Alike in two projects*")
SMALL = mrkdwn("_Only who may see both reads this. What one of you says holds for all._")
BECAUSE = mrkdwn(
    "• What looks alike in two projects is shown once, a few a week, to the owners, the leads of both projects and the "
    "PMO leads, as far as they may see both."
)
"""Why a brief has it."""
NONE = mrkdwn("Nothing that concerns you looks alike in two projects. I look every Wednesday.")
ASKED = {
    Likeness.WORK: mrkdwn("Is this the same work?"),
    Likeness.QUESTION: mrkdwn("Was this decided twice?"),
    Likeness.AGAINST: mrkdwn("Do these two contradict each other?"),
}
ONE_TO_COMPARE = "Two things of different projects look alike: you may know better."
SOME_TO_COMPARE = "Some things of different projects look alike: you may know better."
SAME_LABEL = {
    Likeness.WORK: "Same work: link",
    Likeness.QUESTION: "The newer counts",
    Likeness.AGAINST: "The newer counts",
}
DIFFERENT_LABEL = {Likeness.WORK: "Different", Likeness.QUESTION: "Different", Likeness.AGAINST: "Both hold"}


def only_these(pairs: Sequence[PairSeen]) -> Markup:
    """How a brief opens that has nothing else to answer; nothing where these are answered too."""
    if not any(seen.live for seen in pairs):
        return Markup("")
    return mrkdwn(" Nothing is due. {what}", what=ONE_TO_COMPARE if len(pairs) == 1 else SOME_TO_COMPARE)


def summary(seen: PairSeen) -> str:
    """In a notification."""
    return f"{seen.low.key} and {seen.high.key} look alike"


def line(seen: PairSeen, today: date) -> Markup:
    """The question with both sides, or what somebody has said."""
    return Markup("\n").join([_head(seen), *(_side(side, seen, today) for side in seen.sides)])


def _head(seen: PairSeen) -> Markup:
    if seen.pair.answer is None:
        return ASKED[seen.pair.kind] if seen.live else mrkdwn("One of the two is over, so nothing is asked any more.")
    by = name(seen.by, "somebody")
    if seen.is_different:
        return mrkdwn("{by} says that these are different. Nobody is asked again.", by=by)
    if seen.is_work:
        return mrkdwn("{by} says that this is the same work, so one waits for the other. If one is enough: `/pmo drop "
                      "{high} because {low} does it`.", by=by, high=seen.high.key, low=seen.low.key)  # fmt: skip
    return mrkdwn("{by} says that the newer one counts: {high} has taken the place of {low}.", by=by,
                  high=seen.high.key, low=seen.low.key)  # fmt: skip


def _side(side: Side, seen: PairSeen, today: date) -> Markup:
    """`• Draft the cutover plan (A-12) — Maria, due Fri 4 Dec · Apollo`."""
    if seen.is_work:
        day = f", due {when.day(side.due, today)}" if side.due else ", no date yet"
    else:
        day = f", {when.day(side.due, today)}" if side.due else ""
    chosen = mrkdwn(": *{chosen}*", chosen=shown(side.chosen, TITLE_SHOWN)) if side.chosen else Markup("")
    return mrkdwn("• {title} ({key}){chosen} — {who}{day}{project}", title=shown(side.title, TITLE_SHOWN), key=side.key,
                  chosen=chosen, who=name(side.person, "nobody yet"), day=day,
                  project=project_tail(side.project))  # fmt: skip


def more(count: int) -> Markup:
    """What a full brief has no room for."""
    what = "pair looks" if count == 1 else "pairs look"
    return mrkdwn("{count} {what} alike in two projects: `/pmo list alike`.", count=count, what=what)


def found(count: int) -> Markup:
    """Above a list."""
    return mrkdwn(
        "*{count} {what} alike in two projects*", count=count, what="pair looks" if count == 1 else "pairs look"
    )


def talk(seen: PairSeen) -> Markup:
    """They will be brought together."""
    others = Markup(" and ").join(shown(when.first_name(one), TITLE_SHOWN) for one in seen.owners)
    return mrkdwn("I open one conversation about {low} and {high} for {others}, as soon as all of you work.",
                  low=seen.low.key, high=seen.high.key, others=others)  # fmt: skip


def opening(talk: PairTalk) -> Markup:
    """Who brought whom together; one who is told alone reads whom to write to."""
    by = name(talk.by)
    if talk.apart is not None:
        others = Markup(", ").join(called(one) for one in talk.people if one.id != talk.apart.id)
        return mrkdwn("*{by} would like to settle this with {others}.* Please write to them.", by=by, others=others)
    others = Markup(", ").join(called(one) for one in talk.people if one.id != talk.by.id)
    return mrkdwn("{others}: *{by} has brought you together* over two things that look alike.", others=others, by=by)


def settle(talk: PairTalk) -> Markup:
    """How it ends."""
    return mrkdwn("_When you know, say it with `/pmo list alike`: it holds for everybody. What you write here I do not "
                  "read._")  # fmt: skip


def show_label(side: Side) -> str:
    """The button for one of the two."""
    return f"Show {side.key}"
