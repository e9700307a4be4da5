"""Packs: what a kind of project begins with.  A template is a pack of a workspace; both are read and written here.

A file says what a pack is in this form:

    name: agile
    title: Agile
    about: One sentence on when it fits.
    mode: supportive | controlling | directive
    gates_level: warn | require | block      (left out: as the workspace has it)
    words: {milestone: sprint goal}           what its people say for action, milestone, risk, issue, project
    milestones: [{title: …, after: 10, means: …}]    working days after the project began
    gates: {delivery: [Rollback plan]}        what is needed to leave a phase
    checklist: [{title: …, after: 5, means: …}]      what operations take over, working days after go-live
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pmo_bot.model import Enforce, Mode, Phase
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.vocabulary import TERMS

NAME_MOST, TITLE_MOST, TEXT_MOST = 60, 200, 500
STEPS_MOST, DAYS_MOST = 60, 1500


@dataclass(frozen=True, slots=True)
class Step:
    """Something with a day: so many working days after it all began."""

    title: str
    after: int
    means: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """What a project begins with."""

    name: str
    title: str
    about: str = ""
    mode: Mode = Mode.SUPPORTIVE
    level: Enforce | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    milestones: tuple[Step, ...] = ()
    gates: Mapping[Phase, tuple[str, ...]] = field(default_factory=dict)
    checklist: tuple[Step, ...] = ()


KEYS = frozenset({"name", "title", "about", "mode", "gates_level", "words", "milestones", "gates", "checklist"})


def read(body: Any) -> Pack:
    """A pack from what a file says; refuses what is not one, with the place."""
    if not isinstance(body, Mapping):
        raise _bad("the file", "it is no list of names and values")
    strange = sorted(str(key) for key in body if key not in KEYS)
    if strange:
        raise _bad(strange[0], "there is no such part")
    return Pack(
        name=_text(body.get("name"), "name", NAME_MOST, needed=True),
        title=_text(body.get("title"), "title", NAME_MOST, needed=True),
        about=_text(body.get("about", ""), "about", TEXT_MOST),
        mode=Mode(_one_of(body.get("mode", "supportive"), "mode", list(Mode))),
        level=Enforce(_one_of(body["gates_level"], "gates_level", list(Enforce))) if "gates_level" in body else None,
        words=_words(body.get("words", {})),
        milestones=_steps(body.get("milestones", []), "milestones"),
        gates=_gates(body.get("gates", {})),
        checklist=_steps(body.get("checklist", []), "checklist"),
    )


def write(pack: Pack) -> dict[str, Any]:
    """A pack as a file says it: `read(write(pack))` is the same pack."""
    return {
        "name": pack.name,
        "title": pack.title,
        "about": pack.about,
        "mode": pack.mode.value,
        **({"gates_level": pack.level.value} if pack.level is not None else {}),
        "words": dict(pack.words),
        "milestones": [_said(step) for step in pack.milestones],
        "gates": {phase.value: list(names) for phase, names in pack.gates.items()},
        "checklist": [_said(step) for step in pack.checklist],
    }


def columns(pack: Pack) -> dict[str, Any]:
    """What a pack says of the project itself, by column."""
    checklist = [_said(step) for step in pack.checklist]
    return {"pack": pack.name, "words": dict(pack.words), "gates": pack.level, "checklist": checklist}


def _said(step: Step) -> dict[str, Any]:
    return {"title": step.title, "after": step.after, **({"means": step.means} if step.means else {})}


def _bad(where: str, why: str) -> Refused:
    return Refused("bad_pack", where=where[:TITLE_MOST], what=why)


def _text(value: Any, where: str, most: int, *, needed: bool = False) -> str:
    if not isinstance(value, str) or (needed and not value.strip()):
        raise _bad(where, "it has to be words")
    if len(value) > most:
        raise _bad(where, f"it has more than {most} letters")
    return value


def _one_of(value: Any, where: str, known: Sequence[str]) -> str:
    if value not in known:
        raise _bad(where, f"it has to be one of {', '.join(known)}")
    return str(value)


def _words(value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise _bad("words", "it has to be names and values")
    return {_one_of(key, "words", TERMS): _text(said, f"words, {key}", NAME_MOST, needed=True)
            for key, said in value.items()}  # fmt: skip


def _steps(value: Any, where: str) -> tuple[Step, ...]:
    if not isinstance(value, list) or len(value) > STEPS_MOST:
        raise _bad(where, f"it has to be a list of at most {STEPS_MOST}")
    return tuple(_step(one, f"{where}, number {number}") for number, one in enumerate(value, 1))


def _step(value: Any, where: str) -> Step:
    if not isinstance(value, Mapping) or not set(value) <= {"title", "after", "means"}:
        raise _bad(where, "it has to be a title, after and means")
    after = value.get("after", 0)
    if not isinstance(after, int) or isinstance(after, bool) or not 0 <= after <= DAYS_MOST:
        raise _bad(where, f"after has to be a whole number of working days, at most {DAYS_MOST}")
    title = _text(value.get("title"), where, TITLE_MOST, needed=True)
    return Step(title, after, _text(value.get("means", ""), where, TEXT_MOST))


def _gates(value: Any) -> dict[Phase, tuple[str, ...]]:
    if not isinstance(value, Mapping):
        raise _bad("gates", "it has to be phases with lists")
    found = {}
    for key, names in value.items():
        phase = Phase(_one_of(key, "gates", list(Phase)))
        if not isinstance(names, list) or len(names) > STEPS_MOST:
            raise _bad(f"gates, {key}", f"it has to be a list of at most {STEPS_MOST}")
        found[phase] = tuple(_text(name, f"gates, {key}", TITLE_MOST, needed=True) for name in names)
    return found
