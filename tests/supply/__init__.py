"""What the bot is made of, and whether it is only that: locks, the list of what is inside, the wheel, the container."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
RUNTIME, DEVELOPMENT, AUDIT = (ROOT / f"requirements{what}.lock" for what in ("", "-dev", "-audit"))
