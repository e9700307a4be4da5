"""Charts for a Slack that does not know their block: as pictures where the app may upload files, else in words alone.

A message is posted once per attempt of the outbox: whatever has to be found out or made first puts it off by a moment.
So nothing here can make a message be sent twice, and a picture that was uploaded for nothing is seen by nobody.
"""

import asyncio
import hashlib
import importlib
import json
import time
from collections.abc import Callable, Mapping
from typing import Any

import structlog

from pmo_bot.ports import Fate, Outcome
from pmo_bot.slack.client import SlackClient
from pmo_bot.slack.drawing import said, svg

CHART = "data_visualization"
"""The newest of Slack's blocks."""
NOT_SHOWN = "invalid_blocks"
"""What a Slack answers that does not know it."""
REMEMBERED = 7 * 24 * 3600.0
"""Seconds for which it is not asked again."""
KEPT = 200
"""Pictures that are remembered by what they show."""
UPLOAD_SECONDS = 8.0
ALT_MOST = 1000
AT_ONCE = 1e-6

log = structlog.get_logger()
Png = Callable[[str], bytes | None]


def png_of(drawn: str) -> bytes | None:
    """A drawing as PNG; None where the library for it is not installed."""
    try:
        made = importlib.import_module("resvg_py").svg_to_bytes(svg_string=drawn)
    except ImportError:
        return None
    return bytes(made)


class Charts:
    """What is known of the charts of each workspace, and the pictures that stand for them."""

    def __init__(self, client: SlackClient, png: Png = png_of, clock: Callable[[], float] = time.monotonic) -> None:
        self._client, self._png, self._clock = client, png, clock
        self._refused_at: dict[str, float] = {}
        self._pictures: dict[str, str] = {}
        """By what a chart shows: the id of its file, empty where there is none."""

    def are_refused(self, team: str) -> bool:
        """Whether this workspace's Slack refused one lately."""
        at = self._refused_at.get(team)
        return at is not None and self._clock() - at < REMEMBERED

    def refused(self, team: str) -> None:
        """This workspace's Slack took a message neither here nor there because of its charts."""
        self._refused_at[team] = self._clock()
        log.warning("charts", action="charts.refused", team=team)

    async def fitting(self, team: str, payload: dict[str, Any]) -> dict[str, Any] | Outcome:
        """The message as this Slack shows it; put off where its pictures were only just made."""
        charts = charts_in(payload)
        if not charts or not self.are_refused(team):
            return payload
        missing = [one for one in charts if _name(team, one) not in self._pictures]
        if missing:
            for one in missing:
                self._keep(_name(team, one), await self._upload(team, one))
            return Outcome(Fate.LATER, error="its charts are pictures now", retry_after=AT_ONCE)
        return {**payload, "blocks": [made for block in payload["blocks"] if (made := self._instead(team, block))]}

    def judged(self, team: str, payload: Mapping[str, Any], sent: Mapping[str, Any], outcome: Outcome) -> Outcome:
        """What an answer means where there are charts: refused with them it is tried without, which is remembered."""
        charts = charts_in(payload)
        if outcome.error != NOT_SHOWN or not charts:
            return outcome
        if charts_in(sent):
            self.refused(team)
        elif any(self._pictures.get(_name(team, one)) for one in charts):
            for one in charts:
                self._keep(_name(team, one), "")
        else:
            self._refused_at.pop(team, None)
            return outcome  # it was not the charts
        return Outcome(Fate.LATER, error=outcome.error, retry_after=AT_ONCE)

    def _instead(self, team: str, block: dict[str, Any]) -> dict[str, Any] | None:
        if block.get("type") != CHART:
            return block
        file = self._pictures.get(_name(team, block))
        if not file:
            return None  # the figures stand in text beside it
        return {"type": "image", "block_id": block.get("block_id", "chart"), "slack_file": {"id": file},
                "alt_text": said(block)[:ALT_MOST]}  # fmt: skip

    def _keep(self, name: str, file: str) -> None:
        if len(self._pictures) >= KEPT:
            del self._pictures[next(iter(self._pictures))]
        self._pictures[name] = file

    async def _upload(self, team: str, chart: Mapping[str, Any]) -> str:
        """The id of its picture in Slack; empty where it cannot be made or may not be uploaded."""
        try:
            async with asyncio.timeout(UPLOAD_SECONDS):
                drawn = svg(chart)
                png = await asyncio.to_thread(self._png, drawn) if drawn is not None else None
                return await self._client.of(team).upload("chart.png", png, said(chart)[:ALT_MOST]) if png else ""
        except Exception as failure:  # noqa: BLE001 - without a picture the words say the same
            log.warning("charts", action="charts.no_picture", error=type(failure).__name__)
            return ""


def charts_in(payload: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The charts of a message."""
    return [one for one in payload.get("blocks") or () if one.get("type") == CHART]


def in_words(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The message without its charts: their figures stand in text beside them."""
    if not charts_in(payload):
        return dict(payload)
    return {**payload, "blocks": [one for one in payload["blocks"] if one.get("type") != CHART]}


def _name(team: str, chart: Mapping[str, Any]) -> str:
    return hashlib.sha256(f"{team}/{json.dumps(chart, sort_keys=True)}".encode()).hexdigest()
