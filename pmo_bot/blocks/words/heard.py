"""What the bot says to somebody's own words: how it understood them, what it asks back, what it could not read."""

from pmo_bot.blocks import when
from pmo_bot.blocks.people import shown, title
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words import helping, refusals, refusals_items
from pmo_bot.blocks.words.heard_meanings import MEANS, WORDS_SHOWN, day_of, due_of, item_of
from pmo_bot.rules.heard import Heard, Part
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.spoken import Deed
from pmo_bot.rules.spoken_meaning import Do, Meant

TEXT_SHOWN = 150
CHOICE_SHOWN = 60
NAMED_SHOWN = 40
"""Up to how many letters somebody's own words are shown as they would go with a key."""

APPLY, KEEP_NOTE, ADD_SENTENCE = "Apply", "Keep it as a note", "Add it to what will be said"
ANOTHER_ITEM, WHICH = "Another item…", "Which one?"

EXAMPLES = mrkdwn("You can say `done`, `2 more days`, `by friday`, `waiting for @somebody` or `remind me on monday`.")
NOT_DONE = mrkdwn("You can say `2 more days`, `by friday`, `waiting for @somebody` or `on track`.")
IN_WORDS = mrkdwn(
    "I keep track of who owes what by when. Here you can write in your own words about what you owe: `done`, "
    "`2 more days`, `by friday`, `waiting for @somebody`, `remind me on monday`; where there is more than one thing, "
    "name it: `A-12 done`. `what is due?` shows your day.\n"
    "`/pmo add Draft the plan @somebody by friday` notes something new, and `/pmo help` tells the rest."
)
THANKS = mrkdwn("You are welcome.")


def summary(heard: Heard) -> str:
    """In a notification."""
    first = heard.parts[0] if heard.parts else None
    if first is None or first.stand is None:
        return "About what you wrote"
    return f"About {first.stand.item.key}: {title(first.stand.item)}"


# --- how it was understood --------------------------------------------------------------


def understood(part: Part, meant: Meant, heard: Heard) -> Markup:
    """`I understood: Draft the plan (A-12) moves to Fri 4 Dec (it was Wed 2 Dec).`"""
    text = mrkdwn("I understood: {what}", what=MEANS[meant.do](part, meant, heard))
    return text + _quote(meant.words if meant.do is not Do.BLOCK else "")


def _quote(words: str) -> Markup:
    return mrkdwn("\n“{words}”", words=shown(words, WORDS_SHOWN)) if words else Markup("")


def choice_label(meant: Meant, heard: Heard) -> str:
    """The button of one of two meanings."""
    names = {Do.MOVE: f"New date: {day_of(meant, heard)}", Do.COUNTER: f"Offer {day_of(meant, heard)}",
             Do.SNOOZE: f"Remind me {day_of(meant, heard)}"}  # fmt: skip
    return names.get(meant.do, APPLY)


def two_meanings(part: Part, heard: Heard) -> Markup:
    """A day alone may be a new date or a reminder."""
    day = part.meant[0].day
    return mrkdwn("*{day}* for {item}: a new date, or shall I come back to it then? It is due {due}.",
                  item=item_of(part), day=when.day(day, heard.today) if day else "That day",
                  due=due_of(part, heard))  # fmt: skip


# --- which item ----------------------------------------------------------------------------


def which(part: Part) -> Markup:
    """Several items could be meant; words that were not understood are answered with some that would be."""
    if part.said.deed is Deed.NOTE:
        return mrkdwn(
            "I did not understand “{text}”, so nothing is changed. You can say `{key} done`, `{key} by friday` or "
            "`{key} waiting for legal`. If it is a note, which one is it about?",
            text=shown(part.text, TEXT_SHOWN), key=part.among[0].item.key if part.among else "A-12",
        )  # fmt: skip
    return mrkdwn("You wrote “{text}”. Which one is it about?", text=shown(part.text, TEXT_SHOWN))


def or_name_it(part: Part) -> Markup:
    """How to say it at once."""
    example = part.among[0].item.key if part.among else "A-12"
    short = len(part.text) <= NAMED_SHOWN and "`" not in part.text and "\n" not in part.text
    return mrkdwn("You can name it, too: `{key} {words}`.", key=example, words=part.text if short else "by friday")


# --- what could not be read -----------------------------------------------------------------


def unclear(part: Part) -> Markup:
    """Nothing is lost, nothing is guessed, and the buttons are below."""
    return mrkdwn("{why} Nothing is changed yet.", why=_why(part))


def _why(part: Part) -> Markup:
    said, stand = part.said, part.stand
    text = shown(said.words if said.deed is Deed.NOTE and said.words else part.text, TEXT_SHOWN)
    if stand is not None and not stand.item.is_open:
        return mrkdwn("{item} is closed already, and you wrote “{text}”.", item=item_of(part), text=text)
    if said.deed in (Deed.MOVE, Deed.SNOOZE) and said.unread:
        return mrkdwn("I could not read “{words}” as a date for {item}.", words=shown(said.unread, TEXT_SHOWN),
                      item=item_of(part))  # fmt: skip
    if said.deed in (Deed.MOVE, Deed.SNOOZE) and said.day is not None:
        return mrkdwn("{day} is not ahead, so it is no date for {item}.", day=when.day(said.day), item=item_of(part))
    if said.deed is Deed.HAND:
        return mrkdwn("Who takes {item}? Mention them with @, or choose below.", item=item_of(part))
    if said.deed is Deed.BLOCKED:
        return mrkdwn("What does {item} wait for? Mention a person, name an item, or say it in words.",
                      item=item_of(part))  # fmt: skip
    return mrkdwn("I am not sure what “{text}” means for {item}.", text=text, item=item_of(part))


def not_yours(part: Part) -> Markup:
    """Somebody else's item: a note can be left."""
    stand = part.stand
    item = stand.item if stand is not None else None
    lead_id = part.project.lead_id if part.project is not None else None
    lead = next((one for one in (part.owner, part.requester) if one is not None and one.id == lead_id), None)
    return refusals.sentence(Refused("not_yours", item=item, owner=part.owner, requester=part.requester, lead=lead))


def something_else(part: Part) -> Markup:
    """After *Something else*."""
    return mrkdwn("What is it about {item}, then? Press, or say it in other words.", item=item_of(part))


# --- what became of it -----------------------------------------------------------------------


def overtaken(part: Part, heard: Heard) -> Markup:
    """`Since you wrote that, Jon finished A-12.`"""
    outcome, stand = part.outcome, part.stand
    if outcome is None or stand is None:
        return mrkdwn("Since you wrote that, {item} has changed.", item=item_of(part))
    did = refusals_items.did(stand.item, outcome.event, part.owner, heard.today)
    who = "you" if outcome.own else when.first_name(outcome.by) if outcome.by else "somebody"
    return mrkdwn("{item} — since you wrote “{text}”, {who} {did}.", item=item_of(part), who=who, did=did,
                  text=shown(part.text, TEXT_SHOWN))  # fmt: skip


# --- to the bot itself ------------------------------------------------------------------------


def no_item(key: str) -> Markup:
    """A key that is nothing the speaker can see."""
    return refusals.sentence(Refused("no_item", key=key))


def nothing_open(part: Part, heard: Heard) -> Markup:
    """Words about work, from somebody who owes nothing."""
    return mrkdwn(
        "You wrote “{text}”, and nothing of yours is open, so there is nothing it could be about. "
        "`/pmo add Draft the plan by friday` notes something; `A-12 done` names an item.",
        text=shown(part.text, TEXT_SHOWN),
    )  # fmt: skip


def left_over(heard: Heard) -> Markup:
    """`I took the first 10 of these; 2 are left (A-11, A-12).  Write those again.`"""
    named = ", ".join(item.key for item in heard.rest if item is not None)
    return mrkdwn(
        "I took the first {taken} of these; {left} left{named}. Write {what} again in another message.",
        taken=len(heard.parts), left="one is" if len(heard.rest) == 1 else f"{len(heard.rest)} are",
        named=f" ({named})" if named else "", what="it" if len(heard.rest) == 1 else "those",
    )  # fmt: skip


def to_the_bot(part: Part, heard: Heard) -> Markup:
    """A greeting, a call for help, a command without its `/pmo`, thanks."""
    if part.said.deed is Deed.THANKS:
        return THANKS
    if part.said.words:
        return helping.how_to_talk(part.said.words)
    return IN_WORDS
