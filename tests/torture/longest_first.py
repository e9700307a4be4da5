"""A plugin of pytest: what takes longest is played first, so that at the end no core waits for another."""

from __future__ import annotations

import pytest

LONGEST = (
    "test_redelivered.py", "test_no_false_alarms.py", "test_hostile_http.py", "test_migrating.py", "test_delivery.py",
    "test_clock_steps.py", "test_clocks_differ.py", "test_machines.py", "test_backup.py", "test_universe.py",
    "test_one_morning.py", "test_new_zone_rules.py", "test_downtime.py", "test_signatures.py",
)  # fmt: skip
"""As measured; where each is played does not depend on it."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The order of `LONGEST`; within a file, and for all that is not named, it stays."""
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))
