"""What is said of a project that was made like another one."""

from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import NAME_SHOWN, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.model import Project


def cloned(project: Project, source: Project, items: int, links: int, start: date) -> Markup:
    """What came along, and what did not."""
    count = "one item" if items == 1 else f"{items} items"
    waits = f" and what waits for what ({links})" if links else ""
    return mrkdwn(
        "*{name}* ({key}) begins on {day}, like {source}: {count}{waits}, with dates as many working days from the "
        "start, holidays left out. Their owners are asked. Issues, risks that are over and the history stayed there. "
        "`/pmo project {key} channel` says where its digest goes.",
        name=shown(project.name, NAME_SHOWN), key=project.key, day=when.day(start),
        source=shown(source.name, NAME_SHOWN), count=count, waits=waits,
    )  # fmt: skip
