"""The windows in which somebody else is chosen, with who might take it and why."""

from pmo_bot.blocks import kit
from pmo_bot.blocks.forms import Origin, about, field, framed
from pmo_bot.blocks.ids import Form
from pmo_bot.blocks.kit import Block, View
from pmo_bot.blocks.text import Markup
from pmo_bot.blocks.words import suggesting as words
from pmo_bot.rules.suggesting import Suggested


def offer(origin: Origin, found: Suggested) -> View:
    """Which colleague is asked to take it over."""
    who = field(words.OFFER_WHO, kit.users_select(id="person"), "person", hint=words.OFFER_HINT)
    return with_suggestions(framed("offer", Form.OFFER, origin, about(found.item), who), found)


def with_suggestions(view: View, found: Suggested) -> View:
    """A window with who might take the item, at its end: nobody is chosen by that."""
    return View({**view, "blocks": [*view["blocks"], *_who(found)]})


def _who(found: Suggested) -> list[Block]:
    if not found.people:
        return [kit.context(words.nobody(found.skills), id="might")] if found.skills else []
    lines = [words.line(one, found.skills, room=one.person.id in found.reads_load) for one in found.people]
    return [kit.section(Markup("\n").join([words.HEADING, *lines]), id="might")]
