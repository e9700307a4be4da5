"""What can be wrong with a payload as a whole: ids used twice, the wrong surface, too much in all."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pmo_bot.slack.limits import numbers as at_most
from pmo_bot.slack.limits.blocks import ELEMENT_SURFACES, SURFACES
from pmo_bot.slack.limits.cutting import size
from pmo_bot.slack.limits.objects import BROADCAST
from pmo_bot.slack.limits.shapes import Found, Problem

Located = Iterator[tuple[str, dict[str, Any]]]
_BROADCAST = re.compile(BROADCAST)
# What people read, or hear read out.  Ids, values and addresses do not count towards the text of a message.
_READ = frozenset({"text", "alt_text", "title", "caption", "label", "name", "x_label", "y_label", "author_name"})
COUNTED = {
    "table": ("tables", at_most.MESSAGE_TABLES),
    "data_table": ("tables", at_most.MESSAGE_TABLES),
    "data_visualization": ("charts", at_most.MESSAGE_CHARTS),
    "plan": ("plans", at_most.MESSAGE_PLANS),
}


def whole(kind: str, payload: dict[str, Any]) -> Found:
    """Every rule that looks at more than one place."""
    yield from _wrong_surface(kind, payload)
    yield from _used_twice(payload)
    yield from _one_too_many(payload)
    yield from _broadcasts(payload)
    yield from _message(payload) if kind == "message" else _view(kind, payload)


def blocks(payload: Any) -> Located:
    """Every block with its pointer, those inside containers and carousels too."""
    for at, block in _entries(payload, "blocks", ""):
        yield at, block
        yield from _entries(block, "child_blocks", at)
        if block.get("type") == "carousel":
            yield from _entries(block, "elements", at)


def _entries(holder: Any, name: str, at: str) -> Located:
    entries = holder.get(name) if isinstance(holder, dict) else None
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict):
            yield f"{at}/{name}/{index}", entry


def _elements(block: dict[str, Any], at: str) -> Located:
    yield from _entries(block, "elements", at)
    yield from _entries(block, "actions", at)
    for name in ("accessory", "element"):
        if isinstance(block.get(name), dict):
            yield f"{at}/{name}", block[name]


def _wrong_surface(kind: str, payload: dict[str, Any]) -> Found:
    everywhere = frozenset({kind})
    for at, block in blocks(payload):
        if kind not in SURFACES.get(str(block.get("type")), everywhere):
            yield Problem(f"{at}/type", f"is not shown in a {kind}")
        for inner, element in _elements(block, at):
            if kind not in ELEMENT_SURFACES.get(str(element.get("type")), everywhere):
                yield Problem(f"{inner}/type", f"is not shown in a {kind}")


def _used_twice(payload: dict[str, Any]) -> Found:
    seen: set[str] = set()
    for at, block in blocks(payload):
        yield from _again(f"{at}/block_id", block.get("block_id"), seen)
        pressed: set[str] = set()
        for inner, element in _elements(block, at):
            yield from _again(f"{inner}/action_id", element.get("action_id"), pressed)


def _again(at: str, name: Any, seen: set[str]) -> Found:
    if isinstance(name, str):
        if name in seen:
            yield Problem(at, "was used before")
        seen.add(name)


def _one_too_many(payload: dict[str, Any]) -> Found:
    count: Counter[str] = Counter()
    for at, block in blocks(payload):
        name, most = COUNTED.get(str(block.get("type")), ("", 0))
        count[name] += 1
        if name and count[name] > most:
            yield Problem(at, f"is one of too many {name}, at most {most} are allowed")


def _broadcasts(payload: Any, at: str = "") -> Found:
    """Nothing this bot says calls a whole channel; a broadcast can only be text that came in unescaped."""
    if isinstance(payload, dict):
        for name, part in payload.items():
            heard = (
                name == "text"
                and isinstance(part, str)
                and payload.get("type") not in ("plain_text", "text", "raw_text")
            )
            if heard and _BROADCAST.search(part):
                yield Problem(f"{at}/{name}", "calls a whole channel")
            yield from _broadcasts(part, f"{at}/{name}")
    elif isinstance(payload, list):
        for index, part in enumerate(payload):
            yield from _broadcasts(part, f"{at}/{index}")


def _message(payload: dict[str, Any]) -> Found:
    if (total := characters(payload.get("blocks"))) > at_most.MESSAGE_CHARACTERS:
        yield Problem("/blocks", f"have {total} characters, at most {at_most.MESSAGE_CHARACTERS} are allowed")
    if (length := weight(payload.get("metadata"))) > at_most.METADATA_BYTES:
        yield Problem("/metadata", f"has {length} bytes, at most {at_most.METADATA_BYTES} are allowed")
    for at, block in blocks(payload):
        for inner, element in _elements(block, at):
            if element.get("focus_on_load") is True:
                yield Problem(f"{inner}/focus_on_load", "is for views only")


def _view(kind: str, payload: dict[str, Any]) -> Found:
    if (length := weight(payload)) > at_most.VIEW_BYTES:
        yield Problem("", f"has {length} bytes, at most {at_most.VIEW_BYTES} are allowed")
    asks = any(block.get("type") == "input" for _, block in blocks(payload))
    if kind == "modal" and asks and "submit" not in payload:
        yield Problem("", "`submit` is missing: the view has inputs")
    focused = [
        f"{inner}/focus_on_load"
        for at, block in blocks(payload)
        for inner, element in _elements(block, at)
        if element.get("focus_on_load") is True
    ]
    for at in focused[at_most.FOCUSED_ELEMENTS :]:
        yield Problem(at, "one element takes the focus already")


def characters(part: Any) -> int:
    """How much there is to read."""
    if isinstance(part, dict):
        return sum(
            size(inner) if name in _READ and isinstance(inner, str) else characters(inner)
            for name, inner in part.items()
        )
    if isinstance(part, list):
        return sum(size(inner) if isinstance(inner, str) else characters(inner) for inner in part)
    return 0


def weight(part: Any) -> int:
    """How many bytes it takes as JSON."""
    if part is None:
        return 0
    return len(json.dumps(part, ensure_ascii=False, default=str).encode(errors="surrogatepass"))
