"""Tests that share something costly are played by one process."""

from __future__ import annotations

import pytest


@pytest.mark.xdist_group("groups")
def test_what_asks_to_stay_together_does(request: pytest.FixtureRequest, worker_id: str) -> None:
    """With pytest 9.2, pytest-xdist 3.8 forgets about groups and says nothing; all takes a third longer then."""
    if worker_id == "master":
        pytest.skip("there is one process")
    assert request.node.nodeid.endswith("@groups")
