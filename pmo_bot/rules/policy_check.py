"""Whether a policy makes sense: each mistake by itself, so that each can be said.

Nothing here changes a body.  `blocks.words.policy` has the sentence for every mistake.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pmo_bot.rules.left_out import FIELDS, KEY
from pmo_bot.rules.severity import MOST_DAYS, MOST_HOURS, SEVERITIES

RECIPIENTS = ("contact", "sponsor", "pmo")
FURTHEST = 260
"""Working days from the due date: a year."""
MOST_RUNGS, MOST_LETTERS = 12, 4000
PAUSES = {"grace": (1, 20), "ack_pause": (1, 20), "full_week": (1, 100),
          "first_projects": (1, 100), "critical_items": (1, 100),
          "budget_off": (1, 100)}  # fmt: skip
"""The plain numbers, each with the least and the most it may be."""
KNOWN = ("nudges", "escalate", "critical", "tell_requester", "untaken", KEY, *PAUSES)


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong, and the facts that fill its sentence."""

    what: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def check(body: object) -> tuple[Mistake, ...]:
    """Everything that is wrong with a policy; nothing for one that can be kept."""
    if not isinstance(body, Mapping):
        return (Mistake("no_object", {"known": ", ".join(KNOWN)}),)
    if len(json.dumps(body, default=str)) > MOST_LETTERS:
        return (Mistake("too_long", {"most": MOST_LETTERS}),)
    return tuple(mistake for look in LOOKS for mistake in look(body))


def _keys(body: Mapping[str, Any]) -> Iterator[Mistake]:
    yield from (
        Mistake("unknown_key", {"key": str(key), "known": ", ".join(KNOWN)}) for key in body if key not in KNOWN
    )


def _nudges(body: Mapping[str, Any]) -> Iterator[Mistake]:
    rungs = body.get("nudges", ())
    if not _is_list(rungs):
        yield Mistake("no_list", {"key": "nudges"})
        return
    if len(rungs) > MOST_RUNGS:
        yield Mistake("too_many", {"key": "nudges", "most": MOST_RUNGS})
    repeats = [rung for rung in rungs if isinstance(rung, Mapping) and "every" in rung]
    if len(repeats) > 1:
        yield Mistake("two_repeats")
    for rung in rungs:
        yield from _nudge(rung)


def _nudge(rung: object) -> Iterator[Mistake]:
    if not isinstance(rung, Mapping) or not (
        {"at"} <= set(rung) <= {"at", "min_span"} or set(rung) == {"every", "max"}
    ):
        yield Mistake("bad_nudge", {"rung": json.dumps(rung, default=str)[:100]})
        return
    if "at" in rung:
        yield from _offset(rung["at"], -FURTHEST)
        if "min_span" in rung and not _between(rung["min_span"], 1, FURTHEST):
            yield Mistake("bad_number", {"key": "min_span", "least": 1, "most": FURTHEST})
        return
    for key, most in (("every", FURTHEST), ("max", 20)):
        if not _between(rung[key], 1, most):
            yield Mistake("bad_number", {"key": key, "least": 1, "most": most})


def _ladder(body: Mapping[str, Any]) -> Iterator[Mistake]:
    rungs = body.get("escalate", ())
    if not _is_list(rungs):
        yield Mistake("no_list", {"key": "escalate"})
        return
    bad = [rung for rung in rungs if not _is_step(rung)]
    yield from (Mistake("bad_step", {"rung": json.dumps(rung, default=str)[:100]}) for rung in bad)
    if bad:
        return
    yield from (mistake for rung in rungs for mistake in _offset(rung["at"], 0, to=str(rung.get("to", "preview"))))
    sound = [rung for rung in rungs if _between(rung["at"], 0, FURTHEST)]
    if all("to" in rung for rung in rungs if rung not in sound):  # without the preview nothing can be said of the rest
        yield from _order(sound)


def _is_step(rung: object) -> bool:
    if not isinstance(rung, Mapping):
        return False
    return (set(rung) == {"at", "do"} and rung["do"] == "preview") or (
        set(rung) == {"at", "to"} and isinstance(rung["to"], str)
    )


def _order(rungs: Sequence[Mapping[str, Any]]) -> Iterator[Mistake]:
    """One preview before everybody, known recipients, each once, later ones later."""
    previews = [rung["at"] for rung in rungs if "do" in rung]
    told = [(rung["to"], rung["at"]) for rung in rungs if "to" in rung]
    yield from (Mistake("unknown_recipient", {"name": str(to)}) for to, _ in told if to not in RECIPIENTS)
    if len({to for to, _ in told}) < len(told):
        yield Mistake("told_twice")
    if told and len(previews) != 1:
        yield Mistake("one_preview", {"count": len(previews)})
    early = {to for to, at in told if len(previews) == 1 and at <= previews[0]}
    yield from (Mistake("preview_late", {"at": previews[0], "to": to}) for to, _ in told if to in early)
    yield from (
        Mistake("out_of_order", {"at": earlier, "to": to})
        for (_, earlier), (to, later) in pairwise(told)
        if later < earlier and to not in early
    )


def _pauses(body: Mapping[str, Any]) -> Iterator[Mistake]:
    for key, (least, most) in PAUSES.items():
        if key in body and not _between(body[key], least, most):
            yield Mistake("bad_number", {"key": key, "least": least, "most": most})


def _untaken(body: Mapping[str, Any]) -> Iterator[Mistake]:
    """How long an issue may be with nobody after go-live: each severity once, in hours or in days."""
    rungs = body.get("untaken", ())
    if not _is_list(rungs):
        yield Mistake("no_list", {"key": "untaken"})
        return
    bad = [rung for rung in rungs if not _is_limit(rung)]
    yield from (Mistake("bad_limit", {"rung": json.dumps(rung, default=str)[:100]}) for rung in bad)
    if not bad and len({rung["severity"] for rung in rungs}) < len(rungs):
        yield Mistake("severity_twice")


def _is_limit(rung: object) -> bool:
    if not isinstance(rung, Mapping) or not _between(rung.get("severity"), 1, len(SEVERITIES)):
        return False
    in_hours = set(rung) == {"severity", "hours"} and _between(rung["hours"], 1, MOST_HOURS)
    return in_hours or (set(rung) == {"severity", "days"} and _between(rung["days"], 1, MOST_DAYS))


def _flags(body: Mapping[str, Any]) -> Iterator[Mistake]:
    for key in ("critical", "tell_requester"):
        if not isinstance(body.get(key, False), bool):
            yield Mistake("bad_flag", {"key": key})


def _offset(value: object, least: int, **step: str) -> Iterator[Mistake]:
    """A day that is none; `to` says of whom."""
    if not _between(value, least, FURTHEST):
        yield Mistake("bad_number", {"key": "at", "least": least, "most": FURTHEST, **step})


def _between(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _without(body: Mapping[str, Any]) -> Iterator[Mistake]:
    left = body.get(KEY, ())
    if not _is_list(left):
        yield Mistake("no_list", {"key": KEY})
        return
    yield from (
        Mistake("unknown_field", {"name": str(one)[:60], "known": ", ".join(FIELDS)})
        for one in left
        if one not in FIELDS
    )


LOOKS: tuple[Callable[[Mapping[str, Any]], Iterator[Mistake]], ...] = (
    _keys,
    _nudges,
    _ladder,
    _pauses,
    _flags,
    _untaken,
    _without,
)
"""What is looked at, in the order in which it is said."""
