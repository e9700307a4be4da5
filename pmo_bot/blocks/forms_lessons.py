"""The window for what was learned."""

from pmo_bot.blocks import kit
from pmo_bot.blocks.forms import Origin, field, framed, project_field
from pmo_bot.blocks.ids import Form
from pmo_bot.blocks.kit import View
from pmo_bot.blocks.text import Markup
from pmo_bot.blocks.words import lessons as words
from pmo_bot.model import Project

LONGEST = 500


def learn(
    origin: Origin, about: Markup | None = None, *, projects: list[Project] | None = None, project: int | None = None
) -> View:
    """Three questions, of which one is enough, and what it is all about."""
    questions = [
        field(label, kit.text_input(id=kind, multiline=True, longest=LONGEST), kind, hint=hint, optional=True)
        for kind, (label, hint) in words.QUESTIONS.items()
    ]
    return framed(
        "learn",
        Form.LEARN,
        origin,
        *([kit.section(about, id="about")] if about is not None else []),
        *project_field(projects or [], project, optional=False),
        *questions,
        field(words.TOPICS, kit.text_input(id="topics", longest=300), "topics", hint=words.TOPICS_HINT, optional=True),
    )
