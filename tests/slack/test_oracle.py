"""slackblocks as a second opinion: it was written by others, from Slack's pages."""

from __future__ import annotations

from typing import Any

import pytest
import slackblocks as sb
from slackblocks import _limits as theirs
from slackblocks._surfaces import _BLOCK_TYPES_BY_SURFACE

from pmo_bot.blocks import kit
from pmo_bot.blocks.text import Markup
from pmo_bot.slack.limits import numbers as ours
from pmo_bot.slack.limits import problems
from pmo_bot.slack.limits.blocks import SURFACES
from tests.bad_payloads import BAD, GOOD, Bad

SAME = {
    "TEXT": "TEXT_MAX_LENGTH",
    "ACTION_ID": "ACTION_ID_MAX_LENGTH",
    "BLOCK_ID": "BLOCK_ID_MAX_LENGTH",
    "BUTTON_TEXT": "BUTTON_TEXT_MAX_LENGTH",
    "BUTTON_VALUE": "BUTTON_VALUE_MAX_LENGTH",
    "URL": "BUTTON_URL_MAX_LENGTH",
    "ACCESSIBILITY_LABEL": "BUTTON_ACCESSIBILITY_LABEL_MAX_LENGTH",
    "AGENT_PROMPT": "BUTTON_AGENT_PROMPT_MAX_LENGTH",
    "CONFIRM_TITLE": "CONFIRMATION_TITLE_MAX_LENGTH",
    "CONFIRM_TEXT": "CONFIRMATION_TEXT_MAX_LENGTH",
    "CONFIRM_BUTTON": "CONFIRMATION_CONFIRM_MAX_LENGTH",
    "OPTION_TEXT": "OPTION_TEXT_MAX_LENGTH",
    "OPTION_VALUE": "OPTION_VALUE_MAX_LENGTH",
    "OPTION_GROUP_LABEL": "OPTION_GROUP_LABEL_MAX_LENGTH",
    "SELECT_OPTIONS": "SELECT_OPTIONS_MAX_ITEMS",
    "SELECT_GROUPS": "SELECT_OPTION_GROUPS_MAX_ITEMS",
    "OVERFLOW_OPTIONS": "OVERFLOW_OPTIONS_MAX_ITEMS",
    "CHOICE_OPTIONS": "CHECKBOXES_OPTIONS_MAX_ITEMS",
    "PLACEHOLDER": "SELECT_PLACEHOLDER_MAX_LENGTH",
    "INPUT_TEXT": "PLAIN_TEXT_INPUT_MAX_LENGTH_MAX",
    "FILES": "FILE_INPUT_MAX_FILES_MAX",
    "ACTION_ELEMENTS": "ACTIONS_ELEMENTS_MAX_ITEMS",
    "CONTEXT_ELEMENTS": "CONTEXT_ELEMENTS_MAX_ITEMS",
    "CONTEXT_ACTIONS": "CONTEXT_ACTIONS_ELEMENTS_MAX_ITEMS",
    "HEADER_TEXT": "HEADER_TEXT_MAX_LENGTH",
    "SECTION_FIELDS": "SECTION_FIELDS_MAX_ITEMS",
    "FIELD_TEXT": "SECTION_FIELDS_ITEM_MAX_LENGTH",
    "ALT_TEXT": "IMAGE_ALT_TEXT_MAX_LENGTH",
    "IMAGE_TITLE": "IMAGE_TITLE_MAX_LENGTH",
    "INPUT_LABEL": "INPUT_LABEL_MAX_LENGTH",
    "MARKDOWN_TEXT": "MARKDOWN_TOTAL_TEXT_MAX_LENGTH",
    "LIST_INDENT": "RICH_TEXT_LIST_INDENT_MAX",
    "TABLE_ROWS": "TABLE_ROWS_MAX_ITEMS",
    "TABLE_CELLS": "TABLE_COLUMNS_MAX_ITEMS",
    "TABLE_COLUMNS": "TABLE_COLUMN_SETTINGS_MAX_ITEMS",
    "DATA_TABLE_PAGE": "DATA_TABLE_PAGE_SIZE_MAX",
    "CHART_TITLE": "DATA_VISUALIZATION_TITLE_MAX_LENGTH",
    "CHART_AXIS_LABEL": "DATA_VISUALIZATION_AXIS_LABEL_MAX_LENGTH",
    "CHART_NAME": "DATA_VISUALIZATION_SERIES_NAME_MAX_LENGTH",
    "CHART_POINTS": "DATA_VISUALIZATION_CATEGORIES_MAX_ITEMS",
    "CONTAINER_CHILDREN": "CONTAINER_CHILD_BLOCKS_MAX_ITEMS",
    "CONTAINER_TITLE": "CONTAINER_TITLE_MAX_LENGTH",
    "CARD_TITLE": "CARD_TITLE_MAX_LENGTH",
    "CARD_BODY": "CARD_BODY_MAX_LENGTH",
    "CAROUSEL_CARDS": "CAROUSEL_ELEMENTS_MAX_ITEMS",
    "ALERT_TEXT": "ALERT_TEXT_MAX_LENGTH",
    "PLAN_TASKS": "PLAN_TASKS_MAX_ITEMS",
    "MESSAGE_BLOCKS": "MESSAGE_BLOCKS_MAX_ITEMS",
    "MESSAGE_CHARTS": "MESSAGE_DATA_VISUALIZATIONS_MAX_ITEMS",
    "VIEW_BLOCKS": "VIEW_BLOCKS_MAX_ITEMS",
    "VIEW_TITLE": "VIEW_TITLE_MAX_LENGTH",
    "PRIVATE_METADATA": "VIEW_PRIVATE_METADATA_MAX_LENGTH",
    "CALLBACK_ID": "VIEW_CALLBACK_ID_MAX_LENGTH",
}
NARROWER = {  # where Slack's page says less than slackblocks, the page counts
    "CHART_SERIES": "DATA_VISUALIZATION_SERIES_MAX_ITEMS",
    "CHART_SEGMENTS": "DATA_VISUALIZATION_SEGMENTS_MAX_ITEMS",
    "DATA_TABLE_ROWS": "DATA_TABLE_ROWS_MAX_ITEMS",
    "DATA_TABLE_TEXT": "DATA_TABLE_CONTENT_MAX_LENGTH",
    "CARD_ACTIONS": "CARD_ACTIONS_MAX_ITEMS",
}


@pytest.mark.parametrize(("our", "their"), SAME.items())
def test_the_numbers_agree(our: str, their: str) -> None:
    assert getattr(ours, our) == getattr(theirs, their)


@pytest.mark.parametrize(("our", "their"), NARROWER.items())
def test_where_the_numbers_differ_ours_are_the_narrower(our: str, their: str) -> None:
    assert getattr(ours, our) < getattr(theirs, their)


@pytest.mark.parametrize("surface", ["message", "modal", "home"])
def test_we_show_no_block_where_they_would_not(surface: Any) -> None:
    shown = {kind for kind, surfaces in SURFACES.items() if surface in surfaces}
    assert shown <= _BLOCK_TYPES_BY_SURFACE[surface]


def _alike(made: Any) -> Any:
    """Without the properties that have the same meaning when they are left out."""
    if isinstance(made, dict):
        return {k: _alike(v) for k, v in made.items() if k not in ("emoji", "verbatim") and v not in (False, "", None)}
    return [_alike(one) for one in made] if isinstance(made, list) else made


def _rendered(made: Any) -> Any:
    return _alike(made._resolve())


def test_the_kit_makes_what_they_make() -> None:
    plain = sb.Text("Words", sb.TextType.PLAINTEXT)
    pairs = [
        (kit.header("Words", id="a"), sb.HeaderBlock("Words", block_id="a")),
        (kit.divider(id="a"), sb.DividerBlock(block_id="a")),
        (kit.section(Markup("*Words*"), id="a"), sb.SectionBlock("*Words*", block_id="a")),
        (kit.context("Words", id="a"), sb.ContextBlock([plain], block_id="a")),
        (
            kit.actions(kit.button("Done", id="done", value="7", style="primary"), id="a"),
            sb.ActionsBlock([sb.Button("Done", "done", value="7", style="primary")], block_id="a"),
        ),
        (
            kit.input_block("Words", kit.text_input(id="t", multiline=True, longest=9), id="a", optional=True),
            sb.InputBlock(plain, sb.PlainTextInput("t", multiline=True, max_length=9), optional=True, block_id="a"),
        ),
        (
            kit.bar_chart("Kept", {"on time": [1, 2]}, categories=["a", "b"], id="c", y_label="items"),
            sb.DataVisualizationBlock(
                "Kept",
                sb.BarChart(
                    [sb.DataSeries("on time", [sb.DataPoint("a", 1), sb.DataPoint("b", 2)])],
                    sb.AxisConfig(["a", "b"], y_label="items"),
                ),
                block_id="c",
            ),
        ),
        (
            kit.table([["a", "b"], ["c", "d"]], id="t", align=["left", "right"]),
            sb.TableBlock(
                [[sb.RawText("a"), sb.RawText("b")], [sb.RawText("c"), sb.RawText("d")]],
                [sb.ColumnSettings("left"), sb.ColumnSettings("right")],
                block_id="t",
            ),
        ),
    ]
    for our, their in pairs:
        assert _alike(our) == _rendered(their)


# What slackblocks can read back from JSON, it also checks on the way.
READABLE = ("section", "header", "context", "divider", "image", "markdown", "video", "alert")


def _read(block: dict[str, Any]) -> None:
    sb.Block.from_dict(block)


def _blocks(payload: dict[str, Any]) -> list[dict[str, Any]]:
    found = payload.get("blocks")
    blocks = found if isinstance(found, list) else []
    return [one for one in blocks if isinstance(one, dict) and one.get("type") in READABLE]


def test_they_read_every_good_block_they_can() -> None:
    read = 0
    for _, name, payload in GOOD:
        for block in _blocks(payload):
            try:
                _read(block)
            except NotImplementedError:
                continue
            except sb.InvalidUsageError as refused:
                pytest.fail(f"{name}: {refused}")
            read += 1
    assert read > 200


def _they_refuse(bad: Bad) -> bool:
    for block in _blocks(bad.payload):
        try:
            _read(block)
        except NotImplementedError:
            continue
        except (sb.InvalidUsageError, AttributeError, TypeError, KeyError):
            return True
    return False


def test_what_they_refuse_we_refuse() -> None:
    refused = [bad for bad in BAD if _they_refuse(bad)]
    assert len(refused) > 15
    assert all(problems(bad.kind, bad.payload) for bad in refused)  # type: ignore[arg-type]
