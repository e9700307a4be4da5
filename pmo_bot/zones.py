"""The rules of time zones that the machine has: they change under a running bot when somebody updates tzdata."""

import os
import zoneinfo
from functools import lru_cache
from hashlib import sha256
from importlib import resources
from pathlib import Path

from pmo_bot.clock import running

EVERY_SECONDS = 60.0
Stamp = tuple[str, int, int, int]

_known = ""
_looked_at = float("-inf")


def rules() -> str:
    """A hash of all of them, as they were within the last minute."""
    global _looked_at
    if running() - _looked_at >= EVERY_SECONDS:
        _looked_at = running()
        return read()
    return _known


def read() -> str:
    """The same as they are now.  Where they changed, every zone is taken anew by whoever asks for it next."""
    global _known
    found = _hashed(tuple(_stamp(path) for path in _files()))
    if _known and found != _known:
        zoneinfo.ZoneInfo.clear_cache()
    _known = found
    return found


def _files() -> list[str]:
    """The file of each zone: the machine's own, else that of the package."""
    package = Path(str(resources.files("tzdata")))
    roots = [*zoneinfo.TZPATH, str(package / "zoneinfo")]
    names = (package / "zones").read_text().split()
    paths = (next((path for root in roots if os.path.isfile(path := f"{root}/{name}")), "") for name in names)
    return [path for path in paths if path]


def _stamp(path: str) -> Stamp:
    found = os.stat(path)
    return path, found.st_mtime_ns, found.st_size, found.st_ino


@lru_cache(maxsize=2)
def _hashed(stamps: tuple[Stamp, ...]) -> str:
    """Only files that were written since are read again."""
    whole = sha256()
    for path, *_ in stamps:
        whole.update(Path(path).read_bytes())
    return whole.hexdigest()
