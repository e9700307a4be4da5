"""The small pieces a payload check is made of: a check looks at one value and reports what is wrong with it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Check = Callable[[Any, str, "Report"], None]


@dataclass
class Report:
    """What is wrong so far, where the payload is shown, and what was seen on the way."""

    surface: str
    found: list[str] = field(default_factory=list)
    focused: list[str] = field(default_factory=list)

    def say(self, problem: str, at: str) -> None:
        """Note a problem in Slack's style."""
        self.found.append(f"[ERROR] {problem} [json-pointer:{at}]")


def length(text: str) -> int:
    """The length of a text; Slack does not say its unit, so the stricter one: UTF-16 units."""
    return len(text) + sum(ord(sign) > 0xFFFF for sign in text)


def string(most: int | None = None, least: int = 0, pattern: str | None = None, hint: str = "") -> Check:
    """A string of limited length, perhaps of a certain form."""

    def check(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, str):
            report.say("must be a string", at)
        elif length(value) < least:
            report.say(f"must be more than {least - 1} characters", at)
        elif most is not None and length(value) > most:
            report.say(f"must be less than {most + 1} characters", at)
        elif pattern is not None and not re.fullmatch(pattern, value):
            report.say(f"must match {hint or pattern}", at)

    return check


def number(least: float | None = None, most: float | None = None, *, whole: bool = True) -> Check:
    """A number within bounds."""

    def check(value: Any, at: str, report: Report) -> None:
        kinds = int if whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, kinds):
            report.say("must be an integer" if whole else "must be a number", at)
        elif least is not None and value < least:
            report.say(f"must be greater than or equal to {least}", at)
        elif most is not None and value > most:
            report.say(f"must be less than or equal to {most}", at)

    return check


def boolean(value: Any, at: str, report: Report) -> None:
    """True or false."""
    if not isinstance(value, bool):
        report.say("must be a boolean", at)


def anything(value: Any, at: str, report: Report) -> None:
    """Whatever it is."""


def choice(*allowed: Any) -> Check:
    """One of a few values."""

    def check(value: Any, at: str, report: Report) -> None:
        if value not in allowed:
            report.say(f"must be one of: {', '.join(map(str, allowed))}", at)

    return check


def items(each: Check, least: int = 0, most: int | None = None) -> Check:
    """A list of limited length."""

    def check(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, list):
            report.say("must be an array", at)
            return
        if len(value) < least:
            report.say(f"no fewer than {least} items allowed", at)
        if most is not None and len(value) > most:
            report.say(f"no more than {most} items allowed", at)
            return
        for index, item in enumerate(value):
            each(item, f"{at}/{index}", report)

    return check


def obj(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None, *also: Check) -> Check:
    """An object with these properties and no others; `also` look at the object as a whole."""
    known = {**required, **(optional or {})}

    def check(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.say("must be an object", at)
            return
        for name in required:
            if value.get(name) is None:
                report.say(f"missing required field: {name}", at)
        for name, inner in value.items():
            if name not in known:
                report.say(f"invalid additional property: {name}", at)
            elif inner is not None:
                known[name](inner, f"{at}/{name}", report)
        for look in also:
            look(value, at, report)

    return check


def typed(kinds: Mapping[str, Check]) -> Check:
    """An object whose `type` says which check is for it."""

    def check(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.say("must be an object", at)
            return
        kind = value.get("type")
        if kind is None:
            report.say("missing required field: type", at)
        elif not isinstance(kind, str) or kind not in kinds:
            report.say(f"unsupported type: {kind}", f"{at}/type")
        else:
            kinds[kind](value, at, report)

    return check


def only_one(*names: str) -> Check:
    """Exactly one of these properties."""

    def check(value: Any, at: str, report: Report) -> None:
        if sum(value.get(name) is not None for name in names) != 1:
            report.say(f"must define exactly one of: {', '.join(names)}", at)

    return check


def some_of(*names: str) -> Check:
    """At least one of these properties."""

    def check(value: Any, at: str, report: Report) -> None:
        if not any(value.get(name) for name in names):
            report.say(f"must define either {' or '.join(f'`{name}`' for name in names)}", at)

    return check


def ascending(least: str, most: str) -> Check:
    """One of these numbers is not above the other."""

    def check(value: Any, at: str, report: Report) -> None:
        low, high = value.get(least), value.get(most)
        if isinstance(low, int) and isinstance(high, int) and low > high:
            report.say(f"must be less than or equal to {most}", f"{at}/{least}")

    return check


def on(*surfaces: str) -> Check:
    """Only where the payload is shown on one of these surfaces."""

    def check(value: Any, at: str, report: Report) -> None:
        if report.surface not in surfaces:
            report.say(f"unsupported type: {value.get('type')} is not allowed in a {report.surface}", f"{at}/type")

    return check
