"""The answer to somebody's own words as a message: said back with *Apply*, asked back, or what was done."""

import re

from pmo_bot.blocks import kit
from pmo_bot.blocks.ids import Verb, action_id, encode
from pmo_bot.blocks.kit import Block, Element, Message
from pmo_bot.blocks.people import title
from pmo_bot.blocks.pressing import endings, menu, press
from pmo_bot.blocks.text import Markup, plain, shorten
from pmo_bot.blocks.words import changes as change_words
from pmo_bot.blocks.words import heard as words
from pmo_bot.blocks.words import today as today_words
from pmo_bot.blocks.words.changes import Change
from pmo_bot.model import Item, LineKind
from pmo_bot.rules.heard import Candidate, Heard, Part
from pmo_bot.rules.spoken import Deed
from pmo_bot.rules.spoken_meaning import Do, Meant, Said, Stand
from pmo_bot.rules.today import Today

CHOICES_AS_BUTTONS = 5


def heard_message(heard: Heard) -> Message:
    """One answer to one message, clause by clause."""
    blocks: list[Block] = []
    for number, part in enumerate(heard.parts):
        blocks += _part(part, heard, lead=number == 0)
    if not blocks:
        blocks = [kit.section(words.EXAMPLES, id="examples")]
    if heard.rest:
        blocks.append(kit.section(words.left_over(heard), id="rest"))
    said = [block["text"]["text"] for block in blocks if block["type"] == "section"]
    return Message(plain(Markup("\n".join(said))) or words.summary(heard), tuple(blocks))


def _part(part: Part, heard: Heard, *, lead: bool) -> list[Block]:
    if part.stand is None:
        return _without_item(part, heard)
    if part.outcome is not None:
        return _became(part, heard)
    if not part.stand.may_act and not part.meant and not part.stand.asked & ANSWERED_WITH.keys():
        return _row(part, words.not_yours(part), [press(Verb.SHOW, part.stand.item.id)], lead=lead, note=True)
    if part.turned:
        return [*_row(part, words.something_else(part), buttons(part.stand), lead=lead, note=True), *_others(part)]
    if not part.meant:
        helping = missing(part.said, part.stand, lead=lead)
        if helping is not None:
            return _row(part, words.unclear(part), [helping, *_others_of(helping, part.stand)], note=True)
        hint = kit.context(words.NOT_DONE if _denies(part) else words.EXAMPLES, id=f"hint-{part.id}")
        return [*_row(part, words.unclear(part), _offered(part), lead=lead, note=True), hint]
    if len(part.meant) > 1:
        both = [apply(part, one, label=words.choice_label(one, heard)) for one in part.meant]
        return _row(part, words.two_meanings(part, heard), [*both, _else(part)])
    main = apply(part, part.meant[0], style="primary" if lead else None)
    return _row(part, words.understood(part, part.meant[0], heard), [main, _else(part)])


DENIAL = re.compile(r"\b(not|never|no|almost|nearly|cannot)\b|n['’]t\b|\bundone\b", re.IGNORECASE)


def _denies(part: Part) -> bool:
    """Whether the words say that something is not so: then *Done* is not what comes to mind."""
    return DENIAL.search(part.text) is not None


def _offered(part: Part) -> list[Element]:
    found = buttons(part.stand) if part.stand is not None else []
    if not _denies(part) or part.stand is None or not part.stand.item.is_open:
        return found
    done = [one for one in found if one["action_id"] == action_id(Verb.DONE, part.stand.item.id)]
    others = [one for one in found if one not in done]
    return [press(Verb.NEW_DATE, part.stand.item.id), *done, *others] if done else found


def _others_of(helping: Element, stand: Stand) -> list[Element]:
    return [one for one in buttons(stand) if one["action_id"] != helping["action_id"]]


def _row(part: Part, text: Markup, elements: list[Element], *, lead: bool = False, note: bool = False) -> list[Block]:
    """A sentence and what can be pressed below it; the words themselves can be kept where they are no answer."""
    if note and part.note is not None:
        label = words.ADD_SENTENCE if part.note.do is Do.SENTENCE else words.KEEP_NOTE
        keep = apply(part, part.note, label=label, style="primary" if lead else None)
        elements = [keep, *elements] if lead else [*elements, keep]
    return [kit.section(text, id=f"said-{part.id}"), kit.actions(elements[0], *elements[1:], id=f"do-{part.id}")]


def apply(
    part: Part, meant: Meant, *, label: str = words.APPLY, style: str | None = None, item: Item | None = None
) -> Element:
    """The button that does what was understood; `item` is chosen with it."""
    extra = f"{meant.code}@{item.id}" if item is not None else meant.code
    return press(Verb.APPLY, part.id, extra, label=label, style=style)


def _else(part: Part) -> Element:
    return press(Verb.ELSE, part.id)


def _became(part: Part, heard: Heard) -> list[Block]:
    """What was done, with a way back; or what happened meanwhile."""
    stand, outcome = part.stand, part.outcome
    if stand is None or outcome is None:
        return []
    show = press(Verb.SHOW, stand.item.id)
    if not outcome.answers:
        back = [press(Verb.UNDO, outcome.undo)] if outcome.undo is not None else [_else(part)]
        return _row(part, words.overtaken(part, heard), [show, *back])
    change = Change(outcome.event, stand.item, part.owner, part.project, part.blocker, part.on, part.confirmer)
    back = [press(Verb.UNDO, outcome.undo)] if outcome.undo is not None else []
    text = change_words.sentence(change, heard.today)
    return [kit.section(text, id=f"said-{part.id}"), kit.actions(show, *back, id=f"do-{part.id}")]


# --- which item ------------------------------------------------------------------------------


def _without_item(part: Part, heard: Heard) -> list[Block]:
    said = part.said
    if part.day is not None:
        return _day(part.day, part)
    if said.missing:
        return [kit.section(words.no_item(said.missing), id=f"said-{part.id}")]
    if said.deed in (Deed.HELP, Deed.THANKS):
        return [kit.section(words.to_the_bot(part, heard), id=f"said-{part.id}")]
    if not part.among:
        return [kit.section(words.nothing_open(part, heard), id=f"said-{part.id}")]
    asked = [kit.section(words.which(part), id=f"said-{part.id}"), _choice(part)]
    if said.deed is Deed.NOTE:
        return asked
    return [*asked, kit.context(words.or_name_it(part), id=f"hint-{part.id}")]


def _day(today: Today, part: Part) -> list[Block]:
    """What is due, worst first; the buttons show and never act, since nothing of this is edited in place."""
    blocks = [kit.section(today_words.said_of(today), id=f"said-{part.id}")]
    for item in today.due.shown:
        shown = press(Verb.SHOW, item.id)
        blocks.append(kit.section(today_words.line(item, today), id=f"day-{part.id}-{item.id}", accessory=shown))
    hint = today_words.how_to_answer(today)
    return [*blocks, kit.context(hint, id=f"hint-{part.id}")] if hint else blocks


def _choice(part: Part) -> Block:
    if len(part.among) > CHOICES_AS_BUTTONS:
        return kit.actions(_select(part, words.WHICH), id=f"which-{part.id}")
    first, *more = [_candidate(part, one) for one in part.among]
    return kit.actions(first, *more, id=f"which-{part.id}")


def _candidate(part: Part, one: Candidate) -> Element:
    label = choice_label(one.item)
    meant = part.at_once
    if meant is not None:
        return apply(part, meant, label=label, item=one.item)
    return press(Verb.WHICH, part.id, str(one.item.id), label=label)


def choice_label(item: Item) -> str:
    """`Draft the cutover plan (A-12)`, as far as a button has room."""
    return f"{shorten(title(item), words.CHOICE_SHOWN)} ({item.key})"


def _select(part: Part, placeholder: str) -> Element:
    options = [
        kit.option(choice_label(one.item), encode(Verb.WHICH, part.id, str(one.item.id))) for one in part.among[:100]
    ]
    return kit.static_select(options, id=action_id(Verb.WHICH, part.id, "one"), placeholder=placeholder)


def _others(part: Part) -> list[Block]:
    return [kit.actions(_select(part, words.ANOTHER_ITEM), id=f"which-{part.id}")] if part.among else []


# --- the buttons of an item ---------------------------------------------------------------------


def missing(said: Said, stand: Stand, *, lead: bool) -> Element | None:
    """The window that asks for what the words left out: the day, the person, what is waited for."""
    item = stand.item
    if not item.is_open:
        return None
    if said.deed is Deed.MOVE or (said.deed is Deed.SNOOZE and said.other is Deed.MOVE):
        verb = Verb.COUNTER if LineKind.REQUEST in stand.asked else Verb.NEW_DATE
    elif said.deed is Deed.HAND:
        verb = Verb.DECLINE if LineKind.REQUEST in stand.asked else Verb.HAND
    elif said.deed is Deed.BLOCKED:
        verb = Verb.BLOCKED
    else:
        return None
    return press(verb, item.id, style="primary" if lead else None)


def buttons(stand: Stand) -> list[Element]:
    """What can be pressed about an item instead, as it stands for whoever speaks."""
    item, asked = stand.item, stand.asked
    if not item.is_open and LineKind.CONFIRM not in asked:
        return [press(Verb.REOPEN, item.id), press(Verb.SHOW, item.id)]
    for kind, verbs in ANSWERED_WITH.items():
        if kind in asked:
            return [press(verb, item.id) for verb in verbs]
    if stand.packet is not None:
        return [press(verb, stand.packet) for verb in (Verb.EXTEND_TO, Verb.REASSIGN, Verb.ACKNOWLEDGE)]
    if stand.owns:
        return [*endings(item), menu(item)]
    return [press(Verb.SHOW, item.id), press(Verb.NEW_DATE, item.id)]


ANSWERED_WITH: dict[LineKind, tuple[Verb, ...]] = {
    LineKind.REQUEST: (Verb.ACCEPT, Verb.COUNTER, Verb.DECLINE, Verb.ASK_BACK),
    LineKind.DECIDE: (Verb.DECIDE, Verb.COUNTER, Verb.DECLINE, Verb.ASK_BACK),
    LineKind.COUNTER: (Verb.APPROVE, Verb.KEEP, Verb.NEW_DATE),
    LineKind.DECLINED: (Verb.HAND, Verb.KEEP),
    LineKind.QUESTION: (Verb.ANSWER, Verb.HAND),
    LineKind.BLOCKER: (Verb.READY, Verb.READY_BY, Verb.NOT_WAITED),
    LineKind.APPROVAL: (Verb.ALLOW, Verb.REFUSE),
    LineKind.RIPPLE: (Verb.SEEN, Verb.NEW_DATE),
    LineKind.CONFIRM: (Verb.CONFIRM, Verb.NOT_YET, Verb.SHOW),
}
