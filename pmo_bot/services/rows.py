"""Rows that are no items: one way to make and to change them, so that the history can take each back."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import Session, SQLModel

from pmo_bot.model import Event, Note, Project
from pmo_bot.services.events import Act, difference, keep_wordings, record, texts, told


def make(session: Session, act: Act, what: str, row: SQLModel, project: Project | None = None) -> Event:
    """Keep a new row, with the event that names it by its id."""
    session.add(row)
    session.flush()
    return record(session, act, what, project=project, after={"row": _id(row), **told(row)})


@contextmanager
def changing_row(
    session: Session, act: Act, what: str, row: SQLModel, project: Project | None = None, note: Note | None = None
) -> Iterator[None]:
    """Change a row inside; nothing is written down where nothing changed."""
    before, said = told(row), texts(row)
    yield
    session.add(row)
    session.flush()
    was, is_now = difference(before, told(row))
    if is_now or texts(row) != said:
        name = {"row": _id(row)}
        event = record(session, act, what, project=project, before={**name, **was}, after={**name, **is_now}, note=note)
        keep_wordings(session, event, row, said)


def remove(session: Session, act: Act, what: str, row: SQLModel, project: Project | None = None) -> None:
    """Take a row away, with the event that tells what it was."""
    record(session, act, what, project=project, before={"row": _id(row), **told(row)})
    session.delete(row)
    session.flush()


def _id(row: SQLModel) -> int:
    return int(row.model_dump()["id"])
