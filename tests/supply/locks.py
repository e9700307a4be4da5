"""The locks, read strictly: a name, one version, where it is for, the hashes of its files.  Nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker
from packaging.utils import NormalizedName, canonicalize_name

LINE = re.compile(
    r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)==(?P<version>[0-9A-Za-z.!+]+)"
    r"(?: ; (?P<marker>[^#]+?))?(?P<hashes>(?: --hash=sha256:[0-9a-f]{64})+)"
)
HASH = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Pinned:
    """One package of a lock."""

    name: NormalizedName
    version: str
    marker: Marker | None
    hashes: tuple[str, ...]

    @property
    def is_for_here(self) -> bool:
        """Whether this Python on this machine needs it."""
        return self.marker is None or self.marker.evaluate()


def pinned(lock: Path) -> dict[NormalizedName, Pinned]:
    """All packages of a lock.  Raises on an address, an option, a range, a missing hash, a name that is there twice."""
    found: dict[NormalizedName, Pinned] = {}
    for line in lock.read_text().replace("\\\n", "").splitlines():
        text = " ".join(line.split())
        if not text or text.startswith("#"):
            continue
        read = LINE.fullmatch(text)
        if read is None:
            raise ValueError(f"{lock.name}: not a pinned and hashed package: {text[:80]}")
        one = Pinned(
            canonicalize_name(read["name"]), read["version"], Marker(read["marker"]) if read["marker"] else None,
            tuple(HASH.findall(read["hashes"])),
        )  # fmt: skip
        if one.name in found:
            raise ValueError(f"{lock.name}: {one.name} is there twice")
        found[one.name] = one
    return found
