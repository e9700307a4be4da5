"""`/pmo list risks`: the matrix, the ranking, and what comes from the same cause."""

from handlers.answers import Reply
from handlers.call import Call
from handlers.listener import Desk
from handlers.reading_text import Said
from pmo_bot.blocks.heat import heat_message
from pmo_bot.model import Project
from pmo_bot.services.reading_heat import heat

RISKS = "risks"
"""The word after `list` that asks for them."""


def show_risks(desk: Desk, call: Call, said: Said) -> Reply:
    """Of the project that was named, else all that this person may see."""
    return risks_of(desk, call, said.project if said.named_project else None, here=said.here)


def risks_of(desk: Desk, call: Call, project: Project | None, *, start: int = 0, here: str | None = None) -> Reply:
    """One page of it."""
    with desk.db.reading() as session:
        return Reply(heat_message(heat(session, call.person, call.now, project, here), start))
