"""What is said about decisions: what was chosen and why, whom it concerns, how far it is carried out."""

from collections.abc import Sequence
from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import called, item_line, name, project_tail, shown
from pmo_bot.blocks.text import Markup, link, mrkdwn
from pmo_bot.blocks.words import options
from pmo_bot.blocks.words.due import due_words
from pmo_bot.model import Decision, DecisionState, Item, Part, Person
from pmo_bot.rules.decisions import DecisionCard, Follow

WORDS_SHOWN = 600
ITEMS_SHOWN = 5

FOLLOWS = {
    Follow.OPEN: "nobody has begun",
    Follow.EXECUTING: "under way",
    Follow.DONE: "all done",
    Follow.VERIFIED: "all done and confirmed",
}
NO_DECISIONS = mrkdwn("I found no decision with these words. `/pmo decide We go with vendor B` keeps one.")
SAID_SAME = mrkdwn("Nothing was written down: it is decided already. That is what this is for.")


# --- what was decided -------------------------------------------------------------------


def outcome(card: DecisionCard) -> Markup:
    """`Which vendor do we take? → *Acme*`, or what was decided."""
    if card.chosen:
        return mrkdwn("{title} → *{chosen}*", title=shown(card.decision.title), chosen=shown(card.chosen))
    return mrkdwn("*{title}*", title=shown(card.decision.title))


def line(card: DecisionCard) -> Markup:
    """One line of a list: what, by whom, when, and whether it still counts."""
    plain = shown(_plain(card))
    struck = mrkdwn("~{what}~", what=plain) if not card.holds else plain
    return mrkdwn("• *{key}* {what} — {who}, {day}{state}", key=card.decision.key, what=struck, who=name(card.decider),
                  day=when.day(card.decision.decided_on, card.today), state=_state_tail(card))  # fmt: skip


def _plain(card: DecisionCard) -> str:
    return f"{card.decision.title} → {card.chosen}" if card.chosen else card.decision.title


def _state_tail(card: DecisionCard) -> Markup:
    if card.decision.state is DecisionState.SUPERSEDED:
        by = card.superseded_by
        return mrkdwn(", replaced by {key}", key=by.key) if by is not None else mrkdwn(", replaced")
    if card.decision.state is DecisionState.WITHDRAWN:
        return mrkdwn(", taken back")
    return mrkdwn(", {state}", state=FOLLOWS[card.follow]) if card.items else Markup("")


def heading(card: DecisionCard) -> Markup:
    """The first lines of a card: what counts, who said so, and why."""
    decision, project = card.decision, project_tail(card.project)
    text = mrkdwn("*{key} · {what}*\nDecided by {who} on {day}{project}", key=decision.key, what=shown(_plain(card)),
                  who=name(card.decider), day=when.day(decision.decided_on, card.today), project=project)  # fmt: skip
    if decision.permalink:
        text += mrkdwn(" · {link}", link=link(decision.permalink, "where it was said"))
    if decision.rationale:
        text += mrkdwn("\nWhy: {words}", words=shown(decision.rationale, WORDS_SHOWN))
    return text


def standing(card: DecisionCard) -> Markup:
    """Whether it counts, and what it is to other decisions; empty for one that stands by itself."""
    said: list[Markup] = []
    if card.decision.state is DecisionState.WITHDRAWN:
        said.append(mrkdwn("*Taken back:* it no longer counts."))
    if card.decision.state is DecisionState.SUPERSEDED:
        said.append(mrkdwn("*No longer counts:* {by} has replaced it.", by=_other(card.superseded_by)))
    if card.supersedes is not None:
        said.append(mrkdwn("It replaces {old}.", old=_other(card.supersedes)))
    if card.exception_to is not None:
        said.append(mrkdwn("It is an exception to {rule}.", rule=_other(card.exception_to)))
    if card.settles is not None:
        said.append(mrkdwn("It settled {item}.", item=item_line(card.settles)))
    return Markup("\n").join(said)


def _other(decision: Decision | None) -> Markup:
    if decision is None:
        return mrkdwn("another decision")
    return mrkdwn("{key} ({title})", key=decision.key, title=shown(decision.title))


def details(card: DecisionCard) -> list[Markup]:
    """What it was chosen from, who was heard, who knows of it, when it is looked at again: small print."""
    said: list[Markup] = []
    if len(card.options) > 1:
        said.append(
            mrkdwn("Chosen from: {options}", options=Markup(" · ").join(options.option(one) for one in card.options))
        )
    consulted = [name(person) for _, person in card.those(Part.CONSULTED)]
    if consulted:
        said.append(mrkdwn("Heard before: {names}", names=", ".join(consulted)))
    read = readers(card)
    if read:
        said.append(read)
    if card.requirements:
        said.append(mrkdwn("For {names}", names=", ".join(card.requirements)))
    decision = card.decision
    if decision.reviewed_on is not None:
        said.append(mrkdwn("Still true on {day}", day=when.day(decision.reviewed_on, card.today)))
    if decision.review_on is not None and card.holds and decision.review_on >= card.today:
        said.append(mrkdwn("Looked at again on {day}", day=when.day(decision.review_on, card.today)))
    return said


def readers(card: DecisionCard) -> Markup:
    """`3 of 5 have read it`; never who has not."""
    seen, of = card.seen
    others = len(card.those(Part.READ))
    if of:
        more = mrkdwn(", and {count} more", count=others) if others else Markup("")
        return mrkdwn("{seen} of {of} have read it{more}", seen=seen, of=of, more=more)
    return mrkdwn("{count} have read it", count=others) if others else Markup("")


def follows(card: DecisionCard) -> Markup:
    """What follows from it, each with owner and date."""
    if card.decision.needs_nothing and not card.items:
        return mrkdwn("Nothing has to be done for it.")
    if not card.items:
        return mrkdwn("*What follows:* nothing yet. Who does what, by when?")
    lines = [_follow(item, card) for item in card.items[:ITEMS_SHOWN]]
    if len(card.items) > ITEMS_SHOWN:
        lines.append(mrkdwn("• and {count} more", count=len(card.items) - ITEMS_SHOWN))
    return mrkdwn("*What follows:* {state}\n{lines}", state=FOLLOWS[card.follow], lines=Markup("\n").join(lines))


def _follow(item: Item, card: DecisionCard) -> Markup:
    owner = card.owners.get(item.owner_id or 0)
    due = mrkdwn(", {due}", due=due_words(item, card.today)) if item.is_open else Markup("")
    return mrkdwn("• {item} — {who}{due}", item=item_line(item), who=name(owner, "nobody yet"), due=due)


def logged(card: DecisionCard) -> Markup:
    """The answer to whoever wrote it down."""
    where = mrkdwn(" I tell the channel in five minutes.") if card.project and card.project.channel else Markup("")
    return mrkdwn("*{key} · {what}* — decided by {who} on {day}{project}.{where}", key=card.decision.key,
                  what=shown(_plain(card)), who=name(card.decider), day=when.day(card.decision.decided_on),
                  project=project_tail(card.project), where=where)  # fmt: skip


# --- the announcement -------------------------------------------------------------------


def announced(card: DecisionCard) -> Markup:
    """What a channel reads: what was decided, by whom, why."""
    decision = card.decision
    if decision.state is DecisionState.WITHDRAWN:
        return mrkdwn("~Decided: {what}~\nTaken back ({key}).", what=shown(_plain(card)), key=decision.key)
    if decision.state is DecisionState.SUPERSEDED:
        return mrkdwn("~Decided: {what}~\nReplaced by {by}.", what=shown(_plain(card)), by=_other(card.superseded_by))
    text = mrkdwn("*Decided:* {what}\nby {who}, {day} · {key}", what=outcome(card), who=name(card.decider),
                  day=when.day(decision.decided_on), key=decision.key)  # fmt: skip
    if decision.rationale:
        text += mrkdwn("\nWhy: {words}", words=shown(decision.rationale, WORDS_SHOWN))
    other = standing(card)
    return text + (mrkdwn("\n{other}", other=other) if other else Markup(""))


def to_know(card: DecisionCard) -> Markup:
    """Those who have not said yet that they know of it: the only ones who are called."""
    waiting = [person for one, person in card.those(Part.INFORMED) if one.seen_at is None]
    if not waiting or not card.holds:
        return Markup("")
    return mrkdwn("To know: {people}", people=Markup(" ").join(called(person) for person in waiting))


def announced_summary(card: DecisionCard) -> str:
    """In a notification."""
    return f"Decided: {_plain(card)} ({card.decision.key})"


# --- what sounds like it ----------------------------------------------------------------


def alike(found: Sequence[Decision], deciders: dict[int, Person], today: date) -> Markup:
    """What is decided already and sounds like the new one."""
    lines = [
        mrkdwn("• {key} *{title}* — {who}, {day}", key=one.key, title=shown(one.title),
               who=name(deciders.get(one.decider_id or 0)), day=when.day(one.decided_on, today))
        for one in found
    ]  # fmt: skip
    return mrkdwn("*This sounds like something that is decided already:*\n{lines}", lines=Markup("\n").join(lines))
