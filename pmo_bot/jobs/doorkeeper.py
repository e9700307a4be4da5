"""Who was let in: asked of the database each time, and remembered for when that does not answer in time."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

SECONDS = 0.5
"""How long the database is waited for: Slack wants its answer within three seconds, and a window's comes after this."""
REMEMBERED = 20_000
log = structlog.get_logger()


@dataclass
class Doorkeeper:
    """Asks `serves`, which takes a workspace and its organisation, in a thread."""

    serves: Callable[[str, str], bool]
    _known: OrderedDict[tuple[str, str], None] = field(default_factory=OrderedDict)

    async def lets_in(self, team: str, enterprise: str) -> bool:
        """Whether a workspace let the bot in.  While nobody can tell, whoever was let in before is."""
        one = (team, enterprise)
        asking = asyncio.ensure_future(asyncio.to_thread(self.serves, team, enterprise))
        if one in self._known:
            done, _ = await asyncio.wait({asking}, timeout=SECONDS)
            if not done:
                asking.add_done_callback(lambda late: late.cancelled() or late.exception())
                return True
            if (failure := asking.exception()) is not None:
                log.error("bolt", action="bolt.nobody_can_tell", team=team, error=failure)
                return True
        if not await asking:
            self._known.pop(one, None)
            return False
        self._known[one] = None
        self._known.move_to_end(one)
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return True
