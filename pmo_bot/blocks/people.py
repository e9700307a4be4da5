"""How people and items are named in messages."""

from pmo_bot.blocks import when
from pmo_bot.blocks.text import Markup, cut, markup, mention, mrkdwn, shorten
from pmo_bot.blocks.words.checks import NAMED
from pmo_bot.model import AnyItem, Person, Project

TITLE_SHOWN = 150
TITLE_LEAST = 20
NAME_SHOWN = 40


def name(person: Person | None, nobody: str = "nobody") -> str:
    """A first name as plain text: it notifies nobody."""
    return shorten(when.first_name(person), NAME_SHOWN) if person else nobody


def called(person: Person | None, nobody: str = "nobody") -> Markup:
    """A mention, for those who must act; the name of somebody who is not on Slack."""
    if person is None:
        return markup(nobody)
    return mention(person.slack_id) if person.slack_id else shown(person.label, NAME_SHOWN)


def title(item: AnyItem, most: int = TITLE_SHOWN) -> str:
    """What a line calls an item, as far as it has room: its title; what a check asks."""
    if item.about is None:
        return shorten(item.title, most)
    asks = NAMED[item.about]
    return shorten(asks.format(title=shorten(item.title, max(most - len(asks), TITLE_LEAST))), most)


def shown(raw: str, most: int = TITLE_SHOWN) -> Markup:
    """People's words as far as a line has room; signs that have to be escaped take up more of it."""
    return cut(markup(shorten(raw, most)), most * 4 // 3)


def item_line(item: AnyItem) -> Markup:
    """`Draft the cutover plan (A-12)`, struck through when it is closed."""
    if item.is_open:
        return mrkdwn("{title} ({key})", title=shown(title(item)), key=item.key)
    return mrkdwn("~{title} ({key})~", title=shown(title(item)), key=item.key)


def project_tail(project: Project | None) -> Markup:
    """` · Apollo`, or nothing."""
    return mrkdwn(" · {name}", name=shown(project.name, NAME_SHOWN)) if project else Markup("")
