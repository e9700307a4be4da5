"""What a run came to, for people to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Entry = Mapping[str, Any]


def table(entries: Iterable[Entry]) -> Iterator[str]:
    """Messages by kind, lines by kind, and how much a person got in a week."""
    zones: dict[str, str] = {}
    kinds: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    weeks: Counter[tuple[str, date]] = Counter()
    for entry in entries:
        if entry["what"] == "person":
            zones[entry["who"]] = entry["zone"]
        if entry["what"] == "edited":
            kinds["edits in place"] += 1
        if entry["what"] == "sent":
            kinds[entry["kind"]] += 1
            lines.update(line["kind"] for line in entry["lines"])
            if entry["to"] in zones:
                weeks[entry["to"], _monday(entry["at"], zones[entry["to"]])] += 1
    yield from ("| messages | |", "|---|---|", *(f"| {kind} | {count:,} |" for kind, count in kinds.most_common()))
    yield from ("", "| lines in them | |", "|---|---|")
    yield from (f"| {kind} | {count:,} |" for kind, count in lines.most_common())
    yield from ("", "Messages to one person in a week that had any: " + spread(list(weeks.values())))


def _monday(at: str, zone: str) -> date:
    day = datetime.fromisoformat(at).astimezone(ZoneInfo(zone)).date()
    return day - timedelta(days=day.weekday())


def spread(counts: Sequence[int]) -> str:
    """Median, 90th percentile and most."""
    ranked = sorted(counts) or [0]
    return f"median {ranked[len(ranked) // 2]}, 90 % at most {ranked[int(len(ranked) * 0.9)]}, most {ranked[-1]}"
