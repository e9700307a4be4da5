"""Checks of tables and charts."""

from typing import Any

from pmo_bot.playground.check_parts import IDENTIFIER
from pmo_bot.playground.check_rich_text import RICH_TEXT
from pmo_bot.playground.check_shape import (
    Check,
    Report,
    anything,
    boolean,
    choice,
    items,
    length,
    number,
    obj,
    on,
    string,
    typed,
)

_BASE: dict[str, Check] = {"type": anything}
_BLOCK: dict[str, Check] = {"block_id": IDENTIFIER}
_RAW: dict[str, Check] = {
    "raw_text": obj({**_BASE, "text": string(least=1)}),
    "raw_number": obj({**_BASE, "value": number(whole=False)}, {"text": string(least=1)}),
}
_CELL = typed({**_RAW, "rich_text": RICH_TEXT})
_COLUMN = obj({}, {"align": choice("left", "center", "right"), "is_wrapped": boolean})


def _column(value: Any, at: str, report: Report) -> None:
    """Column settings may be skipped with null."""
    if value is not None:
        _COLUMN(value, at, report)


def _same_width(value: Any, at: str, report: Report) -> None:
    """Every row has as many cells as the first."""
    rows = value.get("rows")
    if isinstance(rows, list) and rows and all(isinstance(row, list) for row in rows):
        for index, row in enumerate(rows):
            if len(row) != len(rows[0]):
                report.say("every row must have the same number of cells", f"{at}/rows/{index}")


def _plain_header(value: Any, at: str, report: Report) -> None:
    """The first row of a data table names its columns, in plain cells."""
    rows = value.get("rows")
    if isinstance(rows, list) and rows and isinstance(rows[0], list):
        for index, cell in enumerate(rows[0]):
            if isinstance(cell, dict) and cell.get("type") == "rich_text":
                report.say("header cells must not be rich_text", f"{at}/rows/0/{index}")


def _not_too_much(value: Any, at: str, report: Report) -> None:
    """All cells of a data table together have at most 10,000 characters."""
    if _size(value.get("rows")) > 10_000:
        report.say("must be less than 10001 characters in total", f"{at}/rows")


def _size(value: Any) -> int:
    if isinstance(value, dict):
        own = value.get("text")
        return (length(own) if isinstance(own, str) else 0) + sum(_size(v) for v in value.values())
    return sum(_size(each) for each in value) if isinstance(value, list) else 0


TABLE = obj(
    {**_BASE, "rows": items(items(_CELL, 1, 20), 1, 100)},
    {**_BLOCK, "column_settings": items(_column, 0, 20)},
    _same_width,
    on("message"),
)

DATA_TABLE = obj(
    {**_BASE, "rows": items(items(_CELL, 1, 20), 2, 101), "caption": string(least=1)},
    {**_BLOCK, "page_size": number(1, 100), "row_header_column_index": number(0, 19)},
    _same_width,
    _plain_header,
    _not_too_much,
    on("message"),
)


def _above_zero(value: Any, at: str, report: Report) -> None:
    number(whole=False)(value, at, report)
    if isinstance(value, int | float) and value <= 0:
        report.say("must be greater than 0", at)


_SEGMENT = obj({"label": string(20, 1), "value": _above_zero})
_POINT = obj({"label": string(20, 1), "value": number(whole=False)})
_SERIES = obj({"name": string(20, 1), "data": items(_POINT, 1, 20)})
_AXES = obj(
    {"categories": items(string(20, 1), 1, 20)},
    {"x_label": string(50, 1), "y_label": string(50, 1)},
)


def _points_fit(value: Any, at: str, report: Report) -> None:
    """Series have names of their own and exactly one point per category."""
    series, axes = value.get("series"), value.get("axis_config")
    if not isinstance(series, list) or not all(isinstance(each, dict) for each in series):
        return
    names = [each.get("name") for each in series]
    for index, name in enumerate(names):
        if name in names[:index]:
            report.say("series names must be unique", f"{at}/series/{index}/name")
    categories = axes.get("categories") if isinstance(axes, dict) else None
    if not isinstance(categories, list):
        return
    for index, each in enumerate(series):
        data = each.get("data")
        labels = [point.get("label") for point in data if isinstance(point, dict)] if isinstance(data, list) else []
        if sorted(map(str, labels)) != sorted(map(str, categories)):
            report.say("must have exactly one data point per category", f"{at}/series/{index}/data")


_XY = obj({**_BASE, "series": items(_SERIES, 1, 6), "axis_config": _AXES}, {}, _points_fit)
_CHART = typed({"pie": obj({**_BASE, "segments": items(_SEGMENT, 1, 6)}), "bar": _XY, "line": _XY, "area": _XY})

CHART = obj({**_BASE, "title": string(50, 1), "chart": _CHART}, _BLOCK, on("message", "home"))
