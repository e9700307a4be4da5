"""How skills and teams are called."""

import re
from collections.abc import Iterable

_TAG = re.compile(r"[^\W_][\w+#./& -]{0,29}")
NONE = frozenset({"", "none", "nothing", "no", "-"})
"""These take what was said away."""
MOST = 12
"""Skills of one person: what everybody can do helps nobody to choose."""
MOST_NEEDED = 5
"""Skills that one item needs: what takes more is more than one item."""


def tag_name(said: str) -> str | None:
    """The name as it is kept, or None for what is no name: letters and digits, at most thirty."""
    name = " ".join(said.strip().strip(",;").lower().split())
    return name if _TAG.fullmatch(name) else None


def tag_names(said: str) -> list[str] | None:
    """Several, with commas between them, each once; empty for none of them, None where one is no name."""
    if said.strip().lower() in NONE:
        return []
    found = [tag_name(part) for part in _parts(said)]
    return None if any(name is None for name in found) else list(dict.fromkeys(name for name in found if name))


def _parts(said: str) -> Iterable[str]:
    return (part for part in said.split(",") if part.strip())
