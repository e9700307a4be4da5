"""Rich text, tables and charts: the blocks that hold structured text and figures.

A leaf takes people's text as it is: nothing in it is read as markup, so it cannot mention, link or format.
"""

# ruff: noqa: A002  # `id=` is the word of the kit: no caller needs the builtin here

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NewType, TypeVar

from pmo_bot.blocks.elements import NOTHING, bare, given
from pmo_bot.blocks.text import clean, plain, shorten

Block = NewType("Block", dict[str, Any])
Leaf = NewType("Leaf", dict[str, Any])
Part = NewType("Part", dict[str, Any])
Thing = TypeVar("Thing")
Align = Literal["left", "center", "right"]

# Slack's limits, as in slack/limits/numbers.py; a test holds the two together.
LEAF = 3000
LIST_INDENT = 8
TABLE_ROWS, TABLE_CELLS = 100, 20
CHART_TITLE, AXIS_LABEL = 50, 50
CHART_NAME = 20
CHART_SERIES, CHART_POINTS = 6, 20


def leaf(text: str, *, bold: bool = False, italic: bool = False, strike: bool = False, code: bool = False) -> Leaf:
    """Words with a style."""
    style = given(bold=bold or None, italic=italic or None, strike=strike or None, code=code or None)
    words = shorten(clean(plain(text)), LEAF)  # with its spaces: leaves follow each other on one line
    return Leaf(given(type="text", text=words or NOTHING, style=style or None))


def user_leaf(slack_id: str) -> Leaf:
    """A person; notifies them where Slack does."""
    return Leaf({"type": "user", "user_id": slack_id})


def channel_leaf(channel_id: str) -> Leaf:
    """A channel."""
    return Leaf({"type": "channel", "channel_id": channel_id})


def link_leaf(url: str, label: str) -> Leaf:
    """A link with its words."""
    return Leaf({"type": "link", "url": url, "text": bare(label, LEAF) or NOTHING})


def line(*leaves: Leaf | str) -> Part:
    """A paragraph."""
    return Part({"type": "rich_text_section", "elements": _leaves(leaves)})


def quote(*leaves: Leaf | str) -> Part:
    """A quotation: what somebody said, in their words."""
    return Part({"type": "rich_text_quote", "elements": _leaves(leaves)})


def bullets(*lines: Part | str, indent: int = 0, numbered: bool = False) -> Part:
    """A list; each entry is a `line(...)` or plain words."""
    entries = [line(entry) if isinstance(entry, str) else entry for entry in lines]
    style = "ordered" if numbered else "bullet"
    return Part(given(type="rich_text_list", style=style, elements=entries, indent=min(indent, LIST_INDENT) or None))


def rich_text(*parts: Part, id: str) -> Block:
    """Paragraphs, quotations and lists."""
    return Block({"type": "rich_text", "block_id": id, "elements": list(parts)})


def table(
    rows: Sequence[Sequence[str | int | Part]],
    *,
    id: str,
    align: Sequence[Align] = (),
    wrap: Sequence[bool] = (),
) -> Block:
    """A table whose first row is its heading; too many rows end in one that says how many are missing."""
    width = min(max((1, *map(len, rows))), TABLE_CELLS)
    shown = list(rows) or [[]]
    if len(shown) > TABLE_ROWS:
        shown = [*shown[: TABLE_ROWS - 1], [f"… {len(shown) - TABLE_ROWS + 1} more"]]
    columns = [
        given(align=_at(align, column), is_wrapped=_at(wrap, column))
        for column in range(min(max(len(align), len(wrap)), width))
    ]
    return Block(
        given(
            type="table",
            block_id=id,
            rows=[[_cell(_at(row, column)) for column in range(width)] for row in shown],
            column_settings=columns or None,
        )
    )


def bar_chart(
    title: str,
    series: Mapping[str, Sequence[float]],
    *,
    categories: Sequence[str],
    id: str,
    x_label: str | None = None,
    y_label: str | None = None,
) -> Block:
    """Bars, a group for each category; say the figures in text beside it too."""
    return _chart("bar", title, series, categories, id, x_label, y_label)


def line_chart(
    title: str,
    series: Mapping[str, Sequence[float]],
    *,
    categories: Sequence[str],
    id: str,
    x_label: str | None = None,
    y_label: str | None = None,
) -> Block:
    """Lines over the categories; say the figures in text beside it too."""
    return _chart("line", title, series, categories, id, x_label, y_label)


def _chart(
    kind: str,
    title: str,
    series: Mapping[str, Sequence[float]],
    categories: Sequence[str],
    block_id: str,
    x_label: str | None,
    y_label: str | None,
) -> Block:
    labels = _distinct(categories[:CHART_POINTS])
    names = _distinct(list(series)[:CHART_SERIES])
    lines = [
        {"name": name, "data": _points(labels, values)} for name, values in zip(names, series.values(), strict=False)
    ]
    axis = given(
        categories=labels,
        x_label=bare(x_label, AXIS_LABEL),
        y_label=bare(y_label, AXIS_LABEL),
    )
    return Block(
        {
            "type": "data_visualization",
            "block_id": block_id,
            "title": bare(title, CHART_TITLE) or NOTHING,
            "chart": {"type": kind, "series": lines, "axis_config": axis},
        }
    )


def _points(labels: Sequence[str], values: Sequence[float]) -> list[dict[str, Any]]:
    """One point for every category, as Slack wants it; a missing figure is nought."""
    padded = [*values, *[0] * len(labels)]
    return [{"label": label, "value": value} for label, value in zip(labels, padded, strict=False)]


def _distinct(names: Sequence[str]) -> list[str]:
    """The names at the length a chart takes; those that became equal are numbered, for Slack wants them unique."""
    taken: list[str] = []
    for name in names:
        words = clean(name).strip()
        short, number = bare(words, CHART_NAME) or NOTHING, 1
        while short in taken:
            number += 1
            short = f"{shorten(words, CHART_NAME - 1 - len(str(number)))} {number}"
        taken.append(short)
    return taken


def _cell(content: str | int | Part | None) -> dict[str, Any]:
    if isinstance(content, dict):
        return {"type": "rich_text", "elements": [content]}
    words = str(content) if isinstance(content, int) else content
    return {"type": "raw_text", "text": bare(words, LEAF) or NOTHING}


def _at(things: Sequence[Thing], index: int) -> Thing | None:
    return things[index] if index < len(things) else None


def _leaves(leaves: Sequence[Leaf | str]) -> list[Leaf]:
    return [leaf(words) if isinstance(words, str) else words for words in leaves]
