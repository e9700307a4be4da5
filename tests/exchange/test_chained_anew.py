"""What arrives is chained anew: with the same numbers the chain is the same, with others it is whole, too."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from pmo_bot.exchange.archive import Unusable
from pmo_bot.store.anchors import Anchor
from pmo_bot.store.database import Database
from pmo_bot.store.verifying import heads, verify
from tests.exchange.archives import NOW, TEAM, as_csv, as_json, beside, from_csv, from_json, migrated, small
from tests.store.test_chain import happens


def anchors_of(db: Database) -> list[Anchor]:
    with db.reading() as session:
        return [Anchor(NOW, one.team, one.event, one.hash) for one in heads(session)]


def test_what_moves_with_its_numbers_keeps_its_anchors_and_goes_on(sqlite_url: str, database_url: str) -> None:
    with closing(Database(sqlite_url.replace("bot.db", "old.db"))) as source, migrated(source.url):
        small(source)
        known, text = anchors_of(source), as_json(source)
        with closing(Database(database_url)) as target:
            from_json(target, text)
            assert verify(target, known).broken == []
            happens(target, "item.moved", team=TEAM)
            assert (verify(target, known).count, verify(target, known).broken) == (3, [])


def test_what_gets_other_numbers_is_chained_by_them(database_url: str, sqlite_url: str, tmp_path: Path) -> None:
    with closing(Database(sqlite_url.replace("bot.db", "old.db"))) as source, migrated(source.url):
        small(source)
        known = anchors_of(source)
        as_csv(source, tmp_path / "all")
        with closing(Database(database_url)) as target:
            beside(target)
            assert from_csv(target, tmp_path / "all").moved
            happens(target, "item.moved", team="T2")
            assert (verify(target).count, verify(target).broken) == (4, [])
            assert [one.team for one in verify(target, known).broken] == [TEAM], "it is not the history it was"


def test_events_out_of_their_order_are_refused(sqlite_url: str) -> None:
    with closing(Database(sqlite_url.replace("bot.db", "old.db"))) as source, migrated(source.url):
        small(source)
        told = json.loads(as_json(source))
    told["tables"]["event"].reverse()
    with closing(Database(sqlite_url)) as target:
        with pytest.raises(Unusable, match="events stand in the order of their id"):
            from_json(target, json.dumps(told))
        assert verify(target).count == 0
