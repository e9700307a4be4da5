"""Payloads that Slack takes: every block and element, at its limits where it has some."""

from __future__ import annotations

from typing import Any

from tests.bad_payloads.case import (
    Json,
    actions,
    axes,
    button,
    card,
    cell,
    chart,
    confirm,
    container,
    data_table,
    field,
    home,
    image,
    leaf,
    message,
    modal,
    mrkdwn,
    option,
    options,
    pie,
    plain,
    rich_list,
    rich_section,
    rich_text,
    section,
    select,
    series,
    table,
    task,
    text_input,
)


def _of(kind: str, **more: Any) -> Json:
    return {"type": kind, "action_id": "a", **more}


_STYLE = {"bold": True, "italic": True, "strike": False, "code": True}
_LEAVES = [
    leaf(style=_STYLE),
    {"type": "link", "url": "https://example.org", "text": "here"},
    {"type": "user", "user_id": "U1"},
    {"type": "usergroup", "usergroup_id": "S1"},
    {"type": "channel", "channel_id": "C1"},
    {"type": "emoji", "name": "tada"},
    {"type": "date", "timestamp": 1_790_000_000, "format": "{date_short}", "fallback": "Mon 21 Sep"},
    {"type": "color", "value": "#ff0000"},
]
_FEEDBACK = _of(
    "feedback_buttons",
    positive_button={"text": plain("Good"), "value": "1"},
    negative_button={"text": plain("Bad"), "value": "0"},
)
_BOXES = [option(1, text=mrkdwn(), description=mrkdwn()), option(2)]
_DATE = _of("datepicker", initial_date="2028-02-29", placeholder=plain(), confirm=confirm())
_MENUS = [
    select(options=options(100), initial_option=option(100), placeholder=plain("x" * 150)),
    {"type": "static_select", "action_id": "g", "option_groups": [{"label": plain(), "options": options(100)}]},
    _of("multi_static_select", options=options(3), initial_options=options(2), max_selected_items=2),
    _of("external_select", min_query_length=3),
    _of("multi_external_select", initial_options=options(2)),
    _of("users_select", initial_user="W012A3CDE"),
    _of("multi_users_select", initial_users=["U1", "U2"]),
    _of("conversations_select", default_to_current_conversation=True, filter={"include": ["private", "public"]}),
    _of("multi_conversations_select", filter={"exclude_bot_users": True}),
    _of("channels_select", initial_channel="C1"),
    _of("multi_channels_select"),
]
_CHOSEN = [
    _of("checkboxes", options=_BOXES, initial_options=_BOXES[:1]),
    _of("radio_buttons", options=options(10), initial_option=option(10)),
    _DATE,
    _of("timepicker", initial_time="23:59", timezone="Europe/Berlin"),
    *_MENUS,
]
_TYPED = [
    text_input(min_length=0, max_length=3_000, multiline=True, initial_value="", placeholder=plain()),
    _of("email_text_input", initial_value="a@example.org"),
    _of("url_text_input", focus_on_load=True),
    _of("number_input", is_decimal_allowed=True, initial_value="7.5", min_value="-1", max_value="10"),
    _of("file_input", filetypes=["csv"], max_files=10),
    _of("rich_text_input", initial_value=rich_text(rich_section(leaf()))),
    _of("datetimepicker", initial_date_time=1_790_000_000),
    text_input(dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"]}),
]
_EVERYWHERE = {
    "section": section(block_id="s" * 255, expand=True),
    "section at its limits": section(text=mrkdwn("x" * 3_000), fields=[plain("y" * 500)] * 10),
    "section of fields": {"type": "section", "fields": [mrkdwn("x" * 2_000)]},
    "header": {"type": "header", "text": plain("x" * 150), "level": 2},
    "context": {"type": "context", "elements": [mrkdwn(), image(), *[plain()] * 8]},
    "divider": {"type": "divider", "block_id": "d"},
    "image": image(title=plain("Chart"), block_id="i"),
    "image in Slack": {"type": "image", "slack_file": {"id": "F0123ABCDE"}, "alt_text": "x" * 2_000},
    "buttons": actions(*[button(action_id=f"b{n}") for n in range(25)]),
    "button with everything": actions(
        button(text=plain("x" * 75), value="v" * 2_000, style="danger", confirm=confirm(style="primary")),
        button(action_id="go", url="https://example.org", accessibility_label="Open the plan"),
    ),
    "overflow": section(accessory=_of("overflow", options=[*options(4), option(5, url="https://example.org")])),
    "image beside": section(accessory=image()),
    "rich text": rich_text(
        rich_section(*_LEAVES),
        {"type": "rich_text_quote", "elements": [leaf()], "border": 1},
        {"type": "rich_text_preformatted", "elements": [leaf()]},
        rich_list(rich_section(leaf()), indent=8, offset=1, style="ordered"),
    ),
    "empty rich text": rich_text(rich_section()),
    "video": {
        "type": "video",
        "alt_text": "A film",
        "title": plain("Film"),
        "thumbnail_url": "https://example.org/a.png",
        "video_url": "https://example.org/a.mp4",
    },
    **{f"{element['type']} {number}": actions(element) for number, element in enumerate(_CHOSEN)},
    "one action id in two blocks": actions(button(), block_id="one"),
}
_MESSAGES = {
    "table": table(100, 20, column_settings=[{"align": "right", "is_wrapped": True}] * 20),
    "table of rich cells": table()
    | {"rows": [[cell(), {"type": "raw_number", "value": 7, "text": "7"}], [rich_text(rich_section(leaf())), cell()]]},
    "data table": data_table(101, 2, page_size=100, row_header_column_index=1),
    "markdown": {"type": "markdown", "text": "**bold**"},
    "bar chart": chart(*[series(f"S{n}", 20) for n in range(6)], axis=axes(20, x_label="x" * 50)),
    "line chart": chart(series(data=[{"label": "Week 0", "value": -1.5}]), kind="line", axis=axes(1)),
    "area chart": chart(kind="area"),
    "pie": pie(*[{"label": f"S{n}", "value": 0.5} for n in range(6)]),
    "container": container(*[section(block_id=f"c{n}") for n in range(10)], is_collapsible=True, width="full"),
    "card": card(subtitle=plain("x" * 150), body=mrkdwn("x" * 200), actions=[button()], hero_image=image()),
    "carousel": {"type": "carousel", "elements": [card() for _ in range(10)]},
    "context actions": {
        "type": "context_actions",
        "elements": [_FEEDBACK, _of("icon_button", action_id="b", icon="trash", text=plain("Remove"))],
    },
    "task card": task(type="task_card", details=rich_text(rich_section(leaf()))),
    "plan": {"type": "plan", "title": "Plan", "tasks": [task(status="pending"), task(task_id="t2")]},
    "date and time": actions(_of("datetimepicker", initial_date_time=1_790_000_000)),
    "workflow button": actions(
        _of("workflow_button", text=plain(), workflow={"trigger": {"url": "https://slack.com/shortcuts/Ft1/1"}})
    ),
    "input": field(text_input(), hint=plain("x" * 2_000), optional=True, dispatch_action=True),
}
_ADDRESSED = {
    "channel": "C1",
    "thread_ts": "1790000000.000100",
    "unfurl_links": False,
    "unfurl_media": False,
    "parse": "none",
    "metadata": {"event_type": "pmo_delivery", "event_payload": {"k": "0f3c"}},
}

GOOD: list[tuple[str, str, Json]] = [
    *[("message", name, message(block)) for name, block in {**_EVERYWHERE, **_MESSAGES}.items()],
    *[("modal", name, modal(block)) for name, block in _EVERYWHERE.items()],
    *[("home", name, home(block)) for name, block in _EVERYWHERE.items()],
    *[("modal", f"{one['type']} {number}", modal(field(one))) for number, one in enumerate([*_TYPED, *_CHOSEN])],
    ("message", "text alone", {"text": "x" * 4_000}),
    ("message", "addressed", message(section(), **_ADDRESSED)),
    ("message", "in place of the last one", message(section(), replace_original=True, response_type="ephemeral")),
    ("message", "gone", {"delete_original": True}),
    ("message", "50 blocks", message(*[section(block_id=f"b{n}") for n in range(50)])),
    ("message", "10,000 characters", message(*[section(text=mrkdwn("x" * 2_500)) for _ in range(4)])),
    ("message", "two charts and a table", message(chart(), pie(), table())),
    ("message", "one action id in two blocks", message(actions(button()), actions(button()))),
    ("message", "nobody is called by plain text", message(section(text=plain("<!channel>")))),
    (
        "modal",
        "at its limits",
        modal(
            section(), title=plain("x" * 24), close=plain("y" * 24), callback_id="c" * 255, private_metadata="m" * 3_000
        ),
    ),
    ("modal", "100 blocks", modal(*[section() for _ in range(100)])),
    ("modal", "nothing to submit", {"type": "modal", "title": plain("Why"), "blocks": [section()]}),
    ("modal", "alert", modal({"type": "alert", "text": mrkdwn("x" * 200), "level": "warning"})),
    ("home", "empty", home()),
    ("home", "with a chart", home(chart(), container(section()), card())),
    ("home", "100 blocks", home(*[section() for _ in range(100)], private_metadata="m", callback_id="home")),
]
