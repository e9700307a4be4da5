"""What a listener can answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pmo_bot.blocks.kit import Message, View


@dataclass(frozen=True, slots=True)
class Reply:
    """Say something back: only to the person who acted, unless `public`; `replace` takes the place of the message."""

    message: Message
    replace: bool = False
    public: bool = False


@dataclass(frozen=True, slots=True)
class Open:
    """Open a window."""

    view: View


@dataclass(frozen=True, slots=True)
class Invalid:
    """The form stays open with a sentence at each of these fields."""

    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Next:
    """The submitted form becomes another one, which asks once more."""

    view: View


@dataclass(frozen=True, slots=True)
class Nothing:
    """What was clicked changes by itself: it is edited in place."""


@dataclass(frozen=True, slots=True)
class Later:
    """Something that takes seconds: what is said at once, and the work whose message follows."""

    first: Message
    work: Callable[[], Message]


Answer = Reply | Open | Invalid | Next | Nothing | Later
NOTHING = Nothing()
