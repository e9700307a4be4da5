"""The company that all of these look at; what one of them does has not happened for the next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rights.besides import founded
from tests.rights.company import Company


@pytest.fixture(scope="session")
def company(_migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """One of everything in the open, and one of everything in a private channel."""
    path = tmp_path_factory.mktemp("rights") / "company.db"
    path.write_bytes(_migrated_file.read_bytes())
    made = founded(f"sqlite:///{path}")
    yield made
    made.office.close()
