"""The company that all of these look at; what one of them does has not happened for the next."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.databases import made
from tests.rights.besides import founded
from tests.rights.company import Company


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """One of everything in the open, and one of everything in a private channel."""
    there = founded(made(f"sqlite:///{tmp_path_factory.mktemp('rights') / 'company.db'}"))
    yield there
    there.office.close()
