"""What a column takes from an import, where no table of the example has one."""

from __future__ import annotations

from typing import Any

import pytest

from pmo_bot.exchange.columns import Wrong, reader
from pmo_bot.model import Base

TARGET = reader(Base.metadata.tables["goal"].columns["target"])


@pytest.mark.parametrize(("written", "read"), [(2, 2.0), (2.5, 2.5), (-1e300, -1e300), (None, None)])
def test_a_figure_need_not_be_whole(written: Any, read: float | None) -> None:
    assert TARGET(written) == read


@pytest.mark.parametrize("written", ["2", True, [2], 10**400, float("nan"), float("inf")])
def test_what_is_no_figure_is_refused(written: Any) -> None:
    with pytest.raises(Wrong, match="is no number"):
        TARGET(written)
