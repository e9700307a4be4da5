"""Words that somebody writes to the bot: understood, kept, said back; what they come to happens on a click.

Hearing something changes nothing but that it was heard.  The message that says it back is rendered when it is sent,
and whenever an item it is about changes, as every other one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, func, select

from pmo_bot.model import Event, Item, Post, PostKind, Saying, Sent
from pmo_bot.rules.brief import rank
from pmo_bot.rules.grammar import Command, parse
from pmo_bot.rules.refusals import AlreadyDone, Refused
from pmo_bot.rules.spoken import Deed, Spoken, read
from pmo_bot.rules.spoken_meaning import Meant, Said, stood
from pmo_bot.rules.spoken_rules import meanings
from pmo_bot.services import escalations, items, reading_live
from pmo_bot.services.events import Act, once_only
from pmo_bot.services.looking import named_item, seen_among, seen_or_none
from pmo_bot.services.notices import request_edit
from pmo_bot.services.people import calendar_of
from pmo_bot.services.reading_heard import part_of, stands_of, warned
from pmo_bot.store import queries
from pmo_bot.store.database import Database
from pmo_bot.store.outbox import insert_once

TEXT_KEPT = 3000
MOST_PARTS = 10
"""Clauses of one message that are answered; whoever wrote more reads how many are left."""
CHOICES = 100
TO_THE_BOT = frozenset({Deed.HELP, Deed.THANKS, Deed.DAY})
ASKED_FIRST = frozenset({Deed.YES, Deed.NO, Deed.QUESTION})
"""These go to what is asked of somebody before anything else."""
IN_WORDS = frozenset({"done", "start", "reopen", "drop", "move", "assign", "block", "unblock", "snooze", "accept",
                      "decline", "today"})  # fmt: skip
"""Commands that are understood as words too."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message somebody wrote to the bot."""

    channel: str
    ts: str
    text: str
    thread: str = ""
    """The message whose thread it was written in."""

    @property
    def key(self) -> str:
        """The slot of its answer: one message is answered once."""
        return f"said:{self.channel}:{self.ts}"


def hear(db: Database, act: Act, heard: Heard) -> None:
    """Understand a message and have it said back; one that was heard before raises `AlreadyDone`."""
    with db.transaction() as session:
        queries.turn(session, act.team)
        post = Post(
            team_id=act.team, key=heard.key, kind=PostKind.REPLY, lane=f"reply:{act.person.id}",
            person_id=act.person.id, not_before=act.now, created_at=act.now,
            why={"rule": "said", "channel": heard.channel, "thread": heard.thread},
        )  # fmt: skip
        if not insert_once(session, post):
            raise AlreadyDone(heard.key)
        sayings = _sayings(session, act, heard)
        newest = session.exec(select(func.max(Event.id)).where(Event.team_id == act.team)).one() or 0
        for number, saying in enumerate(sayings[:MOST_PARTS]):
            saying.number, saying.seen = number, newest
            session.add(saying)
        if len(sayings) > MOST_PARTS:
            _keep_rest(session, post, sayings[MOST_PARTS:])


def _keep_rest(session: Session, post: Post, rest: Sequence[Saying]) -> None:
    """What was too much is named in the answer: nobody is to think that it was heard."""
    kept = session.get_one(Post, post.id)
    kept.why = {**kept.why, "rest": [saying.item_id for saying in rest]}
    session.add(kept)


# --- what each clause is about ------------------------------------------------------------


def _sayings(session: Session, act: Act, heard: Heard) -> list[Saying]:
    spoken = read(heard.text, now=act.now, calendar=calendar_of(session, act.person))
    command = _command(session, act, heard.text, spoken)
    if command:
        return [_saying(act, heard, Said(Deed.HELP, words=command), heard.text)]
    return [saying for one in spoken for saying in _about(session, act, heard, one)]


def _command(session: Session, act: Act, text: str, spoken: Sequence[Spoken]) -> str:
    """The words, when they are a command that needs its `/pmo`."""
    if any(one.deed not in (Deed.NOTE, Deed.QUESTION, Deed.HELP, Deed.DAY) for one in spoken):
        return ""
    found = parse(text, now=act.now, calendar=calendar_of(session, act.person))
    asks_for_help = isinstance(found, Command) and found.verb == "help" and not found.words.strip()
    known = isinstance(found, Command) and found.verb not in IN_WORDS and not asks_for_help
    spelled = isinstance(found, Command) and text.strip().lower().startswith(found.verb)
    return _named(session, act, text).strip() if known and spelled else ""


def _about(session: Session, act: Act, heard: Heard, spoken: Spoken) -> list[Saying]:
    """One clause, once for each item it names; else with the items it may be about."""
    said = _said(session, act, spoken)
    text = _named(session, act, spoken.text)
    if spoken.deed in TO_THE_BOT:
        return [_saying(act, heard, said, text)]
    if not spoken.keys:
        return [_open(session, act, heard, said, text)]
    found = []
    for key in spoken.keys:
        try:
            item = named_item(session, act.person, key)
            found.append(_saying(act, heard, said, text, item))
        except Refused:
            found.append(_saying(act, heard, replace(said, missing=key), text))
    return found


def _open(session: Session, act: Act, heard: Heard, said: Said, text: str) -> Saying:
    """A clause that names no item: the one that is live, if there is one; several are asked about."""
    live = _in_thread(session, act, heard) or reading_live.live(session, act.person, act.now)
    found = _fitting(session, act, said, live)
    if not found:
        owed = sorted(queries.open_items_of(session, act.team, act.person.id), key=rank)
        found = _fitting(session, act, said, owed)
    if len(found) == 1:
        return _saying(act, heard, said, text, found[0])
    return _saying(act, heard, said, text, among=_with_late(session, act, said, found)[:CHOICES])


def _with_late(session: Session, act: Act, said: Said, found: Sequence[Item]) -> list[Item]:
    """Where it is asked which one: what is late comes first, also where no message asked about it."""
    if said.deed in ASKED_FIRST:
        return list(found)
    today = calendar_of(session, act.person).today(act.now)
    owed = queries.open_items_of(session, act.team, act.person.id)
    late = [item for item in owed if item.due is not None and item.due < today and item not in found]
    fitting = _fitting(session, act, said, late) if late else []
    return sorted([*found, *fitting], key=lambda item: (item.due is None or item.due >= today, rank(item)))


def _fitting(session: Session, act: Act, said: Said, items: Sequence[Item]) -> list[Item]:
    """Those that the words are an answer to; a yes or a no goes to a question before anything else."""
    stands = stands_of(session, act.person, items, act.now, act.now) if items else []
    fitting = [stand for stand in stands if meanings(said, stand)]
    asked = [stand for stand in fitting if any(kind.is_question for kind in stand.asked) or stand.packet is not None]
    if asked and said.deed in ASKED_FIRST:
        fitting = asked
    return [stand.item for stand in (fitting or stands)][:CHOICES]


def _in_thread(session: Session, act: Act, heard: Heard) -> list[Item]:
    """What the message is about in whose thread this was written."""
    if not heard.thread:
        return []
    sent = session.exec(
        select(Sent).where(Sent.team_id == act.team, Sent.channel == heard.channel, Sent.ts == heard.thread)
    ).first()
    key = sent.key if sent is not None else f"said:{heard.channel}:{heard.thread}"
    ids = [line.item_id for line in queries.lines_of(session, act.team, key)]
    ids += [saying.item_id for saying in queries.sayings_of(session, act.team, key) if saying.item_id is not None]
    found = queries.items(session, act.team, ids)
    return sorted(seen_among(session, act.person, found.values()), key=rank)


# --- rows -------------------------------------------------------------------------------------


def _saying(
    act: Act, heard: Heard, said: Said, text: str, item: Item | None = None, among: Iterable[Item] = ()
) -> Saying:
    return Saying(
        team_id=act.team, post_key=heard.key, number=0, person_id=act.person.id, item_id=item.id if item else None,
        text=text[:TEXT_KEPT], reading=said.kept(), among=[one.id for one in among], stood=stood(item) if item else "",
        created_at=act.now,
    )  # fmt: skip


def _said(session: Session, act: Act, spoken: Spoken) -> Said:
    person = queries.person_by_slack(session, act.team, spoken.person) if spoken.person else None
    on = queries.item_by_number(session, act.team, int(spoken.on.rpartition("-")[2])) if spoken.on else None
    seen = seen_or_none(session, act.person, on)
    return Said(
        deed=spoken.deed, day=spoken.day, clock=spoken.clock, shift=spoken.shift,
        person=person.id if person else None, on=seen.id if seen else None,
        words=_named(session, act, spoken.words)[:TEXT_KEPT], unread=_named(session, act, spoken.unread)[:200],
        other=spoken.other,
    )  # fmt: skip


def _named(session: Session, act: Act, text: str) -> str:
    """People's text with people by name, where a mention would be an id."""
    return reading_live.with_names(session, act.team, text)


# --- clicks on what was said back -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Applying:
    """What a click on *Apply* is to do."""

    act: Act
    item: Item
    meant: Meant
    packet: int | None = None
    """What was passed on about the item, where the words answer that."""


def applying(db: Database, act: Act, saying_id: int, code: str, item_id: int | None = None) -> Applying:
    """What a click does; refuses what was said by somebody else, or about what has changed since.

    It is done once: the change names the words it follows from.
    """
    with db.transaction() as session:
        saying = _mine(session, act, saying_id)
        once = replace(act, once=f"said:{saying.id}", source=_place(saying))
        once_only(session, once)
        if item_id is not None and saying.item_id is None and item_id in saying.among:
            _choose(session, act, saying, item_id)
        item = seen_or_none(session, act.person, queries.item(session, act.team, saying.item_id))
        if item is None:  # also where they may not know of it any more
            raise Refused("old_words")
        part = part_of(session, saying, act.person, act.now)
        wanted = [*part.meant, *([part.note] if part.note else [])]
        found = next((one for one in wanted if one.code == code), None)
        if found is None or (part.stale and part.outcome is None):
            _say_anew(session, act, saying)
            raise Refused("words_stale", item=item)
        return Applying(once, item, found, part.stand.packet if part.stand is not None else None)


def sentence(db: Database, act: Act, item_id: int, text: str) -> Item:
    """The owner's words go along with what will be passed on; into the history where nothing will be any more."""
    with db.reading() as session:
        item = queries.item(session, act.team, item_id)
        escalation = warned(session, item) if item is not None else None
    if escalation is None:
        return items.note(db, act, item_id, text).item
    return escalations.add_sentence(db, act, escalation, text)


def choose(db: Database, act: Act, saying_id: int, item_id: int) -> None:
    """It is about this item: what the words come to there is said back."""
    with db.transaction() as session:
        queries.turn(session, act.team)
        saying = _mine(session, act, saying_id)
        if queries.applied_by(session, saying) is None:
            _choose(session, act, saying, item_id)
        _say_anew(session, act, saying)


def turn(db: Database, act: Act, saying_id: int) -> None:
    """It meant something else: the buttons are shown."""
    with db.transaction() as session:
        queries.turn(session, act.team)
        saying = _mine(session, act, saying_id)
        saying.turned_at = saying.turned_at or act.now
        session.add(saying)
        _say_anew(session, act, saying)


def say_anew(db: Database, act: Act, saying_id: int) -> None:
    """Show what became of it, also where the item itself did not change."""
    with db.transaction() as session:
        queries.turn(session, act.team)
        _say_anew(session, act, _mine(session, act, saying_id))


def _choose(session: Session, act: Act, saying: Saying, item_id: int) -> None:
    item = seen_or_none(session, act.person, queries.item(session, act.team, item_id))
    if item is None:
        raise Refused("no_item", key="")
    saying.item_id, saying.stood, saying.turned_at = item.id, stood(item), None
    session.add(saying)
    session.flush()


def _mine(session: Session, act: Act, saying_id: int) -> Saying:
    saying = session.get(Saying, saying_id)
    if saying is None or saying.team_id != act.team or saying.person_id != act.person.id:
        raise Refused("old_words")
    return saying


def _say_anew(session: Session, act: Act, saying: Saying) -> None:
    sent = session.exec(select(Sent).where(Sent.team_id == act.team, Sent.key == saying.post_key)).first()
    post = queries.post(session, act.team, saying.post_key)
    if sent is not None and post is not None:
        request_edit(session, sent, post, act.now)


def _place(saying: Saying) -> str:
    """Where it was said, as history names messages."""
    return saying.post_key.removeprefix("said:").replace(":", "/")
