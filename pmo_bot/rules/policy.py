"""When a policy nudges and when it escalates."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pmo_bot.model import Mode, Person, Policy, Profile, Project
from pmo_bot.rules.calendar import Calendar

DEFAULT: dict[str, Any] = {
    "nudges": [
        {"at": -5, "min_span": 10},
        {"at": -1},
        {"at": 0},
        {"at": 1},
        {"at": 3},
        {"every": 5, "max": 5},
    ],
    "escalate": [
        {"at": 1, "do": "preview"},
        {"at": 2, "to": "contact"},
        {"at": 4, "to": "sponsor"},
        {"at": 8, "to": "pmo"},
    ],
    "grace": 2,
    "ack_pause": 3,
}
"""What holds where nobody said otherwise.  Offsets are the owner's working days from the effective due date."""


@dataclass(frozen=True, slots=True)
class Step:
    """A nudge of the ladder: its name (`-1`, `0`, `+3`) and the local date it is meant for."""

    name: str
    on: date


@dataclass(frozen=True, slots=True)
class Ladder:
    """A policy as the rules read it; `version` goes into receipts."""

    body: Mapping[str, Any]
    version: int = 0
    recipients: tuple[tuple[str, int], ...] = field(init=False, repr=False, compare=False)
    """Whom an escalation reaches, in order, each with its offset."""

    def __post_init__(self) -> None:
        rungs = (rung for rung in self.body.get("escalate", ()) if "to" in rung)
        object.__setattr__(self, "recipients", tuple((str(rung["to"]), int(rung["at"])) for rung in rungs))

    @property
    def grace(self) -> int:
        """Working days between two recipients of an escalation."""
        return int(self.body.get("grace", DEFAULT["grace"]))

    @property
    def ack_pause(self) -> int:
        """Working days an acknowledgement keeps an escalation still."""
        return int(self.body.get("ack_pause", DEFAULT["ack_pause"]))

    @property
    def lets_critical_through(self) -> bool:
        """Whether what is critical waits neither for a preview nor for anybody's working hours."""
        return bool(self.body.get("critical", False))

    @property
    def tells_requester(self) -> bool:
        """Whether whoever asked for it hears once that it is late."""
        return bool(self.body.get("tell_requester", True))

    @property
    def preview_at(self) -> int | None:
        """Working days after the due date on which the owner sees the packet; None when nothing is escalated."""
        return next((int(rung["at"]) for rung in self.body.get("escalate", ()) if rung.get("do") == "preview"), None)

    def offset(self, step: str) -> int:
        """Working days after the due date of a step; whoever is told because nobody is left takes the first."""
        first = self.recipients[0][1] if self.recipients else 0
        return dict(self.recipients).get(step, first)

    def nudges(self, calendar: Calendar, due: date, span: int, held: int = 0) -> tuple[Step, ...]:
        """Every nudge for a commitment of `span` working days, in order of their dates.

        Working days that were spent waiting for somebody else (`held`) do not count as late.
        """
        offsets = sorted(set(self._offsets(span)))
        days = calendar.plus_each(due, [at + held if at > 0 else at for at in offsets])
        return tuple(Step(step_name(at), on) for at, on in zip(offsets, days, strict=True))

    def _offsets(self, span: int) -> Iterator[int]:
        rungs = self.body.get("nudges", ())
        fixed = [int(rung["at"]) for rung in rungs if "at" in rung and _long_enough(rung, span)]
        yield from fixed
        late = [at for at in fixed if at > 0]
        for rung in rungs:
            if "every" in rung:
                start, room = max(late, default=0), int(rung["max"]) - len(late)
                yield from (start + int(rung["every"]) * n for n in range(1, room + 1))


def _long_enough(rung: Mapping[str, Any], span: int) -> bool:
    # Who takes over what is late already has a span below zero; that shortens nothing but the early warning.
    return "min_span" not in rung or span > int(rung["min_span"])


def step_name(at: int) -> str:
    """What a reminder is called in the slot of a line: `-5`, `0`, `+3`."""
    return f"{at:+d}" if at else "0"


def for_mode(body: Mapping[str, Any], mode: Mode) -> dict[str, Any]:
    """The policy as a governance mode applies it: directive is one step faster after the preview."""
    if mode is not Mode.DIRECTIVE:
        return dict(body)
    earlier = {step: at for (step, _), (_, at) in _pairs(Ladder(body).recipients)}
    rungs = [
        {**rung, "at": earlier.get(rung["to"], rung["at"])} if "to" in rung else rung
        for rung in body.get("escalate", ())
    ]
    return {**body, "escalate": rungs}


def _pairs(rungs: tuple[tuple[str, int], ...]) -> Iterator[tuple[tuple[str, int], tuple[str, int]]]:
    # Each rung takes the date of the one before it; the first stays.
    return zip(rungs[1:], rungs, strict=False)


# --- what each person chose -------------------------------------------------------------

LIGHT_LATE = 2
ACTIVE: tuple[dict[str, int], ...] = ({"at": -3, "min_span": 5}, {"at": -2, "min_span": 3}, {"at": 2})
"""Lines that come on top, earlier ones only where the promise is long enough for them."""


def for_profile(ladder: Ladder, profile: Profile) -> Ladder:
    """The policy with as many reminders as its owner wants; what is asked and passed on stays as it is.

    Light: on the day, the last of the first days after it, and one more.  Active: some in between.  A policy without
    reminders has none for anybody.
    """
    rungs = ladder.body.get("nudges", ())
    if profile is Profile.STANDARD or not rungs:
        return ladder
    nudges = _fewer(rungs) if profile is Profile.LIGHT else [*rungs, *ACTIVE]
    return replace(ladder, body={**ladder.body, "nudges": nudges})


def _fewer(rungs: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    fixed = [rung for rung in rungs if "at" in rung]
    late = [rung for rung in fixed if rung["at"] > 0]
    kept = [*(rung for rung in fixed if rung["at"] == 0), *late[-1:]]
    again = [{**rung, "max": min(int(rung["max"]), LIGHT_LATE)} for rung in rungs if "every" in rung]
    return [dict(rung) for rung in (*kept, *again)]


# --- which one counts --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Version:
    """One version and who made it."""

    policy: Policy
    by: Person | None


@dataclass(frozen=True, slots=True)
class InForce:
    """What decides for a project, or for the workspace where `project` is None."""

    project: Project | None
    mode: Mode
    ladder: Ladder
    """As the mode applies it."""
    body: Mapping[str, Any]
    """As it was written."""
    versions: tuple[Version, ...]
    """All there were, newest first; of the workspace where the project has none of its own."""
    own: bool
    """Whether the project has a policy of its own."""
    reader_may: bool
    """Whether whoever looks may change it."""

    @property
    def newest(self) -> Version | None:
        """The version in force; None for the default."""
        return self.versions[0] if self.versions else None
