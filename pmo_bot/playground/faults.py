"""Trouble on demand: what a test makes the next calls suffer, before or after they had their effect."""

import random
from dataclasses import dataclass, field
from typing import Literal

from pmo_bot.playground.workspace import Json

Kind = Literal["rate_limited", "server_error", "error", "reset", "hang", "truncated", "page"]


@dataclass
class Fault:
    """One scripted trouble; `times` None means until it is cleared."""

    method: str
    kind: Kind
    times: int | None = 1
    channel: str | None = None
    after_effect: bool = False
    error: str = "internal_error"
    retry_after: int = 1
    seconds: float = 0.0
    probability: float = 1.0
    chance: random.Random = field(default_factory=lambda: random.Random(0))  # noqa: S311 - dice, no secret
    happened: int = 0

    def strikes(self, method: str, args: Json) -> bool:
        """Whether it happens to this call; counts down when it does."""
        if self.method not in ("*", method) or self.times == 0:
            return False
        if self.channel is not None and self.channel not in (args.get("channel"), args.get("user_id")):
            return False
        if self.chance.random() >= self.probability:
            return False
        self.times = None if self.times is None else self.times - 1
        self.happened += 1
        return True


@dataclass
class Faults:
    """The script of troubles; each method of the script takes `times`, `channel`, `probability` and `seed`."""

    script: list[Fault] = field(default_factory=list)

    def rate_limited(self, method: str = "*", *, retry_after: int = 1, **when: object) -> Fault:
        """HTTP 429 with `Retry-After`; the call has no effect."""
        return self._add(Fault(method, "rate_limited", retry_after=retry_after), when)

    def server_error(self, method: str = "*", *, after_effect: bool = False, **when: object) -> Fault:
        """HTTP 500 without JSON."""
        return self._add(Fault(method, "server_error", after_effect=after_effect), when)

    def error(self, method: str, error: str, *, after_effect: bool = False, **when: object) -> Fault:
        """One of Slack's error names; `internal_error` may come although the effect took place."""
        return self._add(Fault(method, "error", error=error, after_effect=after_effect), when)

    def reset(self, method: str = "*", *, after_effect: bool = False, **when: object) -> Fault:
        """The connection breaks without an answer."""
        return self._add(Fault(method, "reset", after_effect=after_effect), when)

    def hang(self, method: str, seconds: float, *, after_effect: bool = False, **when: object) -> Fault:
        """The answer comes late, with the effect before or after the wait."""
        return self._add(Fault(method, "hang", seconds=seconds, after_effect=after_effect), when)

    def truncated(self, method: str = "*", **when: object) -> Fault:
        """The effect takes place, but the JSON of the answer breaks off."""
        return self._add(Fault(method, "truncated", after_effect=True), when)

    def page(self, method: str = "*", **when: object) -> Fault:
        """The effect takes place, but what answers is a web page, as from a proxy in between."""
        return self._add(Fault(method, "page", after_effect=True), when)

    def clear(self) -> None:
        """No more trouble."""
        self.script.clear()

    def take(self, method: str, args: Json) -> Fault | None:
        """The trouble this call meets, if any."""
        return next((fault for fault in self.script if fault.strikes(method, args)), None)

    def _add(self, fault: Fault, when: dict[str, object]) -> Fault:
        seed = when.pop("seed", 0)
        fault.chance = random.Random(str(seed))  # noqa: S311 - dice, no secret
        if when.keys() - {"times", "channel", "probability"}:
            raise TypeError(f"a fault does not know {', '.join(when)}")
        if "probability" in when:
            when.setdefault("times", None)
        for name, value in when.items():
            setattr(fault, name, value)
        self.script.append(fault)
        return fault
