"""The commands that keep something: `/pmo add`, `risk` and their kin."""

from collections.abc import Callable
from dataclasses import replace

from handlers import answering, opening
from handlers.answers import Answer, Open
from handlers.call import Call
from handlers.listener import Desk
from handlers.ranking import gives_way
from handlers.reading_text import Said, understand
from pmo_bot.blocks.forms import Origin
from pmo_bot.blocks.ids import Press, Verb
from pmo_bot.model import Kind
from pmo_bot.rules.grammar import Misread
from pmo_bot.rules.modes import Need, lacks, missing, mode_of
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.severity import has_clock, needed_of
from pmo_bot.services import items, left_out
from pmo_bot.services.changing import check_title
from pmo_bot.services.items import Capture
from pmo_bot.services.people import calendar_for


def add(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo add`: what, who, by when; without words a window."""
    return _capture(desk, call, said, Kind.ACTION)


def risk(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo risk`."""
    return _capture(desk, call, said, Kind.RISK)


def issue(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo issue`."""
    return _capture(desk, call, said, Kind.ISSUE)


def milestone(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo milestone`."""
    return _capture(desk, call, said, Kind.MILESTONE)


def _capture(desk: Desk, call: Call, said: Said, kind: Kind) -> Answer:
    due = said.due()
    today = calendar_for(said.owner or call.person).today(call.now)
    if due is not None and due.day < today:
        raise Refused("past", day=due.day, today=today)
    wanted = _wanted(call, said, kind)
    if not said.command.title:
        return Open(opening.add_form(desk.db, call, kind=kind, project=said.project, owner=said.owner, due=wanted.due,
                                       priority=wanted.priority, origin=_with_clock(call, wanted)))  # fmt: skip
    needs = _needs(desk, said, wanted)
    check_title(wanted.title)
    if needs:  # nothing that was typed is lost: the window has it
        return Open(opening.add_form(desk.db, call, kind=kind, project=said.project, text=wanted.title,
                                       owner=said.owner, due=wanted.due, priority=wanted.priority,
                                       needed=needs, origin=_with_clock(call, wanted)))  # fmt: skip
    return _kept(desk, call, said, wanted)


def _needs(desk: Desk, said: Said, wanted: Capture) -> tuple[Need, ...]:
    """What is lacking of what its project needs to know."""
    lacked = lacks(wanted.owner_id, wanted.due, wanted.project_id, wanted.done_means)
    needed = missing(mode_of(said.project), needed_of(wanted.kind, wanted.severity, said.project, lacked))
    if not needed or said.project is None:
        return needed
    left = left_out.for_window(desk.db, said.project.team_id, said.project)
    return tuple(one for one in needed if one not in left)


def _kept(desk: Desk, call: Call, said: Said, wanted: Capture) -> Answer:
    done = items.capture(desk.db, call.act, wanted)
    if asks := gives_way(desk, call, done, wanted.priority):
        return Open(asks)
    return answering.captured(desk.db, call, done, wanted.score)


def _with_clock(call: Call, wanted: Capture) -> Origin:
    clock = wanted.due_time
    score = "x".join(map(str, wanted.score or ()))
    return replace(call.origin, clock=clock.isoformat("minutes") if clock is not None else "", score=score,
                   severity=wanted.severity or 0, requirements=", ".join(wanted.requirements))  # fmt: skip


def _wanted(call: Call, said: Said, kind: Kind) -> Capture:
    due = said.due()
    return Capture(
        title=said.command.title,
        kind=kind,
        owner_id=_owner(call, said, kind),
        project_id=said.project.id if said.project else None,
        due=due.day if due else None,
        due_time=due.clock if due else None,
        priority=said.priority,
        decision=said.decision.number if said.decision else None,
        score=_score(said),
        severity=_severity(said),
        requirements=said.requirements(),
    )


def _owner(call: Call, said: Said, kind: Kind) -> int | None:
    """Whoever is named, else whoever types; but who reports a severe issue is not by that on it."""
    if said.owner is None and has_clock(kind, said.command.severity, said.project):
        return None
    return (said.owner or call.person).id


def _severity(said: Said) -> int | None:
    if said.command.unread_severity:
        raise Refused("which_severity", key="I-9")
    return said.command.severity


def _score(said: Said) -> tuple[int, int] | None:
    if said.command.unread_score:
        raise Refused("bad_score", words=said.command.unread_score)
    return said.command.score


CAPTURE_COMMANDS: dict[str, Callable[[Desk, Call, Said], Answer]] = {
    "add": add,
    "risk": risk,
    "issue": issue,
    "milestone": milestone,
}


def keep_title(desk: Desk, call: Call, press: Press) -> Answer:
    """The words that were taken for a date belong to the title."""
    said = understand(desk.db, call)
    if isinstance(said, Misread) or said.command.verb not in CAPTURE_COMMANDS or not said.titled:
        raise Refused("old_button")
    command = replace(said.command, title=said.titled, unread_date=None)
    return CAPTURE_COMMANDS[command.verb](desk, call, replace(said, command=command))


TITLE_CLICKS: dict[Verb, Callable[[Desk, Call, Press], Answer]] = {Verb.KEEP_TITLE: keep_title}
