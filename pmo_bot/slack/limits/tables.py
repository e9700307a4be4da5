"""Tables: rows of equal length."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pmo_bot.slack.limits import numbers as at_most
from pmo_bot.slack.limits import objects as o
from pmo_bot.slack.limits.cutting import size
from pmo_bot.slack.limits.rich import RICH_TEXT
from pmo_bot.slack.limits.shapes import (
    Flag,
    Found,
    Kinds,
    Many,
    Number,
    Problem,
    Record,
    Shape,
    one_of,
    typed,
    words,
)

_CELLS: dict[str, Shape] = {
    "raw_text": typed("raw_text", {"text": words(at_most.TEXT)}, {"emoji": Flag()}),
    "raw_number": typed("raw_number", {"value": Number(whole=False)}, {"text": words(at_most.TEXT)}),
    "rich_text": RICH_TEXT,
}
_ROW = Many(Kinds(_CELLS), at_most.TABLE_CELLS)
_COLUMN = Record({}, {"align": one_of("left", "center", "right"), "is_wrapped": Flag()})


def _even(value: Mapping[str, Any], at: str) -> Found:
    for index, row in enumerate(value["rows"]):
        if len(row) != len(value["rows"][0]):
            yield Problem(f"{at}/rows/{index}", "has more or fewer cells than the first row")


def _heading_is_plain(value: Mapping[str, Any], at: str) -> Found:
    for index, cell in enumerate(value["rows"][0]):
        if cell["type"] == "rich_text":
            yield Problem(f"{at}/rows/0/{index}", "is a heading and takes no rich_text")


def _row_header(value: Mapping[str, Any], at: str) -> Found:
    if value.get("row_header_column_index", 0) >= len(value["rows"][0]):
        yield Problem(f"{at}/row_header_column_index", "is beyond the last column")


def _total(value: Mapping[str, Any], at: str) -> Found:
    if _cell_text(value["rows"]) > at_most.DATA_TABLE_TEXT:
        yield Problem(f"{at}/rows", f"has more than {at_most.DATA_TABLE_TEXT} characters in all")


def _cell_text(part: Any) -> int:
    if isinstance(part, dict):
        own = size(part["text"]) if isinstance(part.get("text"), str) else 0
        return own + sum(_cell_text(inner) for name, inner in part.items() if name != "text")
    return sum(map(_cell_text, part)) if isinstance(part, list) else 0


_LEAST = 2  # a heading and one row


def _fewer_rows(_: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Rows from the end go until the text fits."""
    rows = after.get("rows")
    while isinstance(rows, list) and len(rows) > _LEAST and _cell_text(rows) > at_most.DATA_TABLE_TEXT:
        rows = rows[: max(_LEAST, len(rows) * 9 // 10)]
    return {**after, "rows": rows} if "rows" in after else after


TABLE = typed(
    "table",
    {"rows": Many(_ROW, at_most.TABLE_ROWS)},
    {"block_id": o.BLOCK_ID, "column_settings": Many(_COLUMN, at_most.TABLE_COLUMNS)},
    rules=(_even,),
    mend=_fewer_rows,
)
DATA_TABLE = typed(
    "data_table",
    {"rows": Many(_ROW, at_most.DATA_TABLE_ROWS, least=2), "caption": words(at_most.TEXT)},
    {
        "block_id": o.BLOCK_ID,
        "page_size": Number(1, at_most.DATA_TABLE_PAGE),
        "row_header_column_index": Number(0, at_most.TABLE_CELLS - 1),
    },
    rules=(_even, _heading_is_plain, _row_header, _total),
    mend=_fewer_rows,
)
