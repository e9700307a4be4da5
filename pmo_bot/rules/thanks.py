"""Who is thanked in a report: whoever wants to be named, for what was done on its first date or before it."""

from pmo_bot.model import Item, Person, Project, State
from pmo_bot.rules.calendar import Calendar


def early_by(project: Project, item: Item, owner: Person | None, calendar: Calendar) -> int | None:
    """How many working days before its first date something was done; None where nobody is thanked for it.

    A date that moved to a later day is no first date any more; that is no news either.
    """
    wanted = project.thanks and owner is not None and owner.thanks
    if not wanted or item.state is not State.DONE or item.due is None or item.closed_at is None or item.slips:
        return None
    on = calendar.today(item.closed_at)
    return calendar.between(on, item.due) if on <= item.due else None
