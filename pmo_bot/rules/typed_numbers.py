"""Numbers as people type them.  A comma stands between thousands only where three digits follow: what else it could
mean, half of the world reads otherwise, so it is asked back and never guessed."""

import math
import re

_WHOLE = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
_FIGURE, _AMOUNT = re.compile(rf"-?{_WHOLE}(?:\.\d+)?"), re.compile(_WHOLE)


def figure_of(text: str) -> float | None:
    """A plain number, such as `4.5` or `1,200`; None for anything else, as `3,5`, and for one without end."""
    found = float(text.replace(",", "")) if _FIGURE.fullmatch(text) else None
    return found if found is not None and math.isfinite(found) else None


def amount_of(text: str) -> int | None:
    """Money in whole units, such as `120000` or `120,000`; None for anything else: `120.000` is not the same to all."""
    found = figure_of(text) if _AMOUNT.fullmatch(text) else None
    return int(found) if found is not None else None
