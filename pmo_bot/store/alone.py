"""One process at a time works on a SQLite file: a lock beside it, which the system lets go of when its holder dies."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import make_url

OURS_ALONE = 0o700


@contextmanager
def alone(url: str) -> Iterator[bool]:
    """Whether nobody else is at work on this database; nobody begins to while the block lasts.

    PostgreSQL takes any number: there it is always true.
    """
    path = _beside(url)
    if path is None:
        yield True
        return
    import fcntl

    make_folder(path)
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def make_folder(path: Path) -> None:
    """The folder of a database, where there is none yet: all that people wrote is in it, so it is nobody else's."""
    path.parent.mkdir(mode=OURS_ALONE, parents=True, exist_ok=True)


def _beside(url: str) -> Path | None:
    """The file of the lock; None for what is no file, and where the system has no such locks."""
    made = make_url(url)
    if made.get_backend_name() != "sqlite" or made.database in (None, "", ":memory:"):
        return None
    with suppress(ImportError):
        import fcntl  # noqa: F401 - POSIX has it

        return Path(f"{made.database}.at-work")
    return None
