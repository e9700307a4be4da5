"""Two workspaces in one database, each with something of everything: there is much that nobody may see or touch."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, create_engine, func, select, text, update

from pmo_bot.model.base import Base
from pmo_bot.services import people
from tests.stories.packets import INES, JON, MARIA, PRIYA, SAM
from tests.unprotected import unprotect
from tests.world import TEAM, World

ELSEWHERE = "T0OTHER"
OWNED = [table for table in Base.metadata.sorted_tables if "team_id" in table.columns]


async def company(w: World, mark: str, days: tuple[str, ...]) -> None:
    """Apollo in the open and Quartz in a private channel, each with rows in as many tables as commands can fill."""
    await w.types(JON, "/pmo project new Apollo")
    assert await w.submits(JON, name=f"Apollo {mark}", key="APOLLO", sponsor=INES, channel="C0APOLLO") == {}
    await w.types(PRIYA, "/pmo")
    await w.types(JON, "/pmo project new Inner")
    assert await w.submits(JON, name=f"Quartz {mark}", key="INNER", sponsor=INES, channel="C0BOARD", lead=JON) == {}
    await _project(w, f"Plain {mark}", MARIA, "@Maria Ortega", "APOLLO", "C0APOLLO")
    await _project(w, f"Quartz {mark}", INES, "@Inês Duarte", "INNER", "C0BOARD")
    for day in days:
        await w.until(day, "18:30")


async def _project(w: World, mark: str, who: str, name: str, key: str, channel: str) -> None:
    await w.types(JON, f"/pmo project {key} mode controlling", channel)
    for said in (
        f"add {mark} list {name} by 1 dec", f"add {mark} mailboxes {name} by 18 dec",
        f"issue {mark} tenant {name} by 1 dec sev2", f"risk {mark} vendor {name} by 18 dec 5x5",
        f"milestone {mark} rehearsal {name} by 2 dec", f"ask {name} {mark} vendor? Acme or Birch by 10 dec",
        f"decide {mark} vendor stays because legal needs it",
        f"lesson {mark} room a month ahead because none was free #{key.lower()} #rooms",
        f"win {mark} report that all read #{key.lower()}", f"freeze 20 dec to 3 jan because {mark}",
        f"status {key} amber because {mark} is open", f"project {key} people",
    ):  # fmt: skip
        await w.types(JON, f"/pmo {said}", channel)
    await w.clicks(JON, "Somebody who cares…", w.last(JON, channel))
    assert await w.submits(JON, person=who, cares=f"{mark} pays for it") == {}
    for title, kind in (("hours", "benefit"), ("users", "adoption")):
        await w.types(JON, f"/pmo kpi new #{key.lower()}", channel)
        fields = {"source": "Time sheet", "owner": who, "kind": kind, "project": _choice(w, key)}
        assert await w.submits(JON, title=f"{mark} {title}", **fields) == {}


def _choice(w: World, key: str) -> str:
    (field,) = [one["element"] for one in w.window(JON)["blocks"] if one["block_id"] == "project"]
    return next(str(one["value"]) for one in field["options"] if f"({key})" in one["text"]["text"])


def move_away(w: World) -> None:
    """All that is there belongs to another workspace now, and sleeps; ours begins anew."""
    engine = create_engine(w.bot.db.url)  # without what makes ours watch references
    with engine.begin() as raw:
        unprotect(raw)
        if not w.bot.db.is_sqlite:
            raw.execute(text("SET session_replication_role = replica"))
        for table in OWNED:
            raw.execute(update(table).values(team_id=ELSEWHERE))
            if "wake_at" in table.columns:
                raw.execute(update(table).values(wake_at=None))
    engine.dispose()
    people.ensure_workspace(w.bot.db, TEAM, w.clock.now())
    for slack_id in (JON, MARIA, INES, SAM, PRIYA):
        w.playground.world.views.clear(slack_id)


def elsewhere(w: World) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the other workspace."""
    with w.bot.db.engine.connect() as raw:
        rows = {
            table: select(table).where(table.c.team_id == ELSEWHERE).order_by(*table.primary_key) for table in OWNED
        }
        return {table.name: [tuple(row) for row in raw.execute(query)] for table, query in rows.items()}


def strays(w: World) -> list[str]:
    """What refers to a row of another workspace, which no row may."""
    keys = [(table, key) for table in OWNED for key in table.foreign_keys if key.column.name != "team_id"]
    with w.bot.db.engine.connect() as raw:
        return [str(key.parent) for table, key in keys if raw.execute(_crossing(table, key)).scalar_one()]


def _crossing(table: Any, key: Any) -> Any:
    other = key.column.table.alias()
    same = and_(other.c[key.column.name] == key.parent, other.c.team_id != table.c.team_id)
    return select(func.count()).select_from(table.join(other, same))
