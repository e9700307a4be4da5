"""The lead says how a project does; where the record says worse, they are asked alone before anybody reads it."""

from dataclasses import dataclass

from pmo_bot.model import Person, Project
from pmo_bot.rules.health import Evidence


@dataclass(frozen=True, slots=True)
class ColourAsked:
    """To the lead: the record says something else than they do.  Change it, or say why it stays."""

    reader: Person
    project: Project
    evidence: Evidence
    post_key: str
