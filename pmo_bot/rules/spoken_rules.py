"""What a sentence comes to for one item: "yes" accepts what is asked, approves what is offered, or says on track.

The same words mean different things to whoever owes and to whoever is asked; here it is decided which, and whether
they mean anything at all.  Rights are asked again by the service that does it.
"""

from collections.abc import Callable
from datetime import date

from pmo_bot.model import LineKind
from pmo_bot.rules.spoken import Deed
from pmo_bot.rules.spoken_meaning import Do, Meant, Said, Stand

SNOOZE_DAYS = 3
"""Working days of "not now"."""


Rule = Callable[[Said, Stand], Meant | None]


def meanings(said: Said, stand: Stand) -> tuple[Meant, ...]:
    """What the words may come to, the likelier first; nothing where they are no answer to this item."""
    rules = _rules(stand)
    found = (rules[deed](said, stand) for deed in (said.deed, said.other) if deed is not None and deed in rules)
    return tuple(one for one in found if one is not None)


def _rules(stand: Stand) -> dict[Deed, Rule]:
    """What the speaker's words can come to: more where something about the item waits for them in particular."""
    rules: dict[Deed, Rule] = {}
    if stand.may_act:
        rules |= RULES if stand.item.is_open else {Deed.REOPEN: _reopen}
    if stand.packet is not None and stand.item.is_open:
        rules |= PACKET_RULES
    for kind, more in ASKED_RULES.items():
        if kind in stand.asked:
            rules |= more
    return rules


# --- yes and no -------------------------------------------------------------------------


def _yes(said: Said, stand: Stand) -> Meant | None:
    if LineKind.REQUEST in stand.asked:
        return Meant(Do.ACCEPT)
    if LineKind.COUNTER in stand.asked:
        return Meant(Do.APPROVE)
    if LineKind.DECLINED in stand.asked and stand.item.offer_owner_id is not None:
        return Meant(Do.ASSIGN, person=stand.item.offer_owner_id)
    return Meant(Do.TRACK) if stand.owns else None


def _no(said: Said, stand: Stand) -> Meant | None:
    if LineKind.REQUEST in stand.asked:
        return Meant(Do.DECLINE, words=said.words)
    kept = stand.asked & {LineKind.COUNTER, LineKind.DECLINED}
    return Meant(Do.KEEP, words=said.words) if kept else None


def _on_track(said: Said, stand: Stand) -> Meant | None:
    if LineKind.REQUEST in stand.asked:
        return Meant(Do.ACCEPT)
    return Meant(Do.TRACK) if stand.owns else None


# --- whose it is ------------------------------------------------------------------------


def _hand(said: Said, stand: Stand) -> Meant | None:
    if said.person is None or said.person == stand.item.owner_id:
        return None
    if LineKind.REQUEST in stand.asked:
        return Meant(Do.DECLINE, person=said.person, words=said.words)
    return Meant(Do.ASSIGN, person=said.person)


def _not_mine(said: Said, stand: Stand) -> Meant | None:
    other = said.person if said.person != stand.item.owner_id else None
    return Meant(Do.DECLINE, person=other, words=said.words) if stand.owns else None


# --- dates ------------------------------------------------------------------------------


def _day(said: Said, stand: Stand) -> date | None:
    """The date that was named, or so many working days after its own, or after today where that has passed."""
    if said.day is not None or said.shift is None:
        return said.day
    return stand.calendar.plus(max(stand.item.due or stand.today, stand.today), said.shift)


def _move(said: Said, stand: Stand) -> Meant | None:
    day, item = _day(said, stand), stand.item
    if day is None or day < stand.today:
        return None
    same = day == item.due and said.clock in (None, item.due_time)
    if LineKind.REQUEST in stand.asked:
        return Meant(Do.ACCEPT) if same else Meant(Do.COUNTER, day=day, words=said.words)
    if LineKind.COUNTER in stand.asked and day == item.offer_due:
        return Meant(Do.APPROVE)
    if same:
        if LineKind.COUNTER in stand.asked:
            return Meant(Do.KEEP, words=said.words)
        return Meant(Do.TRACK) if stand.owns else None
    return Meant(Do.MOVE, day=day, clock=said.clock, words=said.words)


def _snooze(said: Said, stand: Stand) -> Meant | None:
    if said.unread or not stand.owns:
        return None
    day = said.day or stand.calendar.plus(stand.today, said.shift or SNOOZE_DAYS)
    return Meant(Do.SNOOZE, day=day) if day > stand.today else None


# --- the rest ---------------------------------------------------------------------------


def _blocked(said: Said, stand: Stand) -> Meant | None:
    named = said.person is not None or said.on is not None or said.words
    if not named or said.on == stand.item.id:
        return None
    return Meant(Do.BLOCK, person=said.person, on=said.on, words=said.words)


def _unblock(said: Said, stand: Stand) -> Meant | None:
    return Meant(Do.UNBLOCK) if stand.item.blocked_at is not None else None


def _question(said: Said, stand: Stand) -> Meant | None:
    if LineKind.QUESTION in stand.asked:
        return Meant(Do.ANSWER, words=said.words)
    return Meant(Do.ASK, words=said.words) if stand.owns and stand.asked_by_other else None


def _note(said: Said, stand: Stand) -> Meant | None:
    return Meant(Do.ANSWER, words=said.words) if LineKind.QUESTION in stand.asked else None


def _reopen(said: Said, stand: Stand) -> Meant | None:
    return None if stand.item.is_open else Meant(Do.REOPEN, words=said.words)


RULES: dict[Deed, Rule] = {
    Deed.DONE: lambda said, stand: Meant(Do.DONE, words=said.words),
    Deed.DROP: lambda said, stand: Meant(Do.DROP, words=said.words),
    Deed.ON_TRACK: _on_track,
    Deed.MOVE: _move,
    Deed.BLOCKED: _blocked,
    Deed.UNBLOCK: _unblock,
    Deed.SNOOZE: _snooze,
    Deed.HAND: _hand,
    Deed.NOT_MINE: _not_mine,
    Deed.YES: _yes,
    Deed.NO: _no,
    Deed.REOPEN: _reopen,
    Deed.QUESTION: _question,
    Deed.NOTE: _note,
}
"""What each sentence comes to; one that is not here is to the bot itself."""


# --- what was passed on ---------------------------------------------------------------------


def _extend(said: Said, stand: Stand) -> Meant | None:
    day = _day(said, stand)
    later = day is not None and day >= stand.today and day != stand.item.due
    return Meant(Do.EXTEND, day=day, words=said.words) if later else None


def _reassign(said: Said, stand: Stand) -> Meant | None:
    other = said.person if said.person != stand.item.owner_id else None
    return Meant(Do.REASSIGN, person=other, words=said.words) if other is not None else None


PACKET_RULES: dict[Deed, Rule] = {
    Deed.YES: lambda said, stand: Meant(Do.SEEN),
    Deed.MOVE: _extend,
    Deed.HAND: _reassign,
    Deed.DROP: lambda said, stand: Meant(Do.NOT_NEEDED, words=said.words),
}
"""What whoever was told of an item can answer in words."""


# --- what a question in particular is answered with --------------------------------------------


def _confirm(said: Said, stand: Stand) -> Meant | None:
    return Meant(Do.CONFIRM)


def _not_yet(said: Said, stand: Stand) -> Meant | None:
    return Meant(Do.NOT_YET, words=said.words) if said.words else None


def _ready(said: Said, stand: Stand) -> Meant | None:
    return Meant(Do.READY)


def _ready_by(said: Said, stand: Stand) -> Meant | None:
    day = said.day or (stand.calendar.plus(stand.today, said.shift) if said.shift else None)
    return Meant(Do.READY_BY, day=day, words=said.words) if day is not None and day >= stand.today else None


def _not_waited(said: Said, stand: Stand) -> Meant | None:
    return Meant(Do.NOT_WAITED, words=said.words)


def _known(said: Said, stand: Stand) -> Meant | None:
    return Meant(Do.KNOWN)


ASKED_RULES: dict[LineKind, dict[Deed, Rule]] = {
    LineKind.BLOCKER: {
        Deed.DONE: _ready, Deed.UNBLOCK: _ready, Deed.MOVE: _ready_by, Deed.NOT_MINE: _not_waited, Deed.NO: _not_waited,
    },
    LineKind.APPROVAL: {
        Deed.YES: lambda said, stand: Meant(Do.ALLOW),
        Deed.NO: lambda said, stand: Meant(Do.REFUSE, words=said.words),
    },
    LineKind.RIPPLE: {Deed.YES: _known, Deed.ON_TRACK: _known},
    LineKind.CONFIRM: {
        Deed.YES: _confirm, Deed.DONE: _confirm, Deed.NO: _not_yet, Deed.NOTE: _not_yet, Deed.REOPEN: _not_yet,
    },
}  # fmt: skip
"""Beside the rules for everybody: a question that waits for the speaker takes these words as its answer."""
