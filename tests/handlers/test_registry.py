"""Tables that have to agree: buttons and listeners, windows and views, commands and the grammar, refusals and words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time
from pathlib import Path
from typing import Any

import handlers
import pmo_bot
from handlers.clicks import CLICKS
from handlers.commands import COMMANDS
from handlers.forms import FORMS
from handlers.giving import FIELD_OF
from pmo_bot.blocks import (
    answers,
    cards,
    drafts,
    first_days,
    forms,
    forms_asks,
    forms_decisions,
    forms_lessons,
    forms_links,
    forms_offer,
    forms_people,
    forms_policy,
    forms_risks,
    forms_value,
    forms_waiting,
    intake,
    phases,
    value,
)
from pmo_bot.blocks import forms_packets as packets
from pmo_bot.blocks.asks import ANSWERS
from pmo_bot.blocks.brief import brief_message
from pmo_bot.blocks.colours import colour_message, keep_colour
from pmo_bot.blocks.conflicts import conflicts_message, freezes_message
from pmo_bot.blocks.decisions import announcement, decision_message
from pmo_bot.blocks.editions import kept_message
from pmo_bot.blocks.forms import Origin
from pmo_bot.blocks.forms_decisions import Draft
from pmo_bot.blocks.heard import heard_message
from pmo_bot.blocks.home import home_view
from pmo_bot.blocks.ids import Form, Verb, decode
from pmo_bot.blocks.kit import View
from pmo_bot.blocks.lessons import Look, lessons_message, with_help
from pmo_bot.blocks.outlook import status_message
from pmo_bot.blocks.packet import ask_message
from pmo_bot.blocks.pairs import pairs_message, talk_message
from pmo_bot.blocks.policy import policy_message
from pmo_bot.blocks.priorities import which_item, which_project
from pmo_bot.blocks.review import review_message
from pmo_bot.blocks.text import Markup
from pmo_bot.blocks.welcome import welcome_message
from pmo_bot.blocks.words.asks import ASKED, SUMMARIES
from pmo_bot.blocks.words.buttons import LABELS
from pmo_bot.blocks.words.helping import GROUPS
from pmo_bot.blocks.words.refusals import SENTENCES
from pmo_bot.model import (
    About,
    Absence,
    Artefact,
    Audience,
    Cadence,
    Contingency,
    Enforce,
    Freeze,
    Health,
    Kind,
    KpiKind,
    Likeness,
    LineKind,
    Mode,
    PairAnswer,
    Phase,
    Policy,
    PostState,
    Priority,
    Risk,
    Stakeholder,
    Win,
)
from pmo_bot.rules.brief import Entry, Warned
from pmo_bot.rules.brief import build as brief
from pmo_bot.rules.colours import ColourAsked
from pmo_bot.rules.conflicts import Conflict, Fix
from pmo_bot.rules.decisions import DecisionCard
from pmo_bot.rules.editions import Outlet, Planned
from pmo_bot.rules.friction import Friction, Run, Stricter
from pmo_bot.rules.grammar_verbs import VERBS
from pmo_bot.rules.health import Evidence
from pmo_bot.rules.heard import Candidate, Heard, Part
from pmo_bot.rules.heirs import Heir
from pmo_bot.rules.home import Known
from pmo_bot.rules.home import build as home
from pmo_bot.rules.lessons import Helping, Thing, Told
from pmo_bot.rules.letters import Letters
from pmo_bot.rules.modes import Need
from pmo_bot.rules.news import NewsLine
from pmo_bot.rules.outlook import Counts, Outlook
from pmo_bot.rules.packet import Ask
from pmo_bot.rules.packs import Pack
from pmo_bot.rules.pages import page
from pmo_bot.rules.pairs import PairTalk
from pmo_bot.rules.phases import Lack, Obstacle
from pmo_bot.rules.policy import DEFAULT, InForce, Ladder, Version
from pmo_bot.rules.policy_check import Mistake
from pmo_bot.rules.question import Question
from pmo_bot.rules.readiness import Readiness
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.retro import Figure, Review
from pmo_bot.rules.ripple import Ripple
from pmo_bot.rules.risk_card import RiskCard
from pmo_bot.rules.spoken import Deed
from pmo_bot.rules.spoken_meaning import Do, Meant, Said, Stand
from pmo_bot.rules.suggesting import Suggested
from pmo_bot.rules.trace import About as Mandated
from pmo_bot.rules.trace import Circle, GoalTrace, KpiCard
from pmo_bot.rules.welcome import Welcome
from pmo_bot.services.people import calendar_for
from tests.blocks.test_digest import digest
from tests.rows import (
    INES,
    JON,
    LONG_AGO,
    MARIA,
    MONDAY,
    SAM,
    at,
    day,
    decision,
    done,
    event,
    goal,
    item,
    kpi,
    lesson,
    line,
    option,
    packet,
    pair,
    person,
    project,
)

ITEM, CLOSED = item(id=12), done(id=13)
RISK = item("The vendor may deliver late", id=17, kind=Kind.RISK)
LETTERS = [Letters(PostState.DEAD, {"is_archived": 1}, ("APOLLO",), 1), Letters(PostState.HELD, {"": 1}, (), 1)]
WAITING = item(id=14, blocked_at=at(MONDAY), blocked_by_text="Legal")


PACK = Pack("software", "A piece of software", "For what is built")
ARTEFACT = Artefact(id=1, team_id="T1", project_id=1, phase=Phase.DELIVERY, position=1, name="Rollback plan")
LACKS = (Lack(Obstacle.ARTEFACT, "Rollback plan"),)
WAY = Planned(
    Outlet("edition:1", "T1", Audience.SPONSOR, Cadence.WEEK, at(MONDAY), 1, "C1"), project(), at(MONDAY), row_id=1
)
OPTIONS = (option("Acme", 1), option("Birch", 2))


# --- buttons --------------------------------------------------------------------------


def test_every_button_has_a_listener_and_a_label() -> None:
    assert set(CLICKS) == set(Verb) == set(LABELS)


def test_every_button_appears_in_a_message() -> None:
    shown = {press.verb for value in values(list(rendered())) if (press := decode(value)) is not None}
    assert shown == set(Verb)


def rendered() -> Iterator[Any]:
    """One of each kind of message and view that has buttons."""
    nudge = Entry(ITEM, line(item_id=12))
    preview = Entry(item(id=15), line(LineKind.PREVIEW, item_id=15), warned=Warned(packet(), at(day(1))))
    settled = Entry(CLOSED, line(item_id=13), undo=5)
    made = brief(MARIA, MONDAY, "brief:1", [nudge, preview, settled], [ITEM], first_contact=True)
    yield brief_message(made).payload()
    goal = NewsLine(line(LineKind.READINESS), item(id=17), readiness=Readiness(2, (ITEM,)), days=10)
    yield brief_message(brief(MARIA, MONDAY, "brief:2", [], [], news=[goal])).payload()
    said = [pair(answer=PairAnswer.DIFFERENT, answered_by_id=JON.id), pair(Likeness.AGAINST), pair()]
    yield brief_message(brief(JON, MONDAY, "brief:3", [], [], pairs=said[:1])).payload()
    yield pairs_message(said[1:2], JON, MONDAY).payload()
    yield talk_message(PairTalk(said[2], (MARIA, SAM), JON)).payload()
    yield ask_message(Ask(JON, "ask:1", (packet(can_release=True),), 0), MONDAY).payload()
    yield welcome_message(Welcome(INES, project(), JON, JON, "welcome:1:1", 2)).payload()
    for kind in ANSWERS:
        yield ask_message(Ask(JON, "ask:2", (), 0, (question(kind),)), MONDAY).payload()
    many = [item(id=n) for n in range(100, 112)]
    known = Known(owed=[ITEM, *many], asked=[WAITING], portfolio=[Outlook(project(), Health.GREEN, Counts())])
    yield home_view(home(JON, MONDAY, at(MONDAY), known))
    yield home_view(home(JON, MONDAY, at(MONDAY), Known()))
    away = Absence(id=1, team_id="T1", person_id=JON.id, first=MONDAY, last=MONDAY)
    learned = person("Ana Ruiz", brief_at=time(11))
    yield home_view(home(learned, MONDAY, at(MONDAY), Known(absences=[away], letters=LETTERS)))
    for one in (ITEM, CLOSED, WAITING):
        yield cards.card_message(MARIA, one, MARIA, SAM, None, None, None, [], {}, {}, [], MONDAY).payload()
    yield from _of_projects()


def _of_projects() -> Iterator[Any]:
    """The same of what is about projects: colours, decisions, risks, policies, figures."""
    yield colour_message(
        ColourAsked(JON, project(health=Health.GREEN), Evidence(1, {Priority.NORMAL: 1}), "c:1")
    ).payload()
    yield announcement(DecisionCard(decision())).payload()
    yield decision_message(DecisionCard(decision())).payload()
    at_risk = RiskCard(RISK, MONDAY, Risk(item_id=RISK.id, team_id="T1"), plan=(line_of_plan(),))
    yield cards.card_message(MARIA, RISK, MARIA, SAM, None, None, None, [], {}, {}, [], MONDAY, risk=at_risk).payload()
    kept = Policy(team_id="T1", version=1, body=DEFAULT, from_at=at(MONDAY))
    decides = InForce(project(), Mode.CONTROLLING, Ladder(DEFAULT, 1), DEFAULT, (Version(kept, JON),), True, True)
    yield policy_message(decides, MONDAY).payload()
    watched = Outlook(project(observe_until=day(3)), Health.GREEN, Counts(), may_draft=True)
    quiet = Figure(LineKind.NUDGE, "+1", 20, 0, 0)
    tight = Friction(stricter=(Stricter(project(mode=Mode.CONTROLLING), Run(10, 10), Mode.SUPPORTIVE),))
    look = Review(project(), MONDAY, MONDAY, (quiet,), (quiet,), (), 0, 0, 0, 0, tight)
    yield review_message(look, may_change=True).payload()
    yield status_message(watched, MONDAY).payload()
    yield answers.captured(ITEM, MARIA, None, JON, event("item.created", ITEM), MONDAY).payload()
    lacks = Refused("gate_lacks", project=project(), phase=Phase.HYPERCARE, lacks=LACKS, may_waive=True)
    yield answers.refusal(lacks).payload()
    yield phases.gate_message(project(), [ARTEFACT], Enforce.REQUIRE, {}, MONDAY).payload()
    yield heard_message(Heard(MARIA, MONDAY, (understood(), undecided()))).payload()
    late = Conflict("order", ITEM, WAITING, fix=Fix(ITEM, MONDAY))
    yield conflicts_message([late], None, lambda one: True, MONDAY).payload()
    frozen = Freeze(id=1, team_id="T1", first=MONDAY, last=MONDAY, by_id=JON.id)
    yield freezes_message([frozen], {}, {}, {1}, MONDAY).payload()
    yield from _of_value()


def _of_value() -> Iterator[Any]:
    """The same of what is about goals, figures, people who care and what was learned."""
    for kind in KpiKind:
        yield value.kpi_message(
            KpiCard(kpi(kind=kind, live_on=MONDAY), SAM, [(MONDAY, 4.0)], MONDAY, may_change=True, entered=3)
        ).payload()
    yield value.kpis_message([KpiCard(kpi(), SAM, [], MONDAY)]).payload()
    yield value.goals_message([GoalTrace(goal(), INES, [], [], MONDAY)], may_make=True).payload()
    for active in (True, False):
        yield value.goal_message(GoalTrace(goal(active=active), INES, [], [], MONDAY), may_change=True).payload()
    yield value.about_message(Mandated(None, None, [], True, MONDAY)).payload()
    yield value.circle_message(Circle(project(), [], may_change=True)).payload()
    cares = Stakeholder(id=4, team_id="T1", project_id=1, person_id=INES.id)
    yield value.circle_message(Circle(project(), [cares], {INES.id: INES}, may_change=True)).payload()
    yield first_days.win_kept(Win(id=1, team_id="T1", win="Legal answered", by_id=1, won_on=MONDAY), None).payload()
    for about in (About.KPI, About.PULSE, About.LESSON, About.FIRST_DAYS):
        check = item(id=17, kind=Kind.CHECK, about=about, about_id=1)
        yield cards.card_message(MARIA, check, MARIA, SAM, None, None, None, [], {}, {}, [], MONDAY).payload()
    told = Told(lesson(), project(), MARIA)
    yield lessons_message(page([told], 8), Look(), None, JON, MONDAY).payload()
    yield with_help(answers.say(Markup("Kept.")), Helping(Thing(("Book a room",), item_id=12), (told,))).payload()
    yield answers.refusal(
        Refused("unread_date", words="by then", command="add It by then", title="It by then")
    ).payload()
    yield answers.refusal(Refused("not_in_channel", channel="#board", command="digest to <#C1|board>")).payload()
    yield kept_message(WAY).payload()


def line_of_plan() -> Contingency:
    return Contingency(team_id="T1", risk_id=RISK.id, plan=1, position=1, title="Call the vendor", days=1)


def understood() -> Part:
    stand = Stand(ITEM, calendar_for(MARIA), MONDAY, owns=True)
    return Part(1, "done", Said(Deed.DONE), stand, meant=(Meant(Do.DONE),))


def undecided() -> Part:
    among = (Candidate(ITEM, Meant(Do.MOVE, day=day(3))), Candidate(WAITING, Meant(Do.MOVE, day=day(4))))
    return Part(2, "2 more days", Said(Deed.MOVE, shift=2), among=among)


def question(kind: LineKind) -> Question:
    offered = item(id=16, offer_due=day(3), offer_owner_id=SAM.id)
    return Question(reader=JON, line=line(kind, "ask", item_id=16), item=offered, options=OPTIONS, live=True,
                    owner=MARIA, other=SAM, heirs=(Heir(SAM, (project(),), 2),))  # fmt: skip


def test_every_question_has_its_words() -> None:
    assert set(ANSWERS) == set(ASKED) == set(SUMMARIES)


def values(node: Any) -> list[str]:
    if isinstance(node, list | tuple):
        return [value for part in node for value in values(part)]
    if isinstance(node, dict):
        own = [node["value"]] if isinstance(node.get("value"), str) else []
        return own + [value for part in node.values() for value in values(part)]
    return []


# --- windows --------------------------------------------------------------------------


def windows() -> list[View]:
    """One of each kind of window."""
    return [
        forms.add(Origin(), []), forms_decisions.decide(Origin(), [], Draft()), forms_decisions.ask(Origin(), []),
        forms_decisions.choose(Origin(), ITEM, OPTIONS), forms_decisions.review(Origin(), decision(), MONDAY),
        forms.new_date(Origin(), ITEM, MONDAY),
        forms.blocked(Origin(), ITEM), packets.sentence(Origin(), ITEM, ""), packets.reassign(Origin(), ITEM, MONDAY),
        forms_asks.counter(Origin(), ITEM, MONDAY), forms_asks.decline(Origin(), ITEM), forms_asks.ask_back(Origin(),
        ITEM),
        forms_asks.answer(Origin(), ITEM, "Which one?"), forms_asks.keep(Origin(), ITEM),
        forms.assign(Origin(), ITEM),
        packets.extend(Origin(), ITEM, MONDAY), forms.project(Origin()),
        forms.channel(Origin(), "Apollo", None), forms_people.preferences(Origin(), MARIA),
        packets.drop(Origin(), ITEM, MARIA), packets.smaller(Origin(), ITEM, MONDAY), packets.note(Origin(), ITEM),
        packets.live_with(Origin(), ITEM, MONDAY), packets.together(Origin(), ITEM),
        forms_waiting.ready_by(Origin(), ITEM, MONDAY), forms_waiting.not_waited(Origin(), ITEM),
        forms_waiting.refuse_pause(Origin(), ITEM), forms_waiting.snooze(Origin(), ITEM, [("Tomorrow", MONDAY)]),
        forms_waiting.move_anyway(Origin(), ITEM, MONDAY, "", Ripple(hidden=1), MONDAY),
        forms_waiting.move_anyway(Origin(), ITEM, MONDAY, "", Ripple(hidden=1), MONDAY, Form.EXTEND_ANYWAY),
        forms.done(Origin(), ITEM), forms.not_yet(Origin(), ITEM),
        forms_people.away(Origin(), MONDAY), forms_people.heirs(Origin(), [ITEM], JON),
        keep_colour(Origin(), project()), forms_policy.policy(Origin(), "Apollo", DEFAULT),
        forms_links.waits(Origin(), ITEM, [WAITING]), forms_links.objection(Origin(), ITEM),
        forms_risks.assess(Origin(), RISK, None), forms_risks.plan_for(Origin(), RISK, None, [], {}, 5),
        forms_risks.measure(Origin(), RISK, owner="U1", offer=None, above=None),
        forms_value.goal(Origin()), forms_value.serve(Origin(), project(), [goal()]),
        forms_value.kpi(Origin(), [project()], [goal()]), forms_value.value(Origin(), kpi(), MONDAY),
        forms_value.not_reached(Origin(), kpi()), forms_value.pulse(Origin(), kpi(), 20),
        forms_value.mandate(Origin(), None), forms_value.care(Origin(), project()),
        phases.phase_form(Origin(), project()), phases.waive_form(Origin(), project(), Phase.HYPERCARE, LACKS),
        phases.provide_form(Origin(), ARTEFACT), intake.propose_form(Origin(), [PACK]),
        which_project(Origin(), project(), [project()], [], 0, 3), which_item(Origin(), ITEM, [WAITING]),
        forms_offer.offer(Origin(), Suggested(ITEM, {1: "sap"})), forms_lessons.learn(Origin()),
        drafts.draft_form(Origin(), digest()),
    ]  # fmt: skip


def test_every_window_has_a_listener_and_a_view() -> None:
    assert set(FORMS) == set(Form) == {view["callback_id"] for view in windows()}


def test_a_refusal_is_shown_at_a_field_that_some_window_has() -> None:
    source = "".join(path.read_text() for path in Path(forms.__file__).parent.glob("forms*.py"))
    assert all(f'"{name}"' in source for name in FIELD_OF.values())
    assert set(FIELD_OF) <= set(SENTENCES)


# --- commands -------------------------------------------------------------------------


def test_every_word_of_the_grammar_has_a_command_and_the_other_way_round() -> None:
    assert set(COMMANDS) - {"today"} == set(VERBS)


def test_help_tells_of_everything_that_works_and_of_nothing_else() -> None:
    told = [verb for verbs in GROUPS.values() for verb in verbs]
    assert sorted(told) == sorted(VERBS)


# --- refusals -------------------------------------------------------------------------


def refusals_in_the_code() -> set[str]:
    """The name of every refusal that is raised; those of the playground are Slack's error names."""
    found = set()
    for package in (pmo_bot, handlers):
        for path in Path(str(package.__file__)).parent.rglob("*.py"):
            if "playground" not in path.parts:
                source = path.read_text()
                found |= set(re.findall(r'Refused\(\s*"(\w+)"', source))
                found |= set(re.findall(r'Refused\(\s*"\w+" if [^,]*? else "(\w+)"', source))
    return found


def test_every_refusal_has_a_sentence_and_every_sentence_a_refusal() -> None:
    assert refusals_in_the_code() == set(SENTENCES)


FACTS: dict[str, Any] = {
    "length": 600, "most": 500, "key": "A-12", "item": ITEM, "person": JON, "owner": MARIA, "requester": SAM,
    "since": LONG_AGO, "day": MONDAY, "today": MONDAY, "first": MONDAY, "last": MONDAY,
    "opens": MARIA.opens, "closes": MARIA.closes, "title": "It",
    "project": project(), "lead": JON, "words": "by then", "command": "digest", "verb": "done", "channel": "C1",
    "reference": "1a2b3c4d", "people": [MARIA, SAM], "role": "sponsor", "name": "A-12", "actor": JON, "own": False,
    "decision": decision(), "decider": INES, "event": event("item.done", ITEM), "sent": MONDAY,
    "by": JON, "needs": (Need.OWNER, Need.DUE), "mode": Mode.CONTROLLING,
    "leads": [JON], "mistakes": (Mistake("told_twice"),), "newer": decision(), "chosen": "Birch", "count": 7,
    "other": WAITING, "on": WAITING, "milestone": None, "chain": [ITEM, WAITING, None, ITEM],
    "latest": MONDAY, "at": at(MONDAY), "least": 1, "projects": [project()],
    "goal": goal(), "kpi": kpi(), "keys": ("1", "2"),
    "phase": Phase.HYPERCARE, "lacks": LACKS, "may_waive": True, "artefact": ARTEFACT, "where": "gates",
    "what": "it is no list", "seen": pair(),
}  # fmt: skip


def sentences() -> dict[str, Markup]:
    """Each refusal as it reads."""
    return {why: say(**{name: FACTS[name] for name in names_of(say)}) for why, say in SENTENCES.items()}


def names_of(function: Any) -> tuple[str, ...]:
    code = function.__code__
    return tuple(code.co_varnames[: code.co_argcount])


def test_every_refusal_can_be_said_and_names_a_next_step() -> None:
    step = re.compile(
        r"`/|\b(Choose|Try|Use|Name|Ask|Write|Shorten|Mention|Swap|Leave|Please|Type)\b|\bor leave it\b"
        r"|\bShow it\b"
    )
    for why, text in sentences().items():
        offers = why == "late"  # its button shows the item
        assert offers or step.search(text), f"{why}: {text}"
