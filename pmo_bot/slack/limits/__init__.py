"""The one check of everything that goes to Slack.

Tests are strict: what Slack would refuse raises.  Production trims, logs, and sends the most it can.
"""

from __future__ import annotations

import logging
import re
from typing import Any

from pmo_bot.slack.limits.payloads import PAYLOADS, Kind
from pmo_bot.slack.limits.shapes import Problem
from pmo_bot.slack.limits.trimming import fit
from pmo_bot.slack.limits.whole import whole

__all__ = ["BrokenPayload", "Kind", "Problem", "checked", "fit", "problems"]

_log = logging.getLogger(__name__)


class BrokenPayload(ValueError):
    """Slack would refuse this payload."""

    def __init__(self, kind: Kind, found: list[Problem]) -> None:
        self.kind, self.problems = kind, found
        super().__init__(f"{kind}: " + "; ".join(f"{one.pointer or '/'} {one.message}" for one in found))


def problems(kind: Kind, payload: Any) -> list[Problem]:
    """Everything Slack would refuse in this payload; empty when it can be sent."""
    found = list(PAYLOADS[kind].problems(payload, ""))
    return found + list(whole(kind, payload)) if isinstance(payload, dict) else found


def checked(kind: Kind, payload: dict[str, Any], *, strict: bool = False) -> dict[str, Any]:
    """The payload as it may be sent.  Strict raises for any problem.

    Otherwise it is trimmed; of a message or Home tab, blocks that are broken beyond trimming are left out, so that
    the rest arrives; a modal is not mutilated, for a form without its field would lose what people type.
    """
    found = problems(kind, payload)
    if not found:
        return payload
    if strict:
        raise BrokenPayload(kind, found)
    _log.warning("payload trimmed: %s", BrokenPayload(kind, found))
    fitted: dict[str, Any] = fit(kind, payload)
    left = problems(kind, fitted)
    if left and kind != "modal":
        fitted = _without(fitted, left)
        left = problems(kind, fitted)
    if left:
        raise BrokenPayload(kind, left)
    return fitted


def _without(payload: dict[str, Any], found: list[Problem]) -> dict[str, Any]:
    """The payload without the blocks that have a problem."""
    broken = {int(at[1]) for one in found if (at := re.match(r"/blocks/(\d+)", one.pointer))}
    if not broken or not isinstance(payload.get("blocks"), list):
        return payload
    return {**payload, "blocks": [block for index, block in enumerate(payload["blocks"]) if index not in broken]}
