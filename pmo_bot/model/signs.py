"""Signs that are no text, for whoever has to keep, send or refuse them."""

import re

HALVES = "\ud800-\udfff"
"""In a pattern: halves of signs, which JSON can say and nobody can write down."""
HALF = re.compile(f"[{HALVES}]")
NO_TEXT = re.compile(f"[\x00{HALVES}]")
"""These, and a null, which PostgreSQL refuses."""
INVISIBLE = f"\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069{HALVES}"
"""In a pattern: what no reader should get, control signs (tab and newline stay) and turns of the direction too."""
IN_ITS_PLACE = "\ufffd"
