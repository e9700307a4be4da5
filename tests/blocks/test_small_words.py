"""Ids and their codec, dates as people read them, names, and the windows."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.blocks import forms, when
from pmo_bot.blocks.forms import Origin
from pmo_bot.blocks.ids import LARGEST, Press, Verb, action_id, decode, encode
from pmo_bot.blocks.people import called, item_line, name, project_tail, shown, title
from pmo_bot.blocks.text import size
from pmo_bot.blocks.words.buttons import LABELS
from pmo_bot.model import About, Kind
from tests.rows import JON, MARIA, MONDAY, at, day, done, item, person, project

# --- ids ------------------------------------------------------------------------------


@given(st.sampled_from(list(Verb)), st.integers(0, LARGEST), st.text())
def test_what_a_button_means_survives_the_way_to_slack_and_back(verb: Verb, row: int, extra: str) -> None:
    assert decode(encode(verb, row, extra)) == Press(verb, row, extra)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "1",
        "1:done",
        "1:done:",
        "1:done:x",
        "2:done:1",
        "1:fly:1",
        "done:1",
        "1:done:-1",
        "1:done:2147483648",
        "1:done:٣",
    ],
)
def test_a_value_of_another_version_or_none_of_ours_means_nothing(value: str) -> None:
    assert decode(value) is None


@given(st.text())
def test_no_value_breaks_the_codec(value: str) -> None:
    press = decode(value)
    assert press is None or decode(encode(press.verb, press.id, press.extra)) == press


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=2)
)


@given(st.dictionaries(st.sampled_from([*Origin.__slots__, "else"]), anything, max_size=6), st.text(max_size=5))
def test_whatever_a_window_brings_back_is_read_as_what_it_could_have_kept(known: dict[str, object], rest: str) -> None:
    for metadata in (json.dumps(known), json.dumps(known) + rest, rest):
        origin = Origin.unpack(metadata)
        assert all(type(value) is type(getattr(Origin(), name)) for name, value in asdict(origin).items())
        assert Origin.unpack(origin.pack()) == origin


@given(st.text(max_size=5000), st.text(max_size=200))
def test_what_a_window_remembers_fits_whatever_reason_was_given(reason: str, requirements: str) -> None:
    origin = Origin(7, "C1", permalink="https://example.org/" + "p" * 900, words=reason, requirements=requirements)
    assert len(origin.pack()) <= 3000
    assert Origin.unpack(origin.pack()).row == 7


def test_action_ids_name_verb_row_and_what_else_it_carries() -> None:
    assert action_id(Verb.DONE, 7) == "act.done:7"
    assert action_id(Verb.EXTEND, 7, "2026-12-04") == "act.extend:7:2026-12-04"
    assert action_id(Verb.PREFERENCES) == "act.prefs:0"


def test_every_button_has_a_label() -> None:
    assert set(LABELS) == set(Verb)


# --- dates ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "says"),
    [
        (date(2026, 12, 4), "Fri 4 Dec"),
        (date(2027, 5, 29), "Sat 29 May"),
        (date(2027, 5, 30), "Sun 30 May 2027"),
        (date(2026, 6, 3), "Wed 3 Jun"),
        (date(2026, 6, 2), "Tue 2 Jun 2026"),
    ],
)
def test_a_date_has_its_weekday_and_a_year_when_it_is_far(on: date, says: str) -> None:
    assert when.day(on, MONDAY) == says


def test_without_a_today_there_is_no_year() -> None:
    assert when.day(date(2031, 1, 1)) == "Wed 1 Jan"


def test_a_due_time_is_said() -> None:
    assert when.due(MONDAY, time(15, 5), MONDAY) == "Mon 30 Nov 15:05"
    assert when.due(MONDAY, None, MONDAY) == "Mon 30 Nov"


@pytest.mark.parametrize(("n", "says"), [(0, "today at 10:00"), (1, "tomorrow at 10:00"), (2, "on Wed 2 Dec at 10:00")])
def test_an_instant_is_said_in_somebodys_zone(n: int, says: str) -> None:
    assert when.moment(at(day(n), "10:00"), "Europe/Madrid", MONDAY) == says
    assert when.moment(at(MONDAY, "23:30"), "Asia/Tokyo", MONDAY) == "tomorrow at 07:30"


def test_a_zone_is_named_after_its_place() -> None:
    assert [when.city(zone) for zone in ("America/New_York", "UTC")] == ["New York", "UTC"]
    assert when.whose_time(MARIA) == "Maria's time, Madrid"


# --- people and items -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "first"),
    [(MARIA, "Maria"), (person("Cher"), "Cher"), (person("", id=7), "U7"), (person("  ", id=7), "  ")],
)
def test_colleagues_are_called_by_their_first_name(who: object, first: str) -> None:
    assert when.first_name(who) == first  # type: ignore[arg-type]


def test_a_name_notifies_nobody_and_a_mention_does() -> None:
    assert (name(JON), name(None), name(None, "no owner yet")) == ("Jon", "nobody", "no owner yet")
    assert called(JON) == f"<@{JON.slack_id}>"
    assert called(None, "the channel") == "the channel"
    assert called(person("Ann *Lee*", slack_id=None)).replace("\u200b", "") == "Ann *Lee*"
    assert len(name(person("x" * 200))) == 40


def test_an_item_is_its_title_with_its_key_struck_through_when_closed() -> None:
    assert item_line(item("Plan", id=3)) == "Plan (A-3)"
    assert item_line(done("Plan", id=3)) == "~Plan (A-3)~"
    assert len(title(item("x" * 400))) == 150
    assert project_tail(project()) == " · Apollo"
    assert project_tail(None) == ""


@pytest.mark.parametrize("about", About)
def test_a_check_is_called_what_it_asks_to_whoever_reads_it(about: About) -> None:
    asked = title(item("Apollo", kind=Kind.CHECK, about=about))
    assert "Apollo" in asked
    assert "?" in asked
    assert "you" not in asked.lower(), "whoever reads it need not be whoever is asked"
    long = title(item("x" * 400, kind=Kind.CHECK, about=about))
    assert len(long) <= 150
    assert "?" in long
    assert long.split("x")[0] == asked.split("Apollo")[0]


@given(st.text(), st.integers(1, 300))
def test_peoples_words_take_no_more_room_than_a_line_has(raw: str, most: int) -> None:
    assert size(shown(raw, most)) <= max(1, most * 4 // 3)


def test_ordinary_words_are_shown_whole() -> None:
    text = "Keep the old tenant running until March & tell everybody"
    assert shown(text) == text.replace("&", "&amp;")


# --- windows --------------------------------------------------------------------------


def test_a_window_remembers_where_it_was_opened_from() -> None:
    origin = Origin(row=7, channel="C1", permalink="https://e.org", reply_to="https://r.org")
    assert Origin.unpack(origin.pack()) == origin
    assert Origin().pack() == "{}"


@pytest.mark.parametrize("metadata", ["", "{}", "[]", "7", "not json", '{"other": 1}', "null"])
def test_metadata_that_is_not_ours_is_ignored(metadata: str) -> None:
    assert Origin.unpack(metadata) == Origin()


def test_a_window_carries_its_origin_and_offers_what_is_known() -> None:
    view = forms.add(
        Origin(row=3), [project()], text="Draft", due=MONDAY, owner="U1", project=1, item=item(done_means="x")
    )
    assert json.loads(view["private_metadata"]) == {"row": 3}
    fields = {block["block_id"]: block["element"] for block in view["blocks"]}
    assert fields["title"]["initial_value"] == "Draft"
    assert fields["due"]["initial_date"] == "2026-11-30"
    assert fields["project"]["initial_option"]["text"]["text"] == "Apollo (APOLLO)"
    assert fields["done_means"]["initial_value"] == "x"


def test_without_projects_there_is_no_field_for_one() -> None:
    assert "project" not in [block["block_id"] for block in forms.add(Origin(), [])["blocks"]]
