"""What the people of a project call things: the same item shows the word of its project's pack."""

from pmo_bot.model import Kind, Project

TERMS = ("action", "milestone", "risk", "issue", "project")
USUAL = {
    Kind.ACTION: "action",
    Kind.MILESTONE: "milestone",
    Kind.RISK: "risk",
    Kind.ISSUE: "issue",
    Kind.DECISION: "decision",
    Kind.CHECK: "check",
}


def term(project: Project | None, kind: Kind) -> str:
    """What an item of a kind is called in its project."""
    usual = USUAL[kind]
    return str(project.words.get(usual, usual)) if project is not None else usual


def own_term(project: Project | None, kind: Kind) -> str:
    """The same where the project has a word of its own; else nothing."""
    said = term(project, kind)
    return said if said != USUAL[kind] else ""
