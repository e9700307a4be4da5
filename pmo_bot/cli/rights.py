"""`./run rights`: who may do what, as a table; it is what the tests play, cell by cell."""

from collections.abc import Iterator, Mapping
from typing import Any

from handlers.rights import CLICKS, COMMANDS, EVENTS, FORMS, MAY, RIGHTS, ROLES, SHORTCUTS, UNKNOWN, Right

SIGNS = {MAY: "✓", UNKNOWN: "·"}
WAYS: Mapping[str, Mapping[Any, Right]] = {
    "command": COMMANDS,
    "button": CLICKS,
    "window": FORMS,
    "shortcut": SHORTCUTS,
    "event": EVENTS,
}


def rights(*, every: bool = False) -> int:
    """Print the table; with `every` also which right each command, button and window asks for."""
    print("\n".join(table()))
    if every:
        print()
        print("\n".join(ways()))
    return 0


def table() -> Iterator[str]:
    """One row a right: in a project that everybody may see, and where it differs in that of a private channel."""
    yield f"| | {' | '.join(ROLES)} |"
    yield "|---" * (len(ROLES) + 1) + "|"
    for right in RIGHTS:
        yield _row(right.what, right.open)
        if right.private != right.open:
            yield _row("… in private", right.private)


def _row(what: str, answers: str) -> str:
    return f"| {what} | {' | '.join(SIGNS.get(answer, '–') for answer in answers)} |"


def ways() -> Iterator[str]:
    """Every way in, by the right it asks for."""
    for right in RIGHTS:
        for kind, asked in WAYS.items():
            names = [_name(kind, str(name)) for name, needed in asked.items() if needed is right]
            if names:
                yield f"{right.what}: {kind} {', '.join(names)}"


def _name(kind: str, name: str) -> str:
    return f"/pmo {name}" if kind == "command" else name.removeprefix("form.")
