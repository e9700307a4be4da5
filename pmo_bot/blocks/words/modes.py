"""What the bot says about how a project is run: what it needs, who chose that, and what to do next."""

from collections.abc import Sequence

from pmo_bot.blocks.people import NAME_SHOWN, name, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.model import Item, Mode, Person, Project
from pmo_bot.rules.modes import Need

NEEDS = {
    Need.OWNER: "an owner",
    Need.DUE: "a date",
    Need.PROJECT: "a project",
    Need.DONE_MEANS: "what “done” means",
}
ADD_DATE, ADD_OWNER = "Add a date…", "Add an owner…"


def listed(needs: Sequence[Need]) -> str:
    """`an owner, a date and what “done” means`."""
    said = [NEEDS[need] for need in needs]
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def run_by(project: Project | None, by: Person | None) -> Markup:
    """`Apollo is run in controlling mode, Jon chose that`: why something is asked for."""
    if project is None:
        return Markup("")
    chose = mrkdwn(", {who} chose that", who=name(by)) if by is not None else Markup("")
    return mrkdwn("{name} is run in {mode} mode{chose}", name=shown(project.name, NAME_SHOWN), mode=project.mode.value,
                  chose=chose)  # fmt: skip


def incomplete(project: Project | None, by: Person | None, needs: Sequence[Need]) -> Markup:
    """What is missing, why it is needed, and where to put it."""
    return mrkdwn(
        "This needs {needs}: {run}. Please fill it in, then save.", needs=listed(needs), run=run_by(project, by)
    )


def needs_reason(item: Item, project: Project | None, by: Person | None) -> Markup:
    """Why a date did not move yet."""
    command = f"/pmo move {item.key} friday" if item.is_open else f"/pmo reopen {item.key} by friday"
    return mrkdwn(
        "A date moves with its reason: {run}. Say why in one sentence, such as "
        "`{command} because legal answers on Monday`.", run=run_by(project, by), command=command,
    )  # fmt: skip


def lead_decides(item: Item, project: Project | None, lead: Person | None, by: Person | None) -> Markup:
    """Whose word a date is, and how to ask for another one."""
    first = "" if item.is_open else f"`/pmo reopen {item.key}` opens it with the date it had; then "
    return mrkdwn(
        "{lead} or a PMO lead sets dates: {run}. {first}`/pmo move {key} friday because …` offers them another one.",
        first=first, lead=name(lead, "The lead"), run=run_by(project, by), key=item.key,
    )  # fmt: skip


def needs_sponsor(mode: Mode, name: str, key: str) -> Markup:
    """Why a project cannot be run like this yet."""
    return mrkdwn(
        "In {mode} mode {name} needs a sponsor first: somebody to turn to when its lead has no answer. Name one, as in "
        "`/pmo project {key} {mode} sponsor @ines`, or keep it supportive.",
        mode=mode.value, name=name, key=key,
    )  # fmt: skip


# --- in windows -------------------------------------------------------------------------


def offered_to(lead: Person | None, project: Project | None, by: Person | None) -> Markup:
    """Above the window of an owner whose date is the lead's to set."""
    return mrkdwn(
        "{lead} is asked and decides; until then the date stays. _{run}._",
        lead=name(lead, "A PMO lead"), run=run_by(project, by),
    )  # fmt: skip


def with_reason(project: Project | None, by: Person | None) -> Markup:
    """In the window of a date that moves with its reason: why one is asked for."""
    return mrkdwn("_{run}._", run=run_by(project, by))
