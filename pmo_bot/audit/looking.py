"""All looks at one workspace."""

from collections.abc import Callable, Iterator

from pmo_bot.audit.messages import messages
from pmo_bot.audit.owed import owed
from pmo_bot.audit.record import record
from pmo_bot.audit.scene import Found, Scene

LOOKS: tuple[Callable[[Scene], Iterator[Found]], ...] = (messages, record, owed)


def look(scene: Scene) -> list[Found]:
    """Everything that is wrong, one of each cause."""
    return [one for find in LOOKS for one in find(scene)]
