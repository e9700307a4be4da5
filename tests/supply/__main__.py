"""`./run supply sbom FILE`, `wheel FOLDER`, `audit`, `asvs [FILE]`."""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

from tests.supply import RUNTIME


def main() -> int:
    """Do what the first word says."""
    top = argparse.ArgumentParser(prog="./run supply", description="What the bot is made of.")
    parts = top.add_subparsers(dest="part", required=True)
    parts.add_parser("sbom", help="what is inside, as CycloneDX").add_argument("file", type=Path)
    parts.add_parser("wheel", help="build the wheel, the same everywhere").add_argument("folder", type=Path)
    parts.add_parser("audit", help="whether anything is known against it; needs the network")
    parts.add_parser("asvs", help="the table of OWASP ASVS 5.0").add_argument("file", type=Path, nargs="?")
    chosen = top.parse_args()
    if chosen.part == "sbom":
        from tests.supply.sbom import sbom

        return written(chosen.file, sbom(RUNTIME), "the list of what is inside, as CycloneDX")
    if chosen.part == "wheel":
        from tests.supply.wheel import build

        made = build(chosen.folder)
        sys.stdout.write(f"{hashlib.sha256(made.read_bytes()).hexdigest()}  {made}\n")
        return 0
    if chosen.part == "asvs":
        from tests.supply.asvs import table

        if chosen.file:
            return written(chosen.file, table(), "the table of OWASP ASVS 5.0")
        sys.stdout.write(table())
        return 0
    from tests.supply.audit import audit

    return audit()


def written(path: Path, text: str, what: str) -> int:
    """Write a file, and say so."""
    try:
        path.write_text(text)
    except OSError as why:
        sys.stderr.write(f"I cannot write to {path}: {why.strerror}. Name another place.\n")
        return 2
    sys.stdout.write(f"{path}: {what}.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
