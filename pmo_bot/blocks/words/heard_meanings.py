"""How each meaning of somebody's words is said back."""

from collections.abc import Callable, Mapping

from pmo_bot.blocks import when
from pmo_bot.blocks.people import item_line, name, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.rules.heard import Heard, Part
from pmo_bot.rules.spoken_meaning import Do, Meant

WORDS_SHOWN = 500


def item_of(part: Part) -> Markup:
    """Title and key of what a clause is about."""
    return item_line(part.stand.item) if part.stand is not None else Markup("it")


def day_of(meant: Meant, heard: Heard) -> str:
    """The day that was understood."""
    if meant.day is None:
        return "another day"
    return when.due(meant.day, meant.clock, heard.today)


def due_of(part: Part, heard: Heard) -> str:
    """The date it has."""
    item = part.stand.item if part.stand is not None else None
    return when.due(item.due, item.due_time, heard.today) if item is not None and item.due else "no date yet"


def _done(part: Part, meant: Meant, heard: Heard) -> Markup:
    return mrkdwn("{item} is *done*.", item=item_of(part))


def _track(part: Part, meant: Meant, heard: Heard) -> Markup:
    return mrkdwn("{item} is *on track*, {due}. Nothing moves.", item=item_of(part), due=due_of(part, heard))


def _move(part: Part, meant: Meant, heard: Heard) -> Markup:
    if part.stand is not None and part.stand.lead_decides:
        return _counter(part, meant, heard)
    if part.stand is None or part.stand.item.due is None:
        return mrkdwn("{item} gets the date *{day}*.", item=item_of(part), day=day_of(meant, heard))
    return mrkdwn("{item} moves to *{day}* (it was {due}).", item=item_of(part), day=day_of(meant, heard),
                  due=due_of(part, heard))  # fmt: skip


def _counter(part: Part, meant: Meant, heard: Heard) -> Markup:
    return mrkdwn("you offer *{day}* for {item}. Until {who} agrees it stays {due}.", day=day_of(meant, heard),
                  item=item_of(part), who=name(part.decider, "whoever asked"), due=due_of(part, heard))  # fmt: skip


def _accept(part: Part, meant: Meant, heard: Heard) -> Markup:
    return mrkdwn("*yes* to {item}, {due}.", item=item_of(part), due=due_of(part, heard))


def _approve(part: Part, meant: Meant, heard: Heard) -> Markup:
    offer = part.stand.item.offer_due if part.stand is not None else None
    return mrkdwn("*yes*: {item} moves to *{day}*, as {who} offers.", item=item_of(part), who=name(part.owner),
                  day=when.day(offer, heard.today) if offer else "the day that was offered")  # fmt: skip


def _keep(part: Part, meant: Meant, heard: Heard) -> Markup:
    return mrkdwn("{item} *stays as it is*, {due}. {who} is asked once more.", item=item_of(part),
                  due=due_of(part, heard), who=name(part.owner))  # fmt: skip


def _decline(part: Part, meant: Meant, heard: Heard) -> Markup:
    other = mrkdwn(" You suggest *{name}*.", name=name(part.other)) if meant.person and part.other else Markup("")
    return mrkdwn("{item} is *not yours*. {who} looks for somebody else.{other}", item=item_of(part),
                  who=name(part.requester, "Whoever asked"), other=other)  # fmt: skip


def _assign(part: Part, meant: Meant, heard: Heard) -> Markup:
    return mrkdwn("*{name}* is asked to take {item}, {due}.", name=name(part.other), item=item_of(part),
                  due=due_of(part, heard))  # fmt: skip


def _block(part: Part, meant: Meant, heard: Heard) -> Markup:
    return mrkdwn("{item} *waits for {what}*.", item=item_of(part), what=_what(part, meant))


def _what(part: Part, meant: Meant) -> Markup:
    named = [mrkdwn("{name}", name=name(part.other))] if meant.person and part.other else []
    named += [item_line(part.on)] if meant.on and part.on else []
    words = shown(meant.words, WORDS_SHOWN)
    if not named:
        return words
    return Markup(" and ").join(named) + (mrkdwn(" (“{words}”)", words=words) if words else Markup(""))


def _unblock(part: Part, meant: Meant, heard: Heard) -> Markup:
    return mrkdwn("{item} *can go on*.", item=item_of(part))


def _snooze(part: Part, meant: Meant, heard: Heard) -> Markup:
    return mrkdwn("I keep quiet about {item} *until {day}*. Its date stays {due}.", item=item_of(part),
                  day=day_of(meant, heard), due=due_of(part, heard))  # fmt: skip


def _ask(part: Part, meant: Meant, heard: Heard) -> Markup:
    return mrkdwn("a *question to {who}* about {item}.", who=name(part.requester), item=item_of(part))


def _answer(part: Part, meant: Meant, heard: Heard) -> Markup:
    return mrkdwn("your *answer to {who}* about {item}.", who=name(part.owner), item=item_of(part))


def _drop(part: Part, meant: Meant, heard: Heard) -> Markup:
    return mrkdwn("{item} is *no longer needed*.", item=item_of(part))


def _reopen(part: Part, meant: Meant, heard: Heard) -> Markup:
    return mrkdwn("{item} is *not done* after all; it is open again.", item=item_of(part))


def _note(part: Part, meant: Meant, heard: Heard) -> Markup:
    return mrkdwn("a note about {item}.", item=item_of(part))


def _seen(part: Part, meant: Meant, heard: Heard) -> Markup:
    return mrkdwn("you have *seen* {item}. I keep quiet about it for three working days.", item=item_of(part))


def _extend(part: Part, meant: Meant, heard: Heard) -> Markup:
    return mrkdwn("you give {item} *until {day}* (it was {due}). It is kept as a decision.", item=item_of(part),
                  day=day_of(meant, heard), due=due_of(part, heard))  # fmt: skip


def _reassign(part: Part, meant: Meant, heard: Heard) -> Markup:
    return mrkdwn("*{name}* takes over {item}. It is kept as a decision.", name=name(part.other), item=item_of(part))


def _confirm(part: Part, meant: Meant, heard: Heard) -> Markup:
    return mrkdwn("*yes*, {item} is done.", item=item_of(part))


def _not_yet(part: Part, meant: Meant, heard: Heard) -> Markup:
    return mrkdwn("{item} is *not done yet*. {who} is asked once more.", item=item_of(part), who=name(part.owner))


def _ready(part: Part, meant: Meant, heard: Heard) -> Markup:
    return mrkdwn("what {who} waits for is *there*; {item} can go on.", who=name(part.owner), item=item_of(part))


def _ready_by(part: Part, meant: Meant, heard: Heard) -> Markup:
    return mrkdwn("{who} has what {item} waits for *by {day}*.", who=name(part.owner), item=item_of(part),
                  day=day_of(meant, heard))  # fmt: skip


def _not_waited(part: Part, meant: Meant, heard: Heard) -> Markup:
    return mrkdwn("{item} does *not wait for you*. {who} hears so.", item=item_of(part), who=name(part.owner))


def _allow(part: Part, meant: Meant, heard: Heard) -> Markup:
    return mrkdwn("*yes*: the date of {item} may wait.", item=item_of(part))


def _refuse(part: Part, meant: Meant, heard: Heard) -> Markup:
    return mrkdwn("*no*: the date of {item} stays {due}. {who} hears so.", item=item_of(part), due=due_of(part, heard),
                  who=name(part.owner))  # fmt: skip


def _known(part: Part, meant: Meant, heard: Heard) -> Markup:
    return mrkdwn("you know, and {item} *stays {due}*.", item=item_of(part), due=due_of(part, heard))


MEANS: Mapping[Do, Callable[[Part, Meant, Heard], Markup]] = {
    Do.DONE: _done,
    Do.TRACK: _track,
    Do.MOVE: _move,
    Do.COUNTER: _counter,
    Do.BLOCK: _block,
    Do.UNBLOCK: _unblock,
    Do.SNOOZE: _snooze,
    Do.ASSIGN: _assign,
    Do.ACCEPT: _accept,
    Do.DECLINE: _decline,
    Do.APPROVE: _approve,
    Do.KEEP: _keep,
    Do.ASK: _ask,
    Do.ANSWER: _answer,
    Do.DROP: _drop,
    Do.REOPEN: _reopen,
    Do.NOTE: _note,
    Do.SENTENCE: _note,
    Do.SEEN: _seen,
    Do.EXTEND: _extend,
    Do.REASSIGN: _reassign,
    Do.NOT_NEEDED: _drop,
    Do.READY: _ready,
    Do.READY_BY: _ready_by,
    Do.NOT_WAITED: _not_waited,
    Do.ALLOW: _allow,
    Do.REFUSE: _refuse,
    Do.KNOWN: _known,
    Do.CONFIRM: _confirm,
    Do.NOT_YET: _not_yet,
}
