"""Every word `/pmo` knows: what it is for and how it is used.  Help and docs/commands.md are made from this table."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Takes = Literal["title", "items", "date", "shift", "score", "severity", "tags"]


@dataclass(frozen=True, slots=True)
class Verb:
    """A command.

    It makes something of a `title`, or acts on `items` named by their keys; it may carry a `date`, or a `shift`
    of one ("two more days"), a `score` ("4x3"), a `severity` ("sev1"), or `tags` ("#rooms"); without any of these
    it reads its words by itself.
    """

    name: str
    takes: frozenset[Takes]
    summary: str
    example: str
    aliases: tuple[str, ...] = ()


def _verb(name: str, takes: tuple[Takes, ...], summary: str, example: str, aliases: str = "") -> Verb:
    return Verb(name, frozenset(takes), summary, example, tuple(aliases.split()))


_NEW: tuple[Takes, ...] = ("title", "date")
_TO: tuple[Takes, ...] = ("items",)

_ALL = (
    _verb(
        "add",
        _NEW,
        "Ask somebody for something, or note it for yourself.",
        "add Draft the cutover plan @maria by next friday #apollo",
        "todo task action new",
    ),
    _verb(
        "decide",
        ("title",),
        "Write down a decision and why it was taken.",
        "decide Keep the old tenant running because legal needs it #apollo",
        "decision",
    ),
    _verb(
        "ask", _NEW, "Ask somebody for a decision.", "ask @ines Which vendor do we take? Acme or Birch by wed #apollo"
    ),
    _verb(
        "risk",
        (*_NEW, "score"),
        "Note what could go wrong, and who watches it.",
        "risk The vendor may deliver late @jon by end of month #apollo 4x3",
    ),
    _verb(
        "issue",
        (*_NEW, "severity"),
        "Note what has gone wrong, how severe it is, and who sorts it out.",
        "issue The test tenant is down @maria sev1",
    ),
    _verb(
        "milestone",
        _NEW,
        "Set a date the project works towards.",
        "milestone Migration rehearsal 10 dec @maria #apollo",
    ),
    _verb("list", (), "See what is open: yours, a person's or a project's.", "list overdue #apollo", "due mine"),
    _verb("show", _TO, "See one item with its history.", "show A-12"),
    _verb("done", _TO, "Say that something is finished.", "done A-12", "close complete finish finished"),
    _verb("start", _TO, "Say that you have begun.", "start A-12", "begin"),
    _verb("reopen", ("items", "date"), "Open something again that was closed.", "reopen A-12 by friday"),
    _verb("drop", _TO, "Let something go, with the reason.", "drop A-12 because the vendor does it", "cancel"),
    _verb(
        "move",
        ("items", "date", "shift"),
        "Give something a new date.",
        "move A-12 to 4 dec because legal answers on Monday",
        "reschedule postpone",
    ),
    _verb("assign", ("items", "date"), "Ask somebody to own something.", "assign A-12 to @jon", "owner reassign"),
    _verb(
        "block",
        ("items", "date"),
        "Say what you are waiting for, and whom.",
        "block A-12 because the list is missing @ines",
        "blocked",
    ),
    _verb("unblock", _TO, "Say that the waiting is over.", "unblock A-12", "unblocked"),
    _verb(
        "link",
        _TO,
        "Say what has to be there first, or which milestone something belongs to.",
        "link A-12 after M-3",
        "after before waits needs depends",
    ),
    _verb("unlink", _TO, "Say that something no longer waits for another.", "unlink A-12 from M-3"),
    _verb(
        "snooze", ("items", "date", "shift"), "Hear nothing about something for a while.", "snooze A-12 until monday"
    ),
    _verb("accept", ("items", "date"), "Say yes to what you were asked for.", "accept A-12", "yes"),
    _verb("decline", _TO, "Say no to what you were asked for.", "decline A-12 because Jon owns the vendor", "no"),
    _verb(
        "log",
        _TO,
        "Add a note to an item's history; without an item, find decisions.",
        "log A-12 Legal promised the list for Monday",
        "note",
    ),
    _verb(
        "project",
        (),
        "See or start (“new”) a project; change lead, sponsor, mode or channel.",
        "project APOLLO sponsor @ines",
        "projects",
    ),
    _verb(
        "digest",
        (),
        "See a project's next report, or send it somewhere else too.",
        "digest APOLLO to #steering for sponsors",
        "report",
    ),
    _verb(
        "status", (), "Say or see how a project is doing.", "status APOLLO amber because one input is open", "health"
    ),
    _verb(
        "freeze",
        (),
        "See or set days on which nothing is to fall due.",
        "freeze 20 dec to 3 jan because year end #apollo",
        "freezes",
    ),
    _verb("skill", _TO, "Say what somebody has to be able to do for something.", "skill A-12 sap, python"),
    _verb("severity", (), "Say how severe an issue is, from 1 (work stands still) to 4.", "severity I-9 2", "sev"),
    _verb(
        "tag", _TO, "Say which requirements an item or a decision is for.", "tag A-12 login, gdpr", "tags requirement"
    ),
    _verb("effort", (), "Say how much something takes, from 1 to 8.", "effort A-12 5", "size points"),
    _verb(
        "lesson",
        ("title", "tags"),
        "See or write down what projects would do differently.",
        "lesson Book the room a month ahead because none was free #apollo #rooms",
        "lessons",
    ),
    _verb("why", _TO, "See why a message about an item was sent.", "why A-12"),
    _verb("policy", (), "See when PMO Bot reminds people and whom it tells.", "policy APOLLO"),
    _verb("prefs", (), "Choose when and how PMO Bot writes to you.", "prefs brief 09:30", "preferences settings"),
    _verb("calendar", (), "Read your dates in your own calendar.", "calendar", "ics"),
    _verb("handover", (), "Write down what somebody keeps in motion, for whoever takes over.", "handover @maria"),
    _verb(
        "goal",
        (),
        "See what projects are for; start a goal (“new”), or follow one.",
        "goal G2",
        "goals",
    ),
    _verb(
        "kpi",
        (),
        "See, start (“new”) or fill in a figure that is measured.",
        "kpi K1 42",
        "kpis figure figures measure",
    ),
    _verb(
        "budget",
        (),
        "Write down or see what a project was to cost, has cost and will cost.",
        "budget APOLLO planned 120000 actual 30000 forecast 140000 EUR because the vendor costs more",
    ),
    _verb("about", (), "See what the PMO is for and how its own targets stand.", "about", "mandate"),
    _verb(
        "win",
        ("title",),
        "See or write down what was reached.",
        "win The first report that everybody read #apollo",
        "wins",
    ),
    _verb(
        "propose",
        ("title",),
        "Propose a project; a PMO lead decides whether it begins.",
        "propose Move the archive",
        "proposal",
    ),
    _verb("help", (), "See what you can type.", "help move", "?"),
)

VERBS: Mapping[str, Verb] = MappingProxyType({verb.name: verb for verb in _ALL})
SPELLINGS: Mapping[str, Verb] = MappingProxyType({said: verb for verb in _ALL for said in (verb.name, *verb.aliases)})
