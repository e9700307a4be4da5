"""Messages and windows of the bot around texts that somebody else wrote; each maker takes what it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from pmo_bot.blocks import answers, cards, forms, forms_asks, forms_decisions, forms_packets
from pmo_bot.blocks.brief import brief_message
from pmo_bot.blocks.decisions import announcement, decision_message, found_message
from pmo_bot.blocks.digest import digest_message, thread_messages
from pmo_bot.blocks.home import home_view
from pmo_bot.blocks.kit import Message
from pmo_bot.blocks.packet import ask_message
from pmo_bot.blocks.words.changes import Change
from pmo_bot.model import Item, Kind, LineKind, Person
from pmo_bot.rules import brief as briefs
from pmo_bot.rules import digest as digests
from pmo_bot.rules import home as homes
from pmo_bot.rules.decisions import DecisionCard
from pmo_bot.rules.digest_facts import DigestFacts
from pmo_bot.rules.grammar import Misread
from pmo_bot.rules.packet import Ask
from pmo_bot.rules.refusals import Refused
from tests.rows import CALENDAR, MONDAY, at, decision, event, item, line, option, packet, person, project

PERMALINK = "https://example.org/archives/C1/p1"
OURS = {("user", "U1"), ("user", "U2"), ("channel", "C1"), ("link", PERMALINK)}
"""What these messages mention and link by themselves."""

Texts = Iterator[str]
Maker = Callable[[Texts], Iterator[Any]]


def _who(texts: Texts) -> Person:
    return person(next(texts)[:255], slack_id="U1")


def _item(texts: Texts, **more: Any) -> Item:
    given = {"permalink": PERMALINK, "done_means": next(texts)[:2000], "due": MONDAY, **more}
    return item(next(texts)[:500] or "t", **given)


def answered(texts: Texts) -> Iterator[Any]:
    about, who, where = _item(texts), _who(texts), project(name=next(texts)[:255], channel="C1")
    yield answers.captured(about, who, where, person("Jon", slack_id="U2"), event("item.created", about), MONDAY)
    about.blocked_by_text = next(texts)[:500]
    for what in ("item.blocked", "item.moved", "item.assigned"):
        yield answers.changed([Change(event(what, about), about, who, where, None)], MONDAY)


def refused(texts: Texts) -> Iterator[Any]:
    yield answers.refusal(Refused("is_closed", item=_item(texts)))
    yield answers.refusal(Refused("unread_date", words=next(texts), command=next(texts)))
    yield answers.refusal(Refused("no_project", key=next(texts)))
    yield answers.misread(Misread(next(texts)[:200], "list", "list overdue"))


def carded(texts: Texts) -> Iterator[Any]:
    about, who = _item(texts), _who(texts)
    happened = [event("item.noted", about, note_id=n, actor_id=who.id) for n in (1, 2)]
    said = {1: next(texts), 2: next(texts)}
    waiting = [_item(texts)]
    where, known = project(name=next(texts)[:255]), {who.id: who}
    yield cards.card_message(who, about, who, who, where, who, waiting[0], happened, known, said, waiting, MONDAY)


def briefed(texts: Texts) -> Iterator[Any]:
    reader = _who(texts)
    warned = briefs.Warned(
        packet(item=_item(texts), owner=reader, sentence=next(texts), blocker=next(texts)), at(MONDAY)
    )
    entries = [briefs.Entry(_item(texts, owner_id=reader.id), line(LineKind.NUDGE), project(name=next(texts)[:255]))]
    entries.append(briefs.Entry(warned.packet.item, line(LineKind.PREVIEW), None, warned))
    yield brief_message(briefs.build(reader, MONDAY, "brief:1", entries, [_item(texts)], first_contact=True))


def asked(texts: Texts) -> Iterator[Any]:
    found = packet(
        item=_item(texts), owner=_who(texts), sentence=next(texts), blocker=next(texts), waiting=(_item(texts),)
    )
    yield ask_message(Ask(_who(texts), "ask:1", (found,), 1), MONDAY)


def reported(texts: Texts) -> Iterator[Any]:
    who = _who(texts)
    still_open = [_item(texts, owner_id=who.id, due=MONDAY - timedelta(days=n)) for n in range(3)]
    facts = DigestFacts(
        project=project(name=next(texts)[:255], channel="C1"), calendar=CALENDAR, day=MONDAY,
        since=at(MONDAY - timedelta(days=7)), people={who.id: who}, open=still_open,
        closed=[_item(texts, state="done", closed_at=at(MONDAY))], events=[], decisions=[decision(next(texts)[:500])],
        asked=[(still_open[0], who, MONDAY)], next_steps={}, before=None,
    )  # fmt: skip
    built = digests.build(facts)
    yield digest_message(built)
    yield from thread_messages(built)


def at_home(texts: Texts) -> Iterator[Any]:
    who = _who(texts)
    known = homes.Known(owed=[_item(texts), _item(texts)], asked=[_item(texts)], people={who.id: who})
    yield home_view(homes.build(who, MONDAY, at(MONDAY), known))


def decided(texts: Texts) -> Iterator[Any]:
    one = decision(next(texts)[:500], rationale=next(texts), permalink=PERMALINK)
    choices = (option(next(texts)[:500], 1), option(next(texts)[:500], 2, recommended=True))
    card = DecisionCard(one, project=project(name=next(texts)[:255]), decider=_who(texts), options=choices,
                        items=(_item(texts),), today=MONDAY)  # fmt: skip
    yield from (decision_message(card), announcement(card), found_message([card]))


def opened(texts: Texts) -> Iterator[Any]:
    origin, about = forms.Origin(row=7, channel="C1"), _item(texts, kind=Kind.ACTION)
    yield forms.add(origin, [project(name=next(texts)[:255])], text=next(texts), item=about)
    yield forms_decisions.choose(origin, about, [option(next(texts)[:500], 1), option("Birch", 2)])
    yield forms_asks.answer(origin, about, next(texts))
    yield forms_packets.sentence(origin, about, next(texts))
    yield forms_packets.drop(origin, about, _who(texts))


MAKERS: tuple[Maker, ...] = (answered, refused, carded, briefed, asked, reported, at_home, decided, opened)


def payload_of(made: Any) -> tuple[str, dict[str, Any]]:
    """A message or a window as it is sent, with its kind."""
    if isinstance(made, Message):
        return "message", {"channel": "C1", **made.payload()}
    return str(made["type"]), dict(made)
