"""The reminders of a policy as people type them: `-5 over 10, -1, 0, +1, +3, then every 5 up to 5`."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

FIXED = re.compile(r"(?i)([+\-\u2212]?\d{1,3})(?:\s*(?:over|if longer than|>)\s*(\d{1,3}))?")
REPEAT = re.compile(r"(?i)(?:then\s+)?every\s+(\d{1,3})(?:\s+up to\s+(\d{1,2}))?")
USUAL_MOST = 5
NONE = frozenset({"", "none", "no", "off"})


def written(rungs: Sequence[Mapping[str, Any]]) -> str:
    """How these reminders are typed."""
    return ", ".join(_rung(rung) for rung in rungs)


def _rung(rung: Mapping[str, Any]) -> str:
    if "every" in rung:
        return f"then every {rung['every']} up to {rung['max']}"
    at = f"{int(rung['at']):+d}" if rung["at"] else "0"
    return at + (f" over {rung['min_span']}" if "min_span" in rung else "")


def read(text: str) -> list[dict[str, int]] | None:
    """The reminders that were typed; None for what is not understood."""
    if text.strip().lower() in NONE:
        return []
    rungs = [_read(part.strip()) for part in text.replace(";", ",").split(",") if part.strip()]
    return [rung for rung in rungs if rung is not None] if None not in rungs else None


def _read(part: str) -> dict[str, int] | None:
    if found := REPEAT.fullmatch(part):
        return {"every": int(found[1]), "max": int(found[2] or USUAL_MOST)}
    if found := FIXED.fullmatch(part):
        at = {"at": int(found[1].replace("\u2212", "-"))}
        return {**at, "min_span": int(found[2])} if found[2] else at
    return None
