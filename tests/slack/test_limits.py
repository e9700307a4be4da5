"""What Slack would refuse never leaves; what is only too much is made to fit."""

from __future__ import annotations

import copy
import logging
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.blocks import elements, kit, rich
from pmo_bot.slack.limits import BrokenPayload, Kind, checked, fit, numbers, problems
from pmo_bot.slack.limits.cutting import cut, size
from pmo_bot.slack.limits.trimming import LEFT_OUT
from tests.bad_payloads import BAD, GOOD, Bad

by_name = pytest.mark.parametrize("bad", BAD, ids=lambda bad: f"{bad.kind}: {bad.name}")
by_good_name = pytest.mark.parametrize(
    ("kind", "name", "payload"), GOOD, ids=[f"{kind}: {name}" for kind, name, _ in GOOD]
)


@by_name
def test_every_bad_payload_is_refused_for_its_one_reason(bad: Bad) -> None:
    assert [one.pointer for one in problems(bad.kind, bad.payload)] == [bad.pointer]  # type: ignore[arg-type]


@by_good_name
def test_every_good_payload_is_taken(kind: Kind, name: str, payload: dict[str, Any]) -> None:
    assert problems(kind, payload) == []
    assert fit(kind, payload) == payload
    assert checked(kind, payload, strict=True) is payload


@by_name
def test_fit_mends_what_is_only_too_much_and_hides_nothing_else(bad: Bad) -> None:
    before = copy.deepcopy(bad.payload)
    fitted = fit(bad.kind, bad.payload)
    assert bad.payload == before
    assert fit(bad.kind, fitted) == fitted
    assert (problems(bad.kind, fitted) == []) is bad.too_much  # type: ignore[arg-type]


@by_name
def test_strict_raises(bad: Bad) -> None:
    with pytest.raises(BrokenPayload) as raised:
        checked(bad.kind, bad.payload, strict=True)  # type: ignore[arg-type]
    assert raised.value.problems


def test_the_corpus_is_big_and_has_no_name_twice() -> None:
    assert len(BAD) >= 120
    assert len({(bad.kind, bad.name) for bad in BAD}) == len(BAD)


def test_the_kit_and_the_check_have_the_same_numbers() -> None:
    assert kit.HEADER == numbers.HEADER_TEXT
    assert kit.SECTION_TEXT == kit.CONTEXT_TEXT == rich.LEAF == numbers.TEXT
    assert (kit.FIELDS, kit.FIELD_TEXT) == (numbers.SECTION_FIELDS, numbers.FIELD_TEXT)
    assert kit.CONTEXT_ELEMENTS == numbers.CONTEXT_ELEMENTS
    assert kit.ACTION_ELEMENTS == numbers.ACTION_ELEMENTS
    assert kit.INPUT_LABEL == numbers.INPUT_LABEL
    assert kit.VIEW_TITLE == numbers.VIEW_TITLE
    assert kit.MESSAGE_TEXT == numbers.MESSAGE_TEXT
    assert (elements.BUTTON, elements.OPTION) == (numbers.BUTTON_TEXT, numbers.OPTION_TEXT)
    assert elements.ACCESSIBILITY_LABEL == numbers.ACCESSIBILITY_LABEL
    assert elements.PLACEHOLDER == numbers.PLACEHOLDER
    assert (elements.OVERFLOW_OPTIONS, elements.CHOICE_OPTIONS) == (numbers.OVERFLOW_OPTIONS, numbers.CHOICE_OPTIONS)
    assert elements.SELECT_OPTIONS == numbers.SELECT_OPTIONS
    assert elements.INITIAL_VALUE == numbers.INPUT_TEXT
    assert (elements.CONFIRM_TITLE, elements.CONFIRM_TEXT) == (numbers.CONFIRM_TITLE, numbers.CONFIRM_TEXT)
    assert elements.CONFIRM_BUTTON == numbers.CONFIRM_BUTTON
    assert rich.LIST_INDENT == numbers.LIST_INDENT
    assert (rich.TABLE_ROWS, rich.TABLE_CELLS) == (numbers.TABLE_ROWS, numbers.TABLE_CELLS)
    assert (rich.CHART_TITLE, rich.AXIS_LABEL) == (numbers.CHART_TITLE, numbers.CHART_AXIS_LABEL)
    assert (rich.CHART_NAME, rich.CHART_SERIES) == (numbers.CHART_NAME, numbers.CHART_SERIES)
    assert rich.CHART_POINTS == numbers.CHART_POINTS


def test_text_is_cut_outside_of_references_and_entities() -> None:
    assert cut("ask <@U12345> now", 10) == "ask…"
    assert cut("R&amp;D", 4) == "R…"
    assert cut("abe\u0301cd", 4) == "ab…"
    assert cut("🎯🎯🎯", 4) == "🎯…"
    assert cut("a\ud800", 4) == "a\ufffd"
    assert cut("x" * 10 + "<" + "y" * 10_000 + ">", 100) == "x" * 10 + "…"


@given(st.text(), st.integers(1, 40))
def test_cut_keeps_the_limit(text: str, most: int) -> None:
    assert size(cut(text, most)) <= most
    assert cut(cut(text, most), most) == cut(text, most)


def _sections(count: int, length: int = 10) -> list[kit.Block]:
    return [kit.section("x" * length, id=f"s{n}") for n in range(count)]


def test_blocks_beyond_the_limit_give_way_to_a_closing_line_but_buttons_stay() -> None:
    buttons = kit.actions(kit.button("Done", id="done"), id="foot")
    fitted = fit("message", {"text": "t", "blocks": [*_sections(60), buttons]})
    assert len(fitted["blocks"]) == 50
    assert fitted["blocks"][-1] == buttons
    assert fitted["blocks"][-2]["elements"][0]["text"] == LEFT_OUT
    assert fitted["blocks"][47]["block_id"] == "s47"


def test_a_message_that_says_too_much_ends_earlier() -> None:
    fitted = fit("message", {"text": "t", "blocks": _sections(9, 2_000)})
    assert [block.get("block_id") for block in fitted["blocks"]] == ["s0", "s1", "s2", "s3", None]


def test_a_table_that_says_too_much_loses_rows_not_itself() -> None:
    fitted = fit("message", {"text": "t", "blocks": [kit.table([["x" * 300] * 2 for _ in range(90)], id="t")]})
    assert fitted["blocks"][0]["type"] == "table"
    assert 2 < len(fitted["blocks"][0]["rows"]) < 17


def test_one_block_that_says_too_much_gives_way() -> None:
    monster = {"type": "table", "rows": [[{"type": "raw_text", "text": "x" * 3_000}] * 20]}
    assert fit("message", {"text": "t", "blocks": [monster]})["blocks"][0]["elements"][0]["text"] == LEFT_OUT
    loud = [kit.button("x" * 75, id=f"b{n}", confirm=kit.confirm("t" * 100, "x" * 300, "y", "n")) for n in range(25)]
    row = kit.actions(*loud, id="a")
    assert problems("message", fit("message", {"text": "t", "blocks": [row]})) == []
    assert problems("message", fit("message", {"text": "t", "blocks": [*_sections(3), row]})) == []


def test_what_is_chosen_stays_when_options_are_cut_off() -> None:
    menu = {
        "type": "static_select",
        "options": [kit.option(f"o{n}", f"v{n}") for n in range(120)],
        "initial_option": kit.option("o119", "v119"),
    }
    fitted = fit("message", {"text": "t", "blocks": [{"type": "actions", "elements": [menu]}]})
    assert problems("message", fitted) == []
    assert fitted["blocks"][0]["elements"][0]["options"][-1]["value"] == "v119"


def test_a_chart_that_is_too_much_stays_whole() -> None:
    names = [f"The very same beginning {n}" for n in range(30)]
    data = [{"label": name, "value": 1} for name in names]
    chart = {
        "type": "data_visualization",
        "title": "t" * 60,
        "chart": {
            "type": "bar",
            "series": [{"name": name, "data": data} for name in names],
            "axis_config": {"categories": names},
        },
    }
    fitted = fit("message", {"text": "t", "blocks": [chart]})
    assert problems("message", fitted) == []
    assert len(fitted["blocks"][0]["chart"]["series"]) == 6
    assert len(fitted["blocks"][0]["chart"]["axis_config"]["categories"]) == 20


def test_a_data_table_with_too_many_characters_loses_rows() -> None:
    rows = [[kit.table([["x" * 300]], id="t")["rows"][0][0]] for _ in range(60)]
    block = {"type": "data_table", "caption": "Overdue", "rows": rows}
    assert [one.pointer for one in problems("message", {"text": "t", "blocks": [block]})] == [
        "/blocks/0/rows",
        "/blocks",
    ]
    assert problems("message", fit("message", {"text": "t", "blocks": [block]})) == []


def test_a_row_header_stands_in_a_column_that_exists() -> None:
    rows = [[{"type": "raw_text", "text": "x"}]] * 2
    block = {"type": "data_table", "caption": "Overdue", "rows": rows, "row_header_column_index": 1}
    found = problems("message", {"text": "t", "blocks": [block]})
    assert [one.pointer for one in found] == ["/blocks/0/row_header_column_index"]


@pytest.mark.parametrize("axes", [{"categories": ["x" * 30] * 2}, {"categories": 7}, {}])
def test_a_chart_that_is_wrong_and_too_long_is_left_wrong(axes: dict[str, Any]) -> None:
    chart = {"type": "bar", "series": [{"name": "n" * 30, "data": []}], "axis_config": axes}
    block = {"type": "data_visualization", "title": "t", "chart": chart}
    assert problems("message", fit("message", {"text": "t", "blocks": [block]}))


def test_what_is_no_object_is_left_as_it_is() -> None:
    assert fit("message", {"text": "t", "metadata": 7}) == {"text": "t", "metadata": 7}
    assert fit("message", 7) == 7


def test_only_views_take_the_focus() -> None:
    field = kit.input_block("Title", kit.Element({**kit.text_input(id="t"), "focus_on_load": True}), id="t")
    assert [one.pointer for one in problems("message", {"text": "t", "blocks": [field]})] == [
        "/blocks/0/element/focus_on_load"
    ]


def test_production_trims_and_says_so_without_repeating_what_people_wrote(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        sent = checked("message", {"text": "secret" * 1_000})
    assert len(sent["text"]) == 4_000
    assert "/text has 6000 characters" in caplog.text
    assert "secret" not in caplog.text


def test_production_leaves_out_a_broken_block_so_that_the_rest_arrives() -> None:
    broken = kit.actions(kit.button("Done", id="x" * 300), id="a")
    sent = checked("message", {"text": "t", "blocks": [*_sections(2), broken]})
    assert sent["blocks"] == _sections(2)
    assert checked("home", {"type": "home", "blocks": [broken]}) == {"type": "home", "blocks": []}


def test_production_never_mutilates_a_form() -> None:
    form = kit.modal("New", kit.input_block("Title", kit.text_input(id="x" * 300), id="t"), id="new", submit="Save")
    with pytest.raises(BrokenPayload):
        checked("modal", form)


@pytest.mark.parametrize(
    "payload", [{}, {"blocks": 7}, {"text": "t", "thread": "x"}, {"blocks": [{"type": "section"}]}]
)
def test_a_message_that_cannot_be_mended_is_refused(payload: dict[str, Any]) -> None:
    with pytest.raises(BrokenPayload):
        checked("message", payload)
