"""App Home as a view: what I owe, what waits for my answer, what I asked for, my projects, preferences."""

from pmo_bot.blocks import kit
from pmo_bot.blocks.ids import Verb
from pmo_bot.blocks.kit import Block, View
from pmo_bot.blocks.pressing import menu, press
from pmo_bot.blocks.words import home as words
from pmo_bot.model import Item
from pmo_bot.rules.home import Home

HOME_MENU = (Verb.DONE, Verb.ON_TRACK, Verb.NEW_DATE, Verb.BLOCKED, Verb.SHOW)


def home_view(home: Home) -> View:
    """The Home of one person."""
    blocks: list[Block] = []
    if home.first_visit:
        blocks += [kit.section(words.WELCOME, id="welcome"), kit.divider(id="welcome-end")]
    blocks.append(kit.section(words.greeting(home), id="greeting"))
    blocks.append(kit.actions(press(Verb.NEW_ITEM), press(Verb.PREFERENCES), id="top"))
    blocks += _owed(home) + _waiting(home) + _asked(home) + _projects(home)
    blocks.append(kit.context(words.as_of(home), id="as-of"))
    return kit.home(*blocks)


def _owed(home: Home) -> list[Block]:
    blocks = [kit.header("Due", id="due")]
    if not home.owed:
        return [*blocks, kit.section(words.EMPTY, id="due-empty")]
    blocks += [_line(item, home, "due") for item in home.owed]
    if home.owed_more:
        blocks.append(kit.context(words.more(home.owed_more, "/pmo list mine"), id="due-more"))
    return blocks


def _line(item: Item, home: Home, where: str) -> Block:
    return kit.section(words.line(item, home.today), id=f"{where}-{item.id}", accessory=menu(item.id, HOME_MENU))


def _waiting(home: Home) -> list[Block]:
    if not home.waiting:
        return []
    lines = [
        kit.section(words.line(item, home.today), id=f"waiting-{item.id}", accessory=press(Verb.SHOW, item.id))
        for item in home.waiting[:10]
    ]
    return [kit.header("Waiting for your answer", id="waiting"), *lines]


def _asked(home: Home) -> list[Block]:
    if not home.asked:
        return []
    blocks = [kit.header("You asked for", id="asked")]
    blocks += [
        kit.section(
            words.asked_line(item, owner, home.today), id=f"asked-{item.id}", accessory=press(Verb.SHOW, item.id)
        )
        for item, owner in home.asked
    ]
    if home.asked_more:
        blocks.append(kit.context(words.more(home.asked_more, "/pmo list asked"), id="asked-more"))
    return blocks


def _projects(home: Home) -> list[Block]:
    blocks = [kit.header("Your projects", id="projects")]
    if not home.projects:
        return [*blocks, kit.section(words.NO_PROJECTS, id="projects-empty", accessory=press(Verb.NEW_PROJECT))]
    return blocks + [kit.section(words.project_line(p), id=f"project-{p.id}") for p in home.projects[:20]]
