"""Charts: every series has one point for every category, and no two names are alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pmo_bot.slack.limits import numbers as at_most
from pmo_bot.slack.limits.cutting import cut, size
from pmo_bot.slack.limits.shapes import Found, Kinds, Many, Number, Problem, Record, Shape, typed, words

_NAME = words(at_most.CHART_NAME)
_POINT = Record({"label": _NAME, "value": Number(whole=False)})
_SERIES = Record({"name": _NAME, "data": Many(_POINT, at_most.CHART_POINTS)})
_SEGMENT = Record({"label": _NAME, "value": Number(whole=False, above=0)})
_AXES = Record(
    {"categories": Many(_NAME, at_most.CHART_POINTS)},
    {"x_label": words(at_most.CHART_AXIS_LABEL), "y_label": words(at_most.CHART_AXIS_LABEL)},
)


def _one_of_each(value: Mapping[str, Any], at: str) -> Found:
    found = list(_unlike(value, at))
    yield from found or _complete(value, at)


def _unlike(value: Mapping[str, Any], at: str) -> Found:
    names = [series["name"] for series in value["series"]]
    categories = value["axis_config"]["categories"]
    for index, name in enumerate(names):
        if name in names[:index]:
            yield Problem(f"{at}/series/{index}/name", "was used before")
    for index, name in enumerate(categories):
        if name in categories[:index]:
            yield Problem(f"{at}/axis_config/categories/{index}", "was used before")


def _complete(value: Mapping[str, Any], at: str) -> Found:
    categories = sorted(value["axis_config"]["categories"])
    for index, series in enumerate(value["series"]):
        if sorted(point["label"] for point in series["data"]) != categories:
            yield Problem(f"{at}/series/{index}/data", "needs exactly one point for every category")


def _same_names(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Cut categories, and the points that belong to them, in the same way and still unlike each other."""
    if after == before:
        return after
    try:
        was = before["axis_config"]["categories"]
        short = dict(zip(was, _distinct(was[: at_most.CHART_POINTS]), strict=False))
        if len(set(was)) < len(was):
            return after  # two alike before any cut: not ours to mend
        names = _distinct([series["name"] for series in before["series"][: at_most.CHART_SERIES]])
        series = [
            {**one, "name": name, "data": [_point(p, short) for p in old["data"] if p["label"] in short]}
            for one, old, name in zip(after["series"], before["series"], names, strict=False)
        ]
        axis = {**after["axis_config"], "categories": list(short.values())}
    except (KeyError, TypeError, AttributeError):
        return after  # not a chart at all: the check says so
    return {**after, "series": series, "axis_config": axis}


def _point(point: dict[str, Any], short: Mapping[str, str]) -> dict[str, Any]:
    return {**point, "label": short[point["label"]]}


def _distinct(names: Sequence[str]) -> list[str]:
    """The names cut to length; a name that was cut is numbered when it became equal to another."""
    taken: list[str] = []
    for name in names:
        short, number = cut(name, at_most.CHART_NAME), 1
        while short in taken and size(name) > at_most.CHART_NAME:
            number += 1
            short = f"{cut(name, at_most.CHART_NAME - 1 - len(str(number)))} {number}"
        taken.append(short)
    return taken


def _axes_chart(kind: str) -> Record:
    must: dict[str, Shape] = {"series": Many(_SERIES, at_most.CHART_SERIES), "axis_config": _AXES}
    return typed(kind, must, rules=(_one_of_each,), mend=_same_names)


CHART = Kinds(
    {
        "pie": typed("pie", {"segments": Many(_SEGMENT, at_most.CHART_SEGMENTS)}),
        "bar": _axes_chart("bar"),
        "line": _axes_chart("line"),
        "area": _axes_chart("area"),
    }
)
