"""How each way in is played: the words, the button or the window, and which row of the company it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlmodel import select

from pmo_bot.blocks.forms import Origin
from pmo_bot.blocks.ids import Form, Shortcut, Verb
from pmo_bot.model import Decision, Item, Measurement
from tests.handlers.test_registry import windows
from tests.rights.company import ITEMS, Company
from tests.rights.office import Office, Shown
from tests.rights.payloads import TEAM
from tests.shown import typed

VIEWS = {view["callback_id"]: view for view in windows()}
KEYED = (*ITEMS, "unowned", "vendor", "tenant", "rehearsal", "supplier", "orphan")
NOWHERE = 999_999
PLACE = "C0GENERAL"
"""A channel of nobody's project, so that only what is named counts."""


@dataclass(frozen=True)
class Facts:
    """What a play may name, of one side: ids under the names of things, keys under `key_…`."""

    known: Mapping[str, Any]

    def words(self, text: str) -> str:
        """A text with everything in it that it names."""
        return text.format(**self.known)


def facts_of(company: Company, side: str) -> Facts:
    """Those of a side of the company."""
    things = company.things[side]
    with company.office.db.reading() as session:
        keys = {name: session.get_one(Item, things[name]).key for name in KEYED}
        keys["decision"] = session.get_one(Decision, things["decision"]).key
        value = session.exec(select(Measurement.id).where(Measurement.kpi_id == things["figure"])).first()
    named = {f"key_{name}": key for name, key in keys.items()}
    return Facts({**things, **company.ids, **named, "value": value, "mark": "Thing", "tag": things["key"].lower()})


def nowhere(facts: Facts) -> Facts:
    """The same for what does not exist: ids and keys that are nobody's."""
    known = dict(facts.known)
    for name, value in known.items():
        if name.startswith("key_"):
            known[name] = value.partition("-")[0] + "-99999"
        elif isinstance(value, int) and not name.startswith("id_"):
            known[name] = NOWHERE
    return Facts(known | {"key": "NOWHERE", "tag": "nowhere", "channel": "C0NOWHERE"})


@dataclass(frozen=True)
class Play:
    """Somebody does something; `before` is what others do first, so that there is something to be done."""

    does: Callable[[Office, str, Facts, str], Shown]
    before: tuple[tuple[str, str], ...] = ()

    def __call__(self, office: Office, who: str, facts: Facts, team: str = TEAM) -> Shown:
        """What whoever does it is shown."""
        for other, text in self.before:
            office.command(other, facts.words(text), PLACE)
        return self.does(office, who, facts, team)


def says(text: str, *before: tuple[str, str]) -> Play:
    """A command."""
    return Play(lambda office, who, facts, team: office.command(who, facts.words(text), PLACE, team), before)


def presses(verb: Verb, thing: str = "", extra: str = "", *before: tuple[str, str]) -> Play:
    """A button about a thing."""

    def press(office: Office, who: str, facts: Facts, team: str) -> Shown:
        value = f"1:{verb}:{facts.known[thing] if thing else 0}:{facts.words(extra)}".rstrip(":")
        return office.click(who, value, team, channel=PLACE)

    return Play(press, before)


@dataclass(frozen=True)
class Filled:
    """A window about a thing, filled in."""

    form: Form
    thing: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    kept: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self, office: Office, who: str, facts: Facts, team: str) -> Shown:
        """It is sent in."""
        view = VIEWS[self.form]
        kept = {name: facts.known.get(value, value) for name, value in self.kept.items()}
        origin = replace(Origin(facts.known[self.thing] if self.thing else 0, PLACE), **kept)
        state = typed(view, {name: {name: _plain(facts, value)} for name, value in self.values.items()
                             if name not in CHOSEN})  # fmt: skip
        for name in self.values.keys() & CHOSEN:
            chosen = {"text": {"type": "plain_text", "text": "x"}, "value": _plain(facts, self.values[name])}
            state[name] = {name: {"type": "static_select", "selected_option": chosen}}
        return office.submit(who, {**view, "private_metadata": origin.pack()}, state, team)


CHOSEN = {"project", "goal", "gives_way"}
"""Menus whose choices depend on what there is."""


def _plain(facts: Facts, value: Any) -> Any:
    return facts.words(value) if isinstance(value, str) else value


def fills(form: Form, thing: str = "", *before: tuple[str, str], kept: Mapping[str, Any] | None = None,
          **values: Any) -> Play:  # fmt: skip
    """A window."""
    return Play(Filled(form, thing, values, kept or {}), before)


# --- commands -----------------------------------------------------------------------------

LEAD, PMO, OWNER, BOARD = "U0LEAD", "U0PMO", "U0OWNER", "<#C0BOARD|steering>"
ABOUT_ITEMS = {
    "show": "", "why": "", "log": "a note", "done": "", "start": "", "move": "to 16 dec because so",
    "assign": "to <@U0CLERK>", "block": "because of the list", "snooze": "until 16 dec", "drop": "because so",
    "skill": "sap", "effort": "5", "tag": "login", "link": "after {key_shared}",
}  # fmt: skip
ABOUT_PROJECTS = {
    "": "", "lead": "<@U0CLERK>", "sponsor": "<@U0CLERK>", "mode": "directive", "channel": "", "goal": "G2",
    "people": "", "priority": "2", "thanks": "on", "gates": "", "template": "", "observe": "",
}  # fmt: skip

COMMANDS: Mapping[str, Play] = {
    "today": says(""), "help": says("help"), "prefs": says("prefs brief 09:45"), "list": says("list all"),
    "list project": says("list {key}"), "propose": says("propose Move the archive"),
    "add": says("add {mark} thing by 17 dec <@U0CLERK> #{tag}"),
    "ask": says("ask <@U0CLERK> {mark} one? Ash or Oak #{tag}"),
    "decide": says("decide {mark} zebra crossing gets paint #{tag}"),
    "risk": says("risk {mark} flood by 17 dec <@U0CLERK> #{tag} 2x2"),
    "issue": says("issue {mark} outage by 17 dec <@U0CLERK> #{tag} sev2"),
    "milestone": says("milestone {mark} opening 17 dec <@U0CLERK> #{tag}"),
    **{verb: says(f"{verb} {{key_action}} {rest}".strip()) for verb, rest in ABOUT_ITEMS.items()},
    "show decision": says("show {key_decision}"), "log words": says("log {mark}"),
    "accept": says("accept {key_asked}"), "decline": says("decline {key_asked} because no"),
    "assign unowned": says("assign {key_unowned} to <@U0CLERK>"), "unblock": says("unblock {key_blocked}"),
    "unlink": says("unlink {key_moved} from {key_before}"), "reopen": says("reopen {key_closed} by 17 dec"),
    "severity": says("severity {key_tenant} 1"),
    "digest": says("digest {key}"), "digest to": says(f"digest {{key}} to {BOARD} for executives"),
    "digest portfolio": says(f"digest portfolio to {BOARD}"), "digest preview": says("digest preview"),
    "handover": says("handover <@U0OWNER>"), "calendar": says("calendar"),
    "lesson": says("lesson Book {mark} things early because none was free #{tag}"), "lesson list": says("lesson {key}"),
    "win": says("win Something great was reached today #{tag}"), "win list": says("win list #{tag}"),
    "about": says("about"), "about start": says("about start"), "about sponsor": says("about sponsor <@U0OTHER>"),
    "about report": says("about report", (PMO, "about start <@U0SPONSOR>")), "about statement": says("about statement"),
    **{f"project {what}".strip(): says(f"project {{key}} {what} {rest}".strip())
       for what, rest in ABOUT_PROJECTS.items()},
    "project new": says("project new Zephyr"), "project list": says("project"),
    "project phase": says("project {key} phase hypercare <@U0OTHER>", (LEAD, "project {key} goal G2"),
                          (PMO, "project {key} gates warn"), (LEAD, "budget {key}")),
    "project gates set": says("project {key} gates block"),
    "project clone": says("project clone {key} as BOREAS from 11 jan"),
    "goal": says("goal"), "goal one": says("goal G1"), "goal new": says("goal new"),
    "kpi": says("kpi"), "kpi one": says("kpi K{figure}"), "kpi new": says("kpi new #{tag}"),
    "kpi value": says("kpi K{figure} 42"), "budget": says("budget {key}"),
    "budget set": says("budget {key} actual 400"),
    "status": says("status {key}"), "status set": says("status {key} red because so"),
    "freeze": says("freeze"), "freeze set": says("freeze 5 jan to 9 jan because x #{tag}"),
    "freeze all": says("freeze 5 jan to 9 jan because x"),
    "policy": says("policy {key}"), "policy change": says("policy {key} change"),
    "policy review": says("policy review {key}"), "policy try": says("policy try directive {key}"),
    "policy pilot": says("policy pilot {key}"),
}  # fmt: skip

# --- buttons ------------------------------------------------------------------------------

LATE, ASKED, RISK, MOVED = "packet late", "asked", "vendor", "moved"
THINGS: Mapping[str, tuple[Verb, ...]] = {
    "action": (Verb.DONE, Verb.ON_TRACK, Verb.NEW_DATE, Verb.BLOCKED, Verb.SNOOZE, Verb.WHY, Verb.SHOW, Verb.CHANGE,
               Verb.HAND, Verb.WAITS, Verb.OFFER),
    "blocked": (Verb.UNBLOCK, Verb.READY, Verb.READY_BY, Verb.NOT_WAITED),
    "paused": (Verb.ALLOW, Verb.REFUSE), "closed": (Verb.REOPEN,), "unowned": (Verb.TAKE,),
    ASKED: (Verb.ACCEPT, Verb.COUNTER, Verb.DECLINE, Verb.ASK_BACK),
    "offered date": (Verb.APPROVE, Verb.KEEP), "questioned": (Verb.ANSWER,),
    "confirmable": (Verb.CONFIRM, Verb.NOT_YET),
    LATE: (Verb.SENTENCE, Verb.EXTEND_TO, Verb.REASSIGN, Verb.DROP, Verb.ACKNOWLEDGE, Verb.RELEASE, Verb.TOGETHER,
           Verb.SCOPE, Verb.LIVE_WITH, Verb.NOTE),
    MOVED: (Verb.SEEN, Verb.OBJECT), "event": (Verb.UNDO,), "leaver": (Verb.HEIRS,), "id_owner": (Verb.HAND_OVER,),
    "saying": (Verb.ELSE,), "supplier": (Verb.DECIDE,), "rehearsal": (Verb.NEEDS,),
    RISK: (Verb.ASSESS, Verb.UNCHANGED, Verb.MEASURE, Verb.PLAN_FOR, Verb.ACTIVATE, Verb.HAPPENED),
    "project": (Verb.STATUS, Verb.SPONSOR_IN, Verb.POLICY_CHANGE, Verb.POLICY_HISTORY, Verb.KEEP_COLOUR, Verb.PHASE,
                Verb.SHOW_GATE, Verb.CARE, Verb.DRAFT),
    "decision": (Verb.READ_IT, Verb.SHOW_DECISION, Verb.FOLLOW, Verb.REPLACE, Verb.EXCEPT, Verb.REVIEW,
                 Verb.NOTHING_FOLLOWS, Verb.WITHDRAW),
    "goal": (Verb.GOAL, Verb.GOAL_OVER, Verb.GOAL_CHANGE, Verb.GOAL_AGAIN),
    "figure": (Verb.KPI, Verb.VALUE_OF, Verb.KPI_CHANGE), "figure asked": (Verb.VALUE,),
    "benefit": (Verb.CAME_TRUE, Verb.NOT_REACHED), "adoption": (Verb.PULSE_ASK,), "freeze": (Verb.LIFT,),
    "artefact": (Verb.PROVIDE,), "edition": (Verb.SEE_EDITION, Verb.STOP_EDITION), "win": (Verb.WIN_BACK,),
    "lesson": (Verb.IMPROVE, Verb.NO_ACTION), "lesson asked": (Verb.LEARN, Verb.NOTHING_LEARNED),
    "pair": (Verb.PAIR_SAME, Verb.PAIR_DIFFERENT, Verb.PAIR_TALK),
    "": (Verb.PREFERENCES, Verb.PAUSE, Verb.OPEN_HOME, Verb.NEW_ITEM, Verb.NEW_PROJECT, Verb.AWAY, Verb.BACK,
         Verb.KEEP_TIME, Verb.GOAL_NEW, Verb.KPI_NEW, Verb.MANDATE),
}  # fmt: skip

CLICKS: Mapping[Verb, Play] = {
    **{verb: presses(verb, thing) for thing, verbs in THINGS.items() for verb in verbs},
    Verb.PICK_DATE: presses(Verb.PICK_DATE, "", "add Draft it by then"),
    Verb.KEEP_TITLE: presses(Verb.KEEP_TITLE, "", "add Draft it by blurday"),
    Verb.GIVE: presses(Verb.GIVE, ASKED, "{id_clerk}"), Verb.EXTEND: presses(Verb.EXTEND, LATE, "2026-12-16"),
    Verb.TAKE_DATE: presses(Verb.TAKE_DATE, "action", "2026-12-16"),
    Verb.WHY_THESE: presses(Verb.WHY_THESE, "", "brief:{id_owner}:2026-12-02"),
    Verb.PAGE: presses(Verb.PAGE, "", "list:all:0:{project}"),
    Verb.HEIR: presses(Verb.HEIR, "leaver", "{id_clerk}"), Verb.APPLY: presses(Verb.APPLY, "saying", "done"),
    Verb.WHICH: presses(Verb.WHICH, "open saying", "{action}"),
    Verb.POLICY_WITHOUT: presses(Verb.POLICY_WITHOUT, "project", "+1"),
    Verb.START_NOW: presses(Verb.START_NOW, "project", "", (LEAD, "project {key} observe")),
    Verb.WOULD_SEND: presses(Verb.WOULD_SEND, "project", "", (LEAD, "project {key} observe")),
    Verb.LOOSER: presses(Verb.LOOSER, "project", "supportive"), Verb.CHOOSE: presses(Verb.CHOOSE, "supplier", "1"),
    Verb.SAY_COLOUR: presses(Verb.SAY_COLOUR, "project", "red"), Verb.FIX: presses(Verb.FIX, "action", "2026-12-16"),
    Verb.SCORE: presses(Verb.SCORE, "score asked", "4"), Verb.VALUE_BACK: presses(Verb.VALUE_BACK, "figure", "{value}"),
    Verb.CARE_OVER: presses(Verb.CARE_OVER, "project", "{id_watcher}"),
    Verb.GO_WITHOUT: presses(Verb.GO_WITHOUT, "project", "hypercare"),
    Verb.RETRY: presses(Verb.RETRY, "", f"digest {{key}} to {BOARD}"),
    Verb.USEFUL: presses(Verb.USEFUL, "lesson", "item:{vendor}"),
    Verb.NOT_THIS_TIME: presses(Verb.NOT_THIS_TIME, "lesson", "item:{vendor}"),
    Verb.FIRST_DAYS: presses(Verb.FIRST_DAYS, "", "", (PMO, "about start <@U0SPONSOR>")),
    Verb.PAIR_AGAIN: presses(Verb.PAIR_AGAIN, "other pair"),
    Verb.SEND_AGAIN: presses(Verb.SEND_AGAIN, "", "dead"),
}  # fmt: skip

# --- shortcuts ---------------------------------------------------------------------------

SHORTCUTS: Mapping[Shortcut, Play] = {
    name: Play(lambda office, who, facts, team, name=name: office.shortcut(  # type: ignore[misc]
        who, name, "" if name is Shortcut.NEW else facts.known["channel"], "Draft the plan", team))
    for name in Shortcut
}  # fmt: skip
