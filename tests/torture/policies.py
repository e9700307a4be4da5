"""What peers do between a database and Slack, as patches of this bot: the same tests have to catch each of them.

They are the orderings of *send* and *mark*, not whole peers.  Nothing of them is in the bot.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pmo_bot.jobs.deliver import Courier
from pmo_bot.jobs.patience import Patience
from pmo_bot.model import Post
from pmo_bot.ports import Fate, Outcome
from pmo_bot.services import delivery
from pmo_bot.services.parcels import Parcel
from tests.lengths import length

PATIENT = length(
    Patience(lease=2.5, http=0.8, provider=0.7, margin=0.3), Patience(lease=5.0, http=1.5, provider=1.0, margin=0.5)
)
"""For workers that are killed: what the dead held is free again soon."""
NOBODY_DIES = "nobody dies"
"""No policy of a peer: where no worker is killed each has the patience it has in life, however slow the machine."""


def _blind() -> None:
    """An outbox with a lease that sends again without a look."""

    def certain(*_: Any) -> None:
        return None

    delivery.in_doubt = certain


def _send_then_mark() -> None:
    """Send, then mark as sent, whatever Slack said; what is not marked is sent again."""
    _blind()
    settle = Courier._settle

    async def marked(self: Courier, post: Post, outcome: Outcome, parcel: Parcel | None = None) -> bool:
        return await settle(self, post, Outcome(Fate.DONE, outcome.channel or "C0X", outcome.ts or post.key), parcel)

    Courier._settle = marked  # type: ignore[method-assign]


def _mark_then_send() -> None:
    """Mark as sent, then send once, whatever comes of it."""
    _blind()
    send, settle = Courier._send, Courier._settle

    async def marked(self: Courier, parcel: Parcel, content: Any, channel: str, fence: float) -> Outcome:
        await settle(self, parcel.post, Outcome(Fate.DONE, channel, parcel.post.key), parcel)
        return await send(self, parcel, content, channel, fence)

    async def nothing(self: Courier, post: Post, outcome: Outcome, parcel: Parcel | None = None) -> bool:
        return True

    Courier._send = marked  # type: ignore[method-assign]
    Courier._settle = nothing  # type: ignore[method-assign]


class _Hasty(Patience):
    """A lease that is over before an answer can have come: the check at the start is off."""

    def __post_init__(self) -> None:
        return

    @property
    def fence(self) -> float:
        return 60.0


def _short_lease() -> None:
    """Whoever claims next finds nothing yet, and sends again."""
    global PATIENT
    PATIENT = _Hasty(lease=0.4, http=1.5, provider=0.1, margin=0.0)


MUTANTS: dict[str, Callable[[], None]] = {
    "send then mark": _send_then_mark,
    "mark then send": _mark_then_send,
    "blind retry": _blind,
    "lease too short": _short_lease,
}


def follow(policy: str) -> Patience:
    """Work by this policy from now on, or by the bot's own; how patient a worker is then."""
    if policy == NOBODY_DIES:
        return Patience()
    if policy:
        MUTANTS[policy]()
    return PATIENT
