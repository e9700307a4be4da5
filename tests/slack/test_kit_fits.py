"""Whatever the kit makes fits, and no payload, however broken, breaks the check."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_bot.blocks import kit
from pmo_bot.blocks.text import link, mention, mrkdwn
from pmo_bot.slack.limits import Kind, checked, fit, problems
from tests.bad_payloads import GOOD

text = st.text(st.characters() | st.sampled_from("*_~`<>&|🎯 \n"), max_size=40)
long_text = st.builds(lambda part, times: part * times, text, st.integers(1, 400))
marked = st.builds(
    lambda raw, person: mrkdwn(
        "*{raw}* {person} {page}", raw=raw, person=mention(person), page=link("https://e.org", raw)
    ),
    long_text,
    st.sampled_from(["U1", "W2"]),
)
some_text = long_text | marked
option = st.builds(kit.option, some_text, st.text(min_size=1, max_size=60), description=some_text | st.none())
options = st.lists(option, min_size=1, max_size=130, unique_by=lambda one: one["value"])
few_options = st.lists(option, min_size=1, max_size=12, unique_by=lambda one: one["value"])
confirmation = st.none() | st.builds(kit.confirm, some_text, some_text, some_text, some_text)
identifier = st.uuids().map(str)
pressed = st.one_of(
    st.builds(
        kit.button, some_text, id=identifier, confirm=confirmation, label=some_text, value=st.none() | st.just("7")
    ),
    st.builds(kit.overflow, few_options, id=identifier, confirm=confirmation),
    st.builds(kit.static_select, few_options, id=identifier, placeholder=some_text),
    st.builds(kit.checkboxes, few_options, id=identifier),
    st.builds(kit.radio, few_options, id=identifier),
    st.builds(kit.datepicker, id=identifier, initial=st.none() | st.dates()),
    st.builds(kit.timepicker, id=identifier, initial=st.none() | st.times()),
    st.builds(kit.users_select, id=identifier, placeholder=some_text),
    st.builds(kit.conversations_select, id=identifier),
)
leaves = st.lists(st.one_of(some_text, st.builds(kit.leaf, some_text, bold=st.booleans())), max_size=4)
part = st.one_of(
    leaves.map(lambda found: kit.line(*found)),
    leaves.map(lambda found: kit.quote(*found)),
    st.builds(
        lambda lines, indent: kit.bullets(*lines, indent=indent), st.lists(some_text, max_size=4), st.integers(0, 12)
    ),
)
figures = st.lists(st.integers(-99, 99), max_size=30)
everywhere = st.one_of(
    st.builds(kit.header, some_text, id=identifier),
    st.builds(
        kit.section,
        some_text | st.none(),
        id=identifier,
        fields=st.lists(some_text, max_size=12),
        accessory=st.none() | pressed,
    ),
    st.builds(
        lambda found, name: kit.context(*found, id=name), st.lists(some_text, min_size=1, max_size=12), identifier
    ),
    st.builds(lambda found, name: kit.actions(*found, id=name), st.lists(pressed, min_size=1, max_size=27), identifier),
    st.builds(kit.divider),
    st.builds(lambda found, name: kit.rich_text(*found, id=name), st.lists(part, max_size=4), identifier),
    st.builds(
        kit.input_block,
        some_text,
        st.builds(kit.text_input, id=identifier, initial=some_text),
        id=identifier,
        hint=some_text,
    ),
)
table = st.builds(kit.table, st.lists(st.lists(some_text | st.integers(), max_size=4), max_size=8), id=identifier)
chart = st.builds(
    kit.bar_chart,
    some_text,
    st.dictionaries(text, figures, min_size=1, max_size=8),
    categories=st.lists(text, min_size=1, max_size=25),
    id=identifier,
    x_label=st.none() | some_text,
)
slow = settings(max_examples=60, deadline=None)


def _as_sent(payload: Any) -> Any:
    return json.loads(json.dumps(payload))


@slow
@given(everywhere | table | chart)
def test_every_block_of_the_kit_is_taken(block: kit.Block) -> None:
    total = problems("message", kit.Message("t", (block,)).payload())
    assert [one for one in total if one.pointer != "/blocks"] == []  # only its length in all may be too much


@slow
@given(some_text, st.lists(everywhere | table | chart, max_size=12), st.integers(1, 12))
def test_messages_of_the_kit_always_fit(said: str, blocks: list[kit.Block], times: int) -> None:
    many = [{**block, "block_id": f"{n}"} for n, block in enumerate(blocks * times)]
    payload = {"text": kit.Message(said).text * times, "blocks": many}
    before = copy.deepcopy(payload)
    fitted = fit("message", payload)
    assert problems("message", fitted) == []
    assert fit("message", fitted) == fitted
    assert payload == before
    assert checked("message", _as_sent(payload)) == fitted


@slow
@given(some_text, st.lists(everywhere, max_size=12), st.integers(1, 12))
def test_views_of_the_kit_always_fit(said: str, blocks: list[kit.Block], times: int) -> None:
    many = [kit.Block({**block, "block_id": f"{n}"}) for n, block in enumerate(blocks * times)]
    form = kit.modal(said, *many, id="form", submit=said or "Save", close=said)
    tab = kit.home(*many)
    for kind, view in (("modal", form), ("home", tab)):
        fitted = fit(kind, view)
        assert problems(kind, fitted) == []  # type: ignore[arg-type]
        assert fit(kind, fitted) == fitted


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@slow
@given(st.sampled_from(["message", "modal", "home"]), json_values)
def test_the_check_survives_anything(kind: Kind, payload: Any) -> None:
    problems(kind, payload)
    fit(kind, payload)


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False), json_values)
def test_the_check_survives_a_good_payload_with_one_thing_replaced(chance: random.Random, junk: Any) -> None:
    kind, _, payload = chance.choice(GOOD)
    broken = _with_junk(copy.deepcopy(payload), chance, junk)
    problems(kind, broken)  # type: ignore[arg-type]
    again = fit(kind, broken)
    assert fit(kind, again) == again or junk != junk  # NaN is never equal


def _with_junk(payload: Any, chance: random.Random, junk: Any) -> Any:
    keys = list(payload) if isinstance(payload, dict) else list(range(len(payload)))
    if not keys:
        return payload
    key = chance.choice(keys)
    deeper = isinstance(payload[key], dict | list) and chance.random() < 0.8
    payload[key] = _with_junk(payload[key], chance, junk) if deeper else junk
    return payload
