"""Whatever people wrote, every message and window fits Slack, and mentions or links nothing of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_bot.blocks import answers, cards, forms, forms_decisions, forms_packets, forms_people
from pmo_bot.blocks.brief import brief_message
from pmo_bot.blocks.decisions import announcement, decision_message, found_message, logged_message
from pmo_bot.blocks.digest import digest_message, thread_messages
from pmo_bot.blocks.forms_decisions import Draft
from pmo_bot.blocks.home import home_view
from pmo_bot.blocks.kit import Message
from pmo_bot.blocks.packet import ask_message
from pmo_bot.blocks.text import Markup, markup
from pmo_bot.blocks.words.changes import Change
from pmo_bot.model import (
    Decision,
    DecisionOption,
    DecisionPerson,
    Health,
    Item,
    Kind,
    LineKind,
    Mode,
    Part,
    Person,
    Priority,
    Project,
)
from pmo_bot.rules import brief as briefs
from pmo_bot.rules import digest as digests
from pmo_bot.rules import home as homes
from pmo_bot.rules.decisions import DecisionCard
from pmo_bot.rules.digest_facts import Declared, DigestFacts
from pmo_bot.rules.escalation import suggest
from pmo_bot.rules.outlook import Counts, Outlook
from pmo_bot.rules.packet import Ask, Packet
from pmo_bot.rules.refusals import Refused
from pmo_bot.slack.limits import Kind as Payload
from pmo_bot.slack.limits import problems
from tests.rows import CALENDAR, MONDAY, at, decision, escalation, event, item, line, option, person, project

PERMALINK = "https://example.org/archives/C1/p1"
ATTACKS = [
    "<!channel>", "<!here|all>", "<@U0BOSS>", "<https://evil.example|bank>", "https://evil.example", "*bold*", "_it_",
    "~gone~", "`code`", "```", "&lt;!channel&gt;", "> quoted", "🎯", "مرحبا", "\u202eabc", "line\nbreak", "\x00",
    "{title}", "%s", "", " ", "a", "mailto:x@y.z", "#general", "@here", "\ud800", "|", "<", ">", "&",
]  # fmt: skip
words = st.lists(st.sampled_from(ATTACKS), max_size=5).map(" ".join) | st.text(max_size=20)
text = st.one_of(words, words.map(lambda part: (part + "x") * 300), st.just("*_~`<>&" * 420))
dates = st.integers(-40, 400).map(lambda n: MONDAY + timedelta(days=n))
moments = dates.map(at)
few = settings(max_examples=40, deadline=None)


def cut(raw: st.SearchStrategy[str], most: int) -> st.SearchStrategy[str]:
    return raw.map(lambda one: one[:most])


people = st.builds(person, cut(text, 255), slack_id=st.sampled_from(["U1", "U2", None]))
projects = st.builds(
    project, name=cut(text, 255), key=st.sampled_from(["APOLLO", "X"]), mode=st.sampled_from(list(Mode)),
    health=st.none() | st.sampled_from(list(digests.Health)), channel=st.sampled_from(["C1", None]),
)  # fmt: skip
items = st.builds(
    item, cut(text, 500).map(lambda one: one or "t"), kind=st.sampled_from(list(Kind)),
    priority=st.sampled_from(list(Priority)), due=st.none() | dates, done_means=cut(text, 2000),
    state=st.sampled_from(["open", "started"]), slips=st.integers(0, 4), snoozed_until=st.none() | dates,
    blocked_at=st.none() | moments, blocked_by_text=cut(text, 500), permalink=st.sampled_from([None, PERMALINK]),
)  # fmt: skip
closed = st.builds(item, cut(text, 500), state=st.sampled_from(["done", "dropped"]), closed_at=moments)
everything = items | closed
options = st.builds(option, cut(text, 500), st.integers(1, 5), recommended=st.booleans())
decisions = st.builds(decision, cut(text, 500), rationale=text)


@st.composite
def packets(draw: st.DrawFn, reader: Person) -> Packet:
    about, waiting = draw(everything), tuple(draw(st.lists(items, max_size=4)))
    moved = tuple(draw(st.lists(dates, max_size=5)))
    round_ = escalation(
        id=about.id, answer=draw(st.sampled_from([None, "extend", "reassign", "drop", "scope", "accept"])),
        answered_at=draw(st.none() | moments),
    )  # fmt: skip
    return Packet(
        reader=reader, line=line(LineKind.PACKET, "contact"), escalation=round_, item=about, owner=draw(people),
        project=draw(st.none() | projects), moved_from=moved, reminders=draw(st.integers(0, 8)), waiting=waiting,
        sentence=draw(text), blocker=draw(text), suggestion=suggest(about, len(moved), len(waiting)),
        extend_to=draw(dates), answer_by=draw(dates),
        can_release=draw(st.booleans()), answered_by=draw(st.none() | people),
        acknowledged_by=draw(st.none() | people), reminded_on=draw(st.none() | dates),
        blocked_since=draw(st.none() | dates), others=tuple(draw(st.lists(people, max_size=2))),
        next_reader=draw(st.none() | people), goes_on=draw(st.none() | moments),
        instead_of=draw(st.none() | people), gathered_by=draw(st.none() | people),
    )  # fmt: skip


@st.composite
def briefed(draw: st.DrawFn) -> Message:
    reader = draw(people)
    entries = []
    for about in draw(st.lists(everything, min_size=1, max_size=8)):
        about.owner_id = draw(st.sampled_from([reader.id, reader.id, 99]))
        warned = briefs.Warned(draw(packets(draw(people))), draw(moments))
        kind = draw(st.sampled_from([LineKind.NUDGE, LineKind.PREVIEW]))
        entries.append(
            briefs.Entry(
                about, line(kind, answer=draw(st.sampled_from([None, "track"]))), draw(st.none() | projects),
                warned if kind is LineKind.PREVIEW else None, draw(st.none() | people), draw(st.none() | people),
            )
        )  # fmt: skip
    owed = draw(st.lists(items, max_size=3))
    return brief_message(briefs.build(reader, MONDAY, "brief:1", entries, owed, first_contact=draw(st.booleans())))


@st.composite
def asked(draw: st.DrawFn) -> Message:
    reader = draw(people)
    found = draw(st.lists(packets(reader), min_size=1, max_size=5, unique_by=lambda one: one.escalation.id))
    return ask_message(Ask(reader, "ask:1", tuple(found), draw(st.integers(0, 3))), MONDAY)


@st.composite
def digested(draw: st.DrawFn) -> list[Message]:
    still_open, over = draw(st.lists(items, max_size=12)), draw(st.lists(closed, max_size=8))
    them = draw(st.lists(people, min_size=1, max_size=3))
    for one in still_open:
        one.owner_id = draw(st.sampled_from([None, them[0].id, 99]))
    happened = [
        event(draw(st.sampled_from(["item.moved", "item.blocked", "item.reopened"])), one, before={"due": "2026-11-02"})
        for one in still_open
    ]
    facts = DigestFacts(
        project=draw(projects), calendar=CALENDAR, day=MONDAY, since=at(MONDAY - timedelta(days=7)),
        people={one.id: one for one in them}, open=still_open, closed=over, events=happened,
        decisions=draw(st.lists(decisions, max_size=8)),
        asked=[(one, them[0], MONDAY) for one in still_open[:7]],
        next_steps={one.id: draw(st.sampled_from(["next_contact", "no_path", "blocked_late"])) for one in still_open},
        before=draw(st.sampled_from([None, {"health": 2}])),
    )  # fmt: skip
    digest = digests.build(facts)
    return [digest_message(digest), *thread_messages(digest)]


@st.composite
def homed(draw: st.DrawFn) -> dict[str, Any]:
    them = draw(st.lists(people, min_size=1, max_size=4))
    led = [outlook(one) for one in draw(st.lists(projects, max_size=12, unique_by=lambda one: one.id))]
    known = homes.Known(
        owed=draw(st.lists(items, max_size=12)), asked=draw(st.lists(items, max_size=12)), portfolio=led[6:] or None,
        projects=led[:6], done=draw(st.lists(items, max_size=7)), people={one.id: one for one in them},
        first_visit=draw(st.booleans()),
    )  # fmt: skip
    return home_view(homes.build(draw(people), MONDAY, at(MONDAY), known))


def outlook(one: Project) -> Outlook:
    return Outlook(one, Health.AMBER, Counts(open=3, late=1, next_due=MONDAY), Declared(None, one.goal), yours=1)


@st.composite
def carded(draw: st.DrawFn) -> Message:
    about = draw(everything)
    who = draw(people)
    history = [
        event(what, about, note_id=1, actor_id=who.id, before={"due": draw(st.sampled_from(["2026-11-02", None]))},
              after={"due": "2026-12-01"})
        for what in draw(st.lists(st.sampled_from(["item.created", "item.moved", "item.x"]), max_size=15))
    ]  # fmt: skip
    return cards.card_message(
        who, about, who, draw(st.none() | people), draw(st.none() | projects), draw(st.none() | people),
        draw(st.none() | everything), history,
        {who.id: who}, {1: draw(text)}, draw(st.lists(items, max_size=7)), MONDAY,
    )  # fmt: skip


# --- the checks -----------------------------------------------------------------------


def formatted(node: Any) -> Iterator[str]:
    """Every piece of text that Slack reads as mrkdwn."""
    if isinstance(node, dict):
        if node.get("type") == "mrkdwn":
            yield node["text"]
        for part in node.values():
            yield from formatted(part)
    if isinstance(node, list):
        for part in node:
            yield from formatted(part)


OURS = re.compile(r"@U[12]|#C1|" + re.escape(PERMALINK) + r"\|from this message")


def harmless(kind: Payload, payload: dict[str, Any]) -> None:
    """It fits, and what stands between angle brackets is a template's."""
    sent = json.loads(json.dumps(payload))
    assert problems(kind, sent) == []
    for written in [*formatted(sent), *([sent["text"]] if kind == "message" else [])]:
        for inside in re.findall(r"<([^<>]*)>?", written):
            assert OURS.fullmatch(inside), (inside, written)


def as_message(made: Message) -> None:
    harmless("message", {"channel": "C1", **made.payload()})


@few
@given(briefed())
def test_a_brief(made: Message) -> None:
    as_message(made)


@few
@given(asked())
def test_an_ask(made: Message) -> None:
    as_message(made)


@few
@given(digested())
def test_a_digest_and_its_thread(made: list[Message]) -> None:
    for one in made:
        as_message(one)


@few
@given(homed())
def test_an_app_home(view: dict[str, Any]) -> None:
    harmless("home", view)


@few
@given(carded())
def test_a_card(made: Message) -> None:
    as_message(made)


@few
@given(everything, people, st.none() | people, st.none() | projects, st.none() | dates)
def test_answers_to_an_action(
    about: Item, who: Person, other: Person | None, where: Project | None, until: date | None
) -> None:
    as_message(answers.captured(about, other, where, who, event("item.created", about), MONDAY))
    for what in ("item.blocked", "item.moved", "item.assigned", "item.undone", "item.unheard_of"):
        as_message(answers.changed([Change(event(what, about), about, who, where, other)], MONDAY))
    as_message(answers.refusal(Refused("is_closed", item=about)))
    as_message(answers.refusal(Refused("owner_is_bot", person=who)))


@few
@given(
    decisions,
    st.none() | people,
    st.none() | projects,
    st.lists(decisions, max_size=6),
    st.lists(options, max_size=5),
    st.lists(items, max_size=8),
)
def test_decisions(
    one: Decision, who: Person | None, where: Project | None, more: list[Decision], choices: list[DecisionOption],
    follows: list[Item],
) -> None:  # fmt: skip
    other = more[0] if more else None
    told = ((DecisionPerson(team_id="T1", number=1, person_id=1, part=Part.INFORMED), who),) if who else ()
    cards = [
        DecisionCard(found, project=where, decider=who, options=tuple(choices), items=tuple(follows), people=told,
                     supersedes=other, exception_to=other, today=MONDAY)
        for found in (one, *more)
    ]  # fmt: skip
    as_message(logged_message(cards[0]))
    as_message(decision_message(cards[0]))
    as_message(announcement(cards[0]))
    as_message(found_message(cards))


@few
@given(items, st.lists(projects, max_size=120), text, people)
def test_windows(about: Item, found: list[Project], raw: str, who: Person) -> None:
    origin = forms.Origin(row=7, channel="C1", permalink=PERMALINK)
    for number, one in enumerate(found):
        one.id = number
    windows = [
        forms.add(origin, found, text=raw, item=about),
        forms_decisions.decide(
            origin, found, Draft(raw[:500], raw, considered=raw), above=markup(raw), alike=[decision(raw[:500], id=7)]
        ),
        forms_decisions.ask(origin, found, text=raw, options=[raw] * 5, context=raw),
        forms_decisions.choose(origin, about, [option(raw[:500], 1, recommended=True), option("Birch", 2)]),
        forms_decisions.review(origin, decision(raw[:500]), MONDAY),
        forms.new_date(origin, about, MONDAY),
        forms.blocked(origin, about),
        forms_packets.sentence(origin, about, raw),
        forms_packets.reassign(origin, about, MONDAY),
        forms_packets.extend(origin, about, MONDAY),
        forms_packets.drop(origin, about, who),
        forms_packets.smaller(origin, about, MONDAY),
        forms_packets.live_with(origin, about, MONDAY),
        forms_packets.together(origin, about),
        forms_packets.note(origin, about),
        forms.project(origin, name=raw),
        forms_people.preferences(origin, who),
        forms.notice(answers.say(Markup("Kept."))),
    ]
    for window in windows:
        harmless("modal", window)


def test_the_checks_themselves_find_what_they_are_for() -> None:
    for bad in ("<!channel>", "<@U0BOSS>", "<https://evil.example|bank>", "<unfinished"):
        try:
            as_message(Message(Markup(bad)))
        except AssertionError:
            continue
        raise AssertionError(f"{bad} went through")
