"""What changing an item does to the promise behind it; shared by what people do and by what is imported."""

from datetime import date, datetime

from pmo_bot.model import Item, State


def commit(item: Item, at: datetime) -> None:
    """Owner and date are what they are since `at`; without either there is no promise."""
    item.committed_at = at if item.owner_id is not None and item.due is not None else None


def renew(item: Item, at: datetime) -> None:
    """Another promise begins: a new owner, a new date, or the same once more."""
    item.commitment += 1
    commit(item, at)


def set_due(item: Item, due: date | None) -> None:
    """Another date.  A later one is a slip."""
    if item.due is not None and due is not None and due > item.due:
        item.slips += 1
    item.due, item.due_time, item.snoozed_until = due, None, None


def close(item: Item, state: State, at: datetime) -> None:
    """Nothing is owed any more."""
    item.state, item.closed_at = state, at


def open_again(item: Item, at: datetime, state: State = State.OPEN) -> None:
    """It is owed after all, as a new promise."""
    item.state, item.closed_at = state, None
    renew(item, at)
