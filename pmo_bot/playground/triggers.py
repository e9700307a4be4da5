"""Trigger ids: short-lived tickets that let an app open a view for the person who just did something."""

import secrets
import time
from dataclasses import dataclass, field

LIFETIME = 3.0


@dataclass
class Trigger:
    """Whose interaction it was, in which view, and until when it counts (monotonic, real time)."""

    user: str
    view_id: str | None
    expires: float
    used: bool = False


@dataclass
class Triggers:
    """All trigger ids ever given."""

    given: dict[str, Trigger] = field(default_factory=dict)
    lifetime: float = LIFETIME

    def give(self, user: str, view_id: str | None = None) -> str:
        """A new trigger id for a person, and for the view they are in."""
        trigger_id = f"{len(self.given) + 1}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        self.given[trigger_id] = Trigger(user, view_id, time.monotonic() + self.lifetime)
        return trigger_id

    def use(self, trigger_id: str) -> Trigger | str:
        """The trigger, used up by this call, or the error name Slack answers with."""
        trigger = self.given.get(trigger_id)
        if trigger is None:
            return "invalid_trigger_id"
        if trigger.used:
            return "exchanged_trigger_id"
        if time.monotonic() > trigger.expires:
            return "expired_trigger_id"
        trigger.used = True
        return trigger
