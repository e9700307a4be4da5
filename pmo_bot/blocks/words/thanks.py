"""Thanks in a report: for what was done in time, to whoever wants to be named; nothing is said about anybody else."""

from pmo_bot.blocks.people import name
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.model import Person, Project

FIELD = "Thanks"
MAY_BE_NAMED = "A report may thank me by name"
HINT = "For what you finish on its first date or before, in projects that give thanks."


def line(words: Markup, person: Person | None, early: int) -> Markup:
    """`Draft the cutover plan (A-12) — thank you, Maria: two working days early`."""
    days = f"{early} working day{'' if early == 1 else 's'} early" if early else "on its first date"
    return mrkdwn("{item} — thank you, {who}: {days}", item=words, who=name(person), days=days)


def person_kept(person: Person) -> Markup:
    """What somebody said about being named."""
    if person.thanks:
        return mrkdwn("Kept: a report may thank you by name for what you finish on its first date or before. "
                      "`/pmo prefs thanks off` ends that.")  # fmt: skip
    return mrkdwn("Kept: no report thanks you by name. `/pmo prefs thanks on` lets it.")


def project_kept(project: Project) -> Markup:
    """What a lead said about the reports of a project."""
    if project.thanks:
        return mrkdwn(
            "Kept: the report of *{name}* thanks for what was done on its first date or before. It names those who "
            "let it: `/pmo prefs thanks on`.", name=project.name,
        )  # fmt: skip
    return mrkdwn("Kept: the report of *{name}* tells what was done, without thanks. `/pmo project {key} thanks on` "
                  "gives them.", name=project.name, key=project.key)  # fmt: skip
