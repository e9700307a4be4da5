"""Names and numbers in a sentence: who can still be asked, one or the other, one and the other, how many."""

from pmo_bot.blocks import when
from pmo_bot.model import Person
from pmo_bot.rules.upkeep import has_left


def there(*people: Person | str) -> list[str]:
    """The names of those who can still be asked, each once."""
    named = [one if isinstance(one, str) else when.first_name(one) for one in people if not is_gone(one)]
    return list(dict.fromkeys(named))


def is_gone(one: Person | str | None) -> bool:
    """Whether somebody has left."""
    return isinstance(one, Person) and has_left(one)


def either(names: list[str]) -> str:
    """`Maria, Jon or a PMO lead`."""
    return ", ".join(names[:-1]) + " or " + names[-1] if len(names) > 1 else "".join(names)


def both(names: list[str]) -> str:
    """`Maria, Jon and Sam`."""
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else "".join(names)


def things(count: int) -> str:
    """`one thing`, `3 things`."""
    return "one thing" if count == 1 else f"{count} things"


def counted(number: int, one: str, many: str) -> str:
    """`1 item`, `3 items`."""
    return f"{number} {one if number == 1 else many}"
