"""A chart block drawn as SVG, for a Slack that does not show such blocks: one pure function for lines and bars."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil, log10
from typing import Any
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 960, 420
LEFT, RIGHT, TOP, BOTTOM = 64, 936, 84, 344
STEPS = 4
"""Lines across."""
NICE = (1, 2, 2.5, 5, 10)
COLOURS = ("#1264a3", "#e8912d", "#2bac76", "#7c3085", "#cd2553", "#5b6470")
"""Of the series, told apart in black and white by their places in the legend."""
INK, FAINT = "#1d1c1d", "#dddddd"
FONT = "DejaVu Sans, Helvetica, Arial, sans-serif"
LEGEND_WIDTH = 220
LABELS_MOST = 40
"""Figures beside the points, while there is room for them."""


def svg(block: Mapping[str, Any]) -> str | None:
    """The picture of a chart of lines or bars; None for every other kind."""
    chart = block.get("chart") or {}
    kind, series = chart.get("type"), chart.get("series") or []
    labels = (chart.get("axis_config") or {}).get("categories") or []
    if kind not in ("line", "bar") or not series or not labels:
        return None
    figures = [[float(point["value"]) for point in one["data"]] for one in series]
    scale = _Scale.over(figures, len(labels))
    drawn = _lines(figures, scale) if kind == "line" else _bars(figures, scale)
    names = [str(one["name"]) for one in series]
    parts = [*_frame(block, chart, labels, scale), *drawn, *_legend(names)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>{"".join(parts)}</svg>'
    )


def said(block: Mapping[str, Any]) -> str:
    """The same in words, for whoever sees no pictures."""
    series = (block.get("chart") or {}).get("series") or []
    told = [
        f"{one['name']}: " + ", ".join(f"{point['label']} {_figure(point['value'])}" for point in one["data"])
        for one in series
    ]
    return f"{block.get('title', '')}. {'; '.join(told)}"


class _Scale:
    """From figures to places."""

    def __init__(self, low: float, step: float, count: int) -> None:
        self.low, self.step, self.count = low, step, count

    @classmethod
    def over(cls, figures: Sequence[Sequence[float]], count: int) -> "_Scale":
        """With nought in it, and round numbers on the lines across."""
        every = [value for one in figures for value in one]
        low, high = min(0.0, *every), max(0.0, *every)
        raw = (high - low or 1) / STEPS
        size = 10.0 ** ceil(log10(raw) - 1)
        step = next(nice * size for nice in (*(n / 10 for n in NICE), *NICE) if nice * size >= raw * 0.999)
        return cls(step * -ceil(-low / step), step, count)

    @property
    def ticks(self) -> list[float]:
        """The figures of the lines across."""
        return [self.low + self.step * number for number in range(STEPS + 1 + (self.low < 0))]

    def y(self, value: float) -> float:
        """How far down."""
        return BOTTOM - (value - self.low) / (self.ticks[-1] - self.low) * (BOTTOM - TOP)

    def x(self, at: int, part: float = 0.5) -> float:
        """How far right: within the room of one category."""
        return LEFT + (at + part) * (RIGHT - LEFT) / self.count


def _frame(block: Mapping[str, Any], chart: Mapping[str, Any], labels: Sequence[str], scale: _Scale) -> Iterator[str]:
    axis = chart.get("axis_config") or {}
    yield _text(24, 36, str(block.get("title", "")), size=20, weight="bold")
    yield _text(24, 62, str(axis.get("y_label", "")), size=13)
    for tick in scale.ticks:
        y = scale.y(tick)
        yield f'<line x1="{LEFT}" x2="{RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{FAINT}"/>'
        yield _text(LEFT - 8, y + 5, _figure(tick), size=13, anchor="end")
    for at, label in enumerate(labels):
        yield _text(scale.x(at), BOTTOM + 24, str(label), size=13 if len(labels) <= 9 else 9, anchor="middle")
    yield _text((LEFT + RIGHT) / 2, BOTTOM + 46, str(axis.get("x_label", "")), size=13, anchor="middle")


def _lines(figures: Sequence[Sequence[float]], scale: _Scale) -> Iterator[str]:
    for one, colour in zip(figures, COLOURS, strict=False):
        places = [(scale.x(at), scale.y(value)) for at, value in enumerate(one)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="3"/>'
        for (x, y), value in zip(places, one, strict=True):
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{colour}"/>'
            yield from _beside(x, y, value, figures)


def _bars(figures: Sequence[Sequence[float]], scale: _Scale) -> Iterator[str]:
    wide = 0.8 / len(figures)
    for number, (one, colour) in enumerate(zip(figures, COLOURS, strict=False)):
        for at, value in enumerate(one):
            left, right = (scale.x(at, 0.1 + wide * (number + side)) for side in (0, 1))
            top, foot = sorted((scale.y(value), scale.y(0)))
            yield (
                f'<rect x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{foot - top:.1f}" '
                f'fill="{colour}"/>'
            )
            yield from _beside((left + right) / 2, top, value, figures)


def _beside(x: float, y: float, value: float, figures: Sequence[Sequence[float]]) -> Iterator[str]:
    if sum(map(len, figures)) <= LABELS_MOST:
        yield _text(x, y - 10, _figure(value), size=13, anchor="middle")


def _legend(names: Sequence[str]) -> Iterator[str]:
    for number, (name, colour) in enumerate(zip(names, COLOURS, strict=False)) if len(names) > 1 else ():
        left = LEFT + number % 4 * LEGEND_WIDTH
        top = HEIGHT - 24 + 14 * (number // 4)
        yield f'<rect x="{left}" y="{top - 10}" width="12" height="12" fill="{colour}"/>'
        yield _text(left + 18, top, name, size=13)


def _text(x: float, y: float, words: str, *, size: int, anchor: str = "start", weight: str = "normal") -> str:
    if not words:
        return ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="{FONT}" font-size="{size}" font-weight="{weight}" fill="{INK}" '
        f'text-anchor="{anchor}">{escape(words)}</text>'
    )


def _figure(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")
