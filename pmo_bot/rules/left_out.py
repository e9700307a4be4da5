"""What a policy does without: fields that windows do not ask for, whatever a project's mode would ask."""

from collections.abc import Mapping
from typing import Any

KEY = "without"
DONE_MEANS, PRIORITY, REASON = "done_means", "priority", "reason"
FIELDS = (DONE_MEANS, PRIORITY, REASON)
"""What can be left out; the reason is the one for another date."""
PREFIX = "field."
"""Before the name of a field where else a reminder is named."""


def left_out(body: Mapping[str, Any]) -> frozenset[str]:
    """The fields that a policy leaves out."""
    return frozenset(str(one) for one in body.get(KEY, ()) if one in FIELDS)


def with_out(body: Mapping[str, Any], field: str) -> dict[str, Any]:
    """The policy without one more field."""
    return {**body, KEY: [one for one in FIELDS if one in left_out(body) | {field}]}
