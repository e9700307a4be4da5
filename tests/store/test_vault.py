"""What opens a workspace's Slack is kept encrypted: for its owner, under its name, by keys that come and go."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.store.keys import BadKeys, keys_from, new_key
from pmo_bot.store.vault import Locked, Sealed, Vault

OLD, NEW = keys_from(f"{new_key()},{new_key()}")
TOKEN = "xoxb-canary-0123456789"


@given(st.text(), st.text(min_size=1, max_size=32))
def test_what_is_sealed_is_opened_again_and_never_looks_the_same(said: str, team: str) -> None:
    vault = Vault([NEW])
    one, two = vault.seal(team, "bot_token", said), vault.seal(team, "bot_token", said)
    assert vault.open(team, "bot_token", one) == vault.open(team, "bot_token", two) == said
    assert one.text != two.text or said == ""


def test_it_stays_shut_for_another_team_under_another_name_and_where_a_letter_changed() -> None:
    vault = Vault([NEW])
    sealed = vault.seal("T1", "bot_token", TOKEN)
    with pytest.raises(Locked):
        vault.open("T2", "bot_token", sealed)
    with pytest.raises(Locked):
        vault.open("T1", "refresh_token", sealed)
    raw = bytearray(base64.b64decode(sealed.text))
    for place in range(len(raw)):
        changed = raw.copy()
        changed[place] ^= 1
        with pytest.raises(Locked):
            vault.open("T1", "bot_token", Sealed(sealed.key_id, base64.b64encode(changed).decode()))


def test_a_newer_key_seals_and_the_older_one_opens_until_it_goes() -> None:
    before = Vault([OLD]).seal("T1", "bot_token", TOKEN)
    both = Vault([NEW, OLD])
    assert both.open("T1", "bot_token", before) == TOKEN
    assert both.seal("T1", "bot_token", TOKEN).key_id == both.newest != before.key_id
    with pytest.raises(Locked, match=before.key_id):
        Vault([NEW]).open("T1", "bot_token", before)


def test_nothing_of_a_key_or_token_shows() -> None:
    shown = repr(Vault([NEW, OLD])) + repr(Vault([NEW]).seal("T1", "bot_token", TOKEN))
    for secret in (NEW, OLD):
        assert secret.hex() not in shown
        assert base64.b64encode(secret).decode() not in shown
    assert TOKEN not in shown


WRONG = {"no base64": "secret", "too short": "c2hvcnQ=", "one of two": f"{new_key()},c2hvcnQ="}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_is_no_key_is_refused_without_being_repeated(wrong: str) -> None:
    with pytest.raises(BadKeys, match=r"\./run keys new") as refused:
        keys_from(wrong)
    assert wrong.split(",")[-1] not in str(refused.value)
