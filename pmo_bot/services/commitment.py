"""What changing an item does to the promise behind it; shared by what people do and by what is imported."""

from datetime import date, datetime

from pmo_bot.model import Acceptance, Item, Kind, State
from pmo_bot.rules import handshake


def commit(item: Item, at: datetime) -> None:
    """Owner and date are what they are since `at`; without either there is no promise."""
    item.committed_at = at if item.owner_id is not None and item.due is not None else None


def renew(item: Item, at: datetime) -> None:
    """Another promise begins: a new owner, a new date, or the same once more."""
    item.commitment += 1
    item.held_days = 0
    item.held_at = at if item.held_at is not None else None
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
    item.confirmation = item.evidence_id = None
    renew(item, at)


# --- the handshake --------------------------------------------------------------------


def begin_handshake(item: Item, actor_id: int | None, at: datetime) -> None:
    """Somebody owns it from now on: who took it has said yes, everybody else is asked.  A check asks for no yes."""
    word = Acceptance.ACCEPTED if item.kind is Kind.CHECK else handshake.of_new_owner(item.owner_id, actor_id)
    pass_word(item, word, at)


def after_change(item: Item, was: tuple[int | None, date | None], actor_id: int | None, at: datetime) -> None:
    """What a change of owner or date did to the owner's word."""
    if item.owner_id != was[0]:
        begin_handshake(item, actor_id, at)
    elif item.due != was[1]:
        word = handshake.of_new_date(item, was[1], actor_id)
        if handshake.asks_anew(item, word, was[1]):
            pass_word(item, word, at)


def say_yes(item: Item, actor_id: int | None, at: datetime) -> None:
    """Who begins with what they were asked for, or says that it is on track, has said yes by that."""
    if item.owner_id is not None and item.owner_id == actor_id and item.acceptance is Acceptance.REQUESTED:
        pass_word(item, Acceptance.ACCEPTED, at)


def pass_word(
    item: Item, to: Acceptance | None, at: datetime,
    *, due: date | None = None, owner_id: int | None = None, note_id: int | None = None,
) -> None:  # fmt: skip
    """Somebody else has the word now, with what was offered or said; nobody has once it is accepted."""
    if item.acceptance is to is Acceptance.ACCEPTED or (item.acceptance is to is None and item.turn_at is not None):
        return
    again = item.acceptance is to and (item.offer_due, item.offer_owner_id, item.offer_note_id) == (
        due,
        owner_id,
        note_id,
    )
    if again and to in (Acceptance.COUNTERED, Acceptance.DECLINED):
        return
    item.acceptance = to
    item.turn_at = at if to is not Acceptance.ACCEPTED else None
    item.offer_due, item.offer_owner_id, item.offer_note_id = due, owner_id, note_id


# --- the owner's clock ----------------------------------------------------------------


def hold(item: Item, at: datetime) -> None:
    """From now on somebody else's word is waited for."""
    item.held_at = item.held_at or at


def resume(item: Item, waited: int) -> None:
    """It is the owner's turn again, after so many of their working days."""
    item.held_at = None
    item.held_days += waited
