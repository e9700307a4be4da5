"""The kit makes what Slack takes, whatever people wrote."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from pmo_bot.blocks import kit
from pmo_bot.blocks.text import Markup, mention, mrkdwn


def words(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


def choices(count: int) -> list[kit.Option]:
    return [kit.option(f"Choice {n}", f"v{n}") for n in range(count)]


def test_plain_text_stays_plain_and_markup_is_formatted() -> None:
    assert kit.section("*raw* <x>", id="a") == {"type": "section", "block_id": "a", "text": words("*raw* <x>")}
    assert kit.section(mrkdwn("*{t}*", t="T"), id="a")["text"] == {"type": "mrkdwn", "text": "*T*", "verbatim": True}


def test_empty_text_becomes_a_dash() -> None:
    for block in (
        kit.section("", id="a"),
        kit.section(id="a"),
        kit.section(Markup(" "), id="a"),
        kit.header("", id="a"),
    ):
        assert block["text"]["text"] == "–"


def test_section_with_fields_and_something_to_press() -> None:
    made = kit.section(id="a", fields=["one"] * 11, accessory=kit.button("Done", id="done"))
    assert "text" not in made
    assert len(made["fields"]) == 10
    assert made["accessory"] == {"type": "button", "action_id": "done", "text": words("Done")}


def test_too_long_ends_in_an_ellipsis() -> None:
    assert kit.header("x" * 151, id="a")["text"]["text"] == "x" * 149 + "…"
    assert kit.button("x" * 76, id="a")["text"]["text"] == "x" * 74 + "…"
    assert kit.section(Markup("x" * 2_995 + "<@U12345>"), id="a")["text"]["text"] == "x" * 2_995 + "…"


def test_header_takes_the_words_of_markup() -> None:
    assert kit.header(mrkdwn("*{t}*", t="R&D"), id="a")["text"] == words("R&D")


def test_context_and_actions_keep_what_fits() -> None:
    assert len(kit.context(*"abcdefghijkl", id="c")["elements"]) == 10
    buttons = [kit.button("x", id=f"b{n}") for n in range(26)]
    assert len(kit.actions(*buttons, id="a")["elements"]) == 25


def test_divider() -> None:
    assert kit.divider() == {"type": "divider"}
    assert kit.divider(id="d") == {"type": "divider", "block_id": "d"}


def test_button_with_everything() -> None:
    sure = kit.confirm("Sure?", mrkdwn("*Gone*"), "Yes", "No", style="danger")
    made = kit.button("Go", id="go", value="7", url="https://e.org", style="primary", confirm=sure, label="Open it")
    assert made == {
        "type": "button",
        "action_id": "go",
        "text": words("Go"),
        "value": "7",
        "url": "https://e.org",
        "style": "primary",
        "confirm": sure,
        "accessibility_label": "Open it",
    }
    assert sure["text"]["type"] == "mrkdwn"


def test_menus_take_no_markup() -> None:
    formatted = kit.option(mrkdwn("*{t}*", t="T"), "v", description=Markup("_d_"))
    assert formatted["text"]["type"] == formatted["description"]["type"] == "mrkdwn"
    assert kit.static_select([formatted], id="a")["options"] == [
        {"text": words("T"), "value": "v", "description": words("d")}
    ]
    assert kit.overflow(choices(6), id="o")["options"] == choices(5)
    assert kit.radio([formatted], id="r")["options"] == [formatted]


def test_what_is_chosen_is_never_cut_off() -> None:
    made = kit.static_select(choices(120), id="a", initial="v115", placeholder="Pick")
    assert made["initial_option"]["value"] == "v115"
    assert made["initial_option"] in made["options"]
    assert len(made["options"]) == 100
    assert made["placeholder"] == words("Pick")
    ticked = kit.checkboxes(choices(12), id="c", initial=["v11", "v1"])
    assert [one["value"] for one in ticked["initial_options"]] == ["v1", "v11"]
    assert len(ticked["options"]) == 10
    assert len(kit.checkboxes(choices(12), id="c", initial=[f"v{n}" for n in range(12)])["options"]) == 10


def test_nothing_chosen_says_nothing() -> None:
    assert "initial_options" not in kit.checkboxes(choices(2), id="c")
    assert "initial_option" not in kit.radio(choices(2), id="r", initial="gone")
    assert "initial_option" not in kit.static_select(choices(2), id="s")


def test_pickers() -> None:
    assert kit.users_select(id="u", initial="U1", placeholder="Who") == {
        "type": "users_select",
        "action_id": "u",
        "placeholder": words("Who"),
        "initial_user": "U1",
    }
    assert kit.conversations_select(id="c", current=True)["filter"] == {
        "include": ["public", "private"],
        "exclude_bot_users": True,
    }
    assert kit.datepicker(id="d", initial=date(26, 2, 3))["initial_date"] == "0026-02-03"
    assert kit.datepicker(id="d") == {"type": "datepicker", "action_id": "d"}
    assert kit.timepicker(id="t", initial=time(9), timezone="Europe/Berlin") == {
        "type": "timepicker",
        "action_id": "t",
        "initial_time": "09:00",
        "timezone": "Europe/Berlin",
    }
    assert kit.timepicker(id="t") == {"type": "timepicker", "action_id": "t"}


def test_text_input_cuts_what_is_in_it_to_what_may_be_typed() -> None:
    made = kit.text_input(id="t", initial="x" * 50, longest=20, shortest=1, multiline=True)
    assert made == {
        "type": "plain_text_input",
        "action_id": "t",
        "initial_value": "x" * 19 + "…",
        "multiline": True,
        "min_length": 1,
        "max_length": 20,
    }
    assert kit.text_input(id="t") == {"type": "plain_text_input", "action_id": "t"}


def test_input_block() -> None:
    made = kit.input_block(
        "Owner", kit.users_select(id="u"), id="owner", hint="One person", optional=True, dispatch=True
    )
    assert made["label"] == words("Owner")
    assert made["hint"] == words("One person")
    assert made["optional"] is made["dispatch_action"] is True
    assert set(kit.input_block("Owner", kit.text_input(id="t"), id="o")) == {"type", "block_id", "label", "element"}


def test_rich_text() -> None:
    made = kit.rich_text(
        kit.line("Said by ", kit.user_leaf("U1"), " in ", kit.channel_leaf("C1")),
        kit.quote("<!channel> *no*"),
        kit.bullets("one", kit.line(kit.leaf("two", bold=True)), indent=9, numbered=True),
        kit.bullets(kit.line(kit.link_leaf("https://e.org", ""))),
        id="r",
    )
    assert made["elements"][1]["elements"] == [{"type": "text", "text": "<!channel> *no*"}]
    assert made["elements"][2]["indent"] == 8
    assert made["elements"][2]["style"] == "ordered"
    assert made["elements"][2]["elements"][1]["elements"] == [{"type": "text", "text": "two", "style": {"bold": True}}]
    assert made["elements"][3]["elements"][0]["elements"] == [{"type": "link", "url": "https://e.org", "text": "–"}]


def test_table_rows_are_of_one_length() -> None:
    made = kit.table([["Owner", "Late"], ["Ana"], ["Ben", 3, "lost"]], id="t", align=["left", "right"], wrap=[True])
    assert [[cell["text"] for cell in row] for row in made["rows"]] == [
        ["Owner", "Late", "–"],
        ["Ana", "–", "–"],
        ["Ben", "3", "lost"],
    ]
    assert made["column_settings"] == [{"align": "left", "is_wrapped": True}, {"align": "right"}]


def test_table_that_is_too_big_says_how_much_is_missing() -> None:
    made = kit.table([["x"] * 25 for _ in range(150)], id="t")
    assert len(made["rows"]) == 100
    assert {len(row) for row in made["rows"]} == {20}
    assert made["rows"][-1][0]["text"] == "… 51 more"


def test_table_with_rich_cells_and_with_nothing() -> None:
    made = kit.table([[kit.line(kit.user_leaf("U1"))]], id="t")
    assert made["rows"][0][0] == {"type": "rich_text", "elements": [kit.line(kit.user_leaf("U1"))]}
    assert kit.table([], id="t")["rows"] == kit.table([[]], id="t")["rows"] == [[{"type": "raw_text", "text": "–"}]]


def test_charts_have_a_point_for_every_category() -> None:
    made = kit.bar_chart("Kept", {"on time": [1, 2, 3], "late": [4]}, categories=["a", "b"], id="c", y_label="items")
    assert made["chart"] == {
        "type": "bar",
        "series": [
            {"name": "on time", "data": [{"label": "a", "value": 1}, {"label": "b", "value": 2}]},
            {"name": "late", "data": [{"label": "a", "value": 4}, {"label": "b", "value": 0}]},
        ],
        "axis_config": {"categories": ["a", "b"], "y_label": "items"},
    }
    assert kit.line_chart("", {"": [1]}, categories=[""], id="c", x_label="x" * 51)["title"] == "–"


def test_names_in_charts_stay_different_when_they_are_cut() -> None:
    long = ["The very same beginning, A", "The very same beginning, B", "The very same beginning, C"]
    made = kit.line_chart("Kept", {"one": [1, 2, 3]}, categories=long, id="c")
    assert made["chart"]["axis_config"]["categories"] == [
        "The very same begin…",
        "The very same beg… 2",
        "The very same beg… 3",
    ]


def test_message_text_is_always_safe() -> None:
    assert kit.Message("<!channel> *x*").text == "&lt;!channel&gt; \u200b*\u200bx\u200b*\u200b"
    assert kit.Message(mrkdwn("*{o}*", o=mention("U1"))).text == "*<@U1>*"
    assert kit.Message(" ").text == "–"
    assert len(kit.Message("&" * 4_000).text) <= 4_000


def test_message_payload() -> None:
    assert kit.Message("Hi").payload() == {"text": "Hi"}
    assert kit.Message("Hi", (kit.divider(),)).payload() == {"text": "Hi", "blocks": [{"type": "divider"}]}


def test_views() -> None:
    form = kit.modal(
        "A title that is much too long",
        kit.divider(),
        id="new_item",
        submit="Save",
        close="Cancel",
        metadata="{}",
        clear_on_close=True,
        notify_on_close=True,
    )
    assert form["title"] == words("A title that is much to…")
    assert form["submit"] == words("Save")
    assert form["clear_on_close"] is form["notify_on_close"] is True
    assert set(kit.modal("Why", id="why")) == {"type", "callback_id", "title", "blocks"}
    assert kit.home(kit.divider()) == {"type": "home", "blocks": [{"type": "divider"}]}


@pytest.mark.parametrize("name", kit.__all__)
def test_the_kit_says_what_everything_is_for(name: str) -> None:
    assert hasattr(kit, name)
