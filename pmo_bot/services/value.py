"""What a project was for, and whether anybody has confirmed that it was reached."""

from sqlmodel import Session

from pmo_bot.model import Project


def unconfirmed(session: Session, project: Project) -> tuple[str, ...]:
    """What nobody has confirmed yet of what the project promised, in words."""
    return ()
