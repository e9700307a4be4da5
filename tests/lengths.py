"""How long the long proofs are: a short form in the test run, whole with `./run prove`."""

from __future__ import annotations

import os
from typing import TypeVar

import pytest

T = TypeVar("T")
WHOLE = os.environ.get("PROOFS") == "whole"
proof = pytest.mark.proof
"""A test that has a longer form."""
alone = pytest.mark.alone
"""One that measures time, or takes every core by itself: `./run torture` plays nothing beside it."""


def length(short: T, whole: T) -> T:
    """How many, or how long, in this run."""
    return whole if WHOLE else short
