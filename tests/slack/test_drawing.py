"""A chart block as a drawing: every label and figure is in it, whatever was typed."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.blocks import kit
from pmo_bot.slack.drawing import HEIGHT, WIDTH, said, svg
from pmo_bot.slack.pictures import png_of

NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
FIGURES = st.floats(-1e6, 1e9, allow_nan=False)


def texts(drawn: str) -> list[str]:
    """All words of a drawing."""
    found = ElementTree.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314 - our own
    return [one.text or "" for one in found]


def test_a_line_has_its_title_its_days_and_its_figures() -> None:
    chart = kit.line_chart("Kept <on> time", {"Kept": [100, 50, 66.5]}, categories=["7 Dec", "14 Dec", "21 Dec"],
                           id="c", y_label="per cent")  # fmt: skip
    drawn = svg(chart)
    assert drawn is not None
    assert {"Kept <on> time", "per cent", "7 Dec", "14 Dec", "21 Dec", "50", "66.5"} <= set(texts(drawn))
    assert said(chart) == "Kept <on> time. Kept: 7 Dec 100, 14 Dec 50, 21 Dec 66.5"


@given(st.lists(st.tuples(NAMES, FIGURES), min_size=1, max_size=20), st.booleans())
def test_everything_lies_in_the_picture(points: list[tuple[str, float]], bars: bool) -> None:
    make = kit.bar_chart if bars else kit.line_chart
    chart = make("Figures", {"One": [v for _, v in points]}, categories=[name for name, _ in points], id="c")
    drawn = svg(chart)
    assert drawn is not None
    for one in ElementTree.fromstring(drawn).iter():  # noqa: S314 - our own
        for name, most in (("cx", WIDTH), ("cy", HEIGHT), ("x", WIDTH), ("y", HEIGHT)):
            assert -0.1 <= float(one.get(name, 0)) <= most


def test_what_has_no_lines_or_bars_is_not_drawn() -> None:
    assert svg({"type": "data_visualization", "title": "t", "chart": {"type": "pie", "segments": []}}) is None


def test_it_becomes_a_picture_where_the_library_is_there() -> None:
    pytest.importorskip("resvg_py")
    drawn = svg(kit.line_chart("Kept", {"Kept": [1, 2]}, categories=["a", "b"], id="c"))
    assert drawn is not None
    assert (png_of(drawn) or b"")[:8] == b"\x89PNG\r\n\x1a\n"
