"""A JSON text read piece by piece is what it is read whole; one that is broken is not taken for whole."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.exchange import json_stream
from pmo_bot.exchange.json_stream import NotJson, Stream

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)
LAYOUTS = st.sampled_from([None, 0, 3, "\t"])


@pytest.fixture(autouse=True)
def _a_few_characters_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "CHUNK", 7)


def apart(text: str) -> dict[str, Any]:
    """An object whose lists are read element by element."""
    stream, found = Stream(io.StringIO(text)), {}
    for name in stream.members():
        elements = found[name] = []
        for _ in stream.elements():
            elements.append(stream.value())  # noqa: PERF401 - the stream is read as it goes
    stream.end()
    return found


@given(st.dictionaries(st.text(max_size=5), st.lists(VALUES, max_size=5), max_size=4), LAYOUTS)
def test_piece_by_piece_is_the_same_as_whole(value: dict[str, Any], indent: Any) -> None:
    assert apart(json.dumps(value, indent=indent)) == value


@given(st.dictionaries(st.text(max_size=5), st.lists(VALUES, max_size=5), max_size=4), st.data())
def test_a_text_that_was_cut_is_not_whole(value: dict[str, Any], data: st.DataObject) -> None:
    text = json.dumps(value)
    with pytest.raises(NotJson):
        apart(text[: data.draw(st.integers(0, len(text) - 1))])


@pytest.mark.parametrize(
    "text",
    ['{"a": [1,]}', '{"a" [1]}', "{a: [1]}", '{"a": [NaN]}', '{"a": [1]} {}', '{"a": [1] "b": [2]}', "[1]", "{1: []}"],
)
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(NotJson):
        apart(text)


def test_it_says_in_which_line() -> None:
    with pytest.raises(NotJson) as broken:
        apart('{\n"a": [\n1,\n2,\n\nthree\n]}')
    assert broken.value.line == 6


def test_one_endless_value_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "LARGEST", 100)
    file = io.StringIO('["' + "x" * 10_000)
    with pytest.raises(NotJson):
        Stream(file).value()
    assert file.tell() < 1000
