"""One item as a private card: what it is, how it stands, what happened."""

from collections.abc import Mapping, Sequence
from datetime import date

from pmo_bot.blocks import conflicts as clash_blocks
from pmo_bot.blocks import kit
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Block, Element, Message
from pmo_bot.blocks.pressing import endings, menu, press
from pmo_bot.blocks.risks import card_blocks, card_texts
from pmo_bot.blocks.text import Markup, plain
from pmo_bot.blocks.words import cards as words
from pmo_bot.blocks.words import links as link_words
from pmo_bot.blocks.words.requirements import carries
from pmo_bot.blocks.words.suggesting import ASK_SOMEBODY, takes
from pmo_bot.blocks.words.value import serves
from pmo_bot.model import Confirmation, DecisionOption, Event, Goal, Item, Person, Project
from pmo_bot.rules.confirming import may_confirm
from pmo_bot.rules.conflicts import Conflict
from pmo_bot.rules.links import Around
from pmo_bot.rules.risk_card import RiskCard

HISTORY_SHOWN = 10
CARD_MENU = (Verb.NEW_DATE, Verb.BLOCKED, Verb.SNOOZE, Verb.CHANGE, Verb.WHY)
BLOCKED_MENU = (Verb.UNBLOCK, Verb.NEW_DATE, Verb.BLOCKED, Verb.CHANGE, Verb.WHY)


def card_message(
    reader: Person,
    item: Item,
    owner: Person | None,
    requester: Person | None,
    project: Project | None,
    blocker: Person | None,
    blocked_on: Item | None,
    events: Sequence[Event],
    people: Mapping[int, Person],
    notes: Mapping[int, str],
    waiting: Sequence[Item],
    today: date,
    *,
    options: Sequence[DecisionOption] = (),
    around: Around | None = None,
    clashes: Sequence[Conflict] = (),
    movable: bool = False,
    risk: RiskCard | None = None,
    goal: Goal | None = None,
    needs: Sequence[str] = (),
    requirements: Sequence[str] = (),
) -> Message:
    """The card of one item."""
    text = words.heading(item, owner, requester, project, today)
    blocks: list[Block] = [kit.section(text, id="item")]
    if item.done_means:
        blocks.append(kit.section(words.done_means(item), id="done-means"))
    if effort := takes(item, needs):
        blocks.append(kit.context(effort, id="takes"))
    if requirements:
        blocks.append(kit.context(carries(requirements), id="requirements"))
    if options:
        blocks.append(kit.section(words.choices(options), id="options"))
    state = words.state(item, blocker, blocked_on, () if around is not None else waiting, today)
    if state:
        blocks.append(kit.section(state, id="state"))
    links = _links(item, around, today)
    blocks += links.values()
    blocks += clash_blocks.on_card(clashes, lambda one: movable and one.id == item.id, today)
    more = card_texts(risk) if risk is not None else []
    blocks += card_blocks(risk) if risk is not None else []
    if goal is not None:
        blocks.append(kit.context(serves(goal), id="goal"))
    history = [words.event_line(event, people, notes, reader, today) for event in events[-HISTORY_SHOWN:]]
    if history:
        blocks.append(kit.context(Markup("\n").join(history), id="history"))
    if item.is_open:
        choices = BLOCKED_MENU if item.blocked_at is not None else CARD_MENU
        blocks.append(
            kit.actions(
                *endings(item), press(Verb.WAITS, item.id), *_others(reader, item), menu(item, choices), id="do"
            )
        )
    else:
        blocks.append(_when_closed(reader, item, project))
    told = [text, *([state] if state else []), *links, *(part for _, part in more), *history]
    return Message(plain(Markup("\n").join(told)), tuple(blocks))


def _others(reader: Person, item: Item) -> list[Element]:
    """Whoever owns it may offer it; what nobody owns wants somebody."""
    if item.owner_id is None:
        return [press(Verb.HAND, item.id, label=ASK_SOMEBODY)]
    return [press(Verb.OFFER, item.id)] if item.owner_id == reader.id and item.about is None else []


def _links(item: Item, around: Around | None, today: date) -> dict[Markup, Block]:
    """What it needs and what waits for it, where there is anything."""
    if around is None:
        return {}
    texts = {"needs": link_words.needs(item, around, today), "waiting": link_words.waiting(around, today)}
    return {text: kit.section(text, id=name) for name, text in texts.items() if text}


def _when_closed(reader: Person, item: Item, project: Project | None) -> Block:
    if item.confirmation is Confirmation.AWAITED and may_confirm(reader, item, project):
        return kit.actions(press(Verb.CONFIRM, item.id), press(Verb.NOT_YET, item.id), id="do")
    return kit.actions(press(Verb.REOPEN, item.id), id="do")
