"""Editions: nobody reads of a project that is not theirs to know, and no line beyond the five."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pmo_bot.model import Audience, Cadence, Health, Kind, Priority, Standing
from pmo_bot.rules.digest import build
from pmo_bot.rules.digest_audience import for_audience
from pmo_bot.rules.digest_lines import DigestLine, Section
from pmo_bot.rules.editions import LINES, EditionReport, Outlet, Room, Told, dressed, portfolio_lines, said_of, told_of
from pmo_bot.rules.permission import may_see
from tests.rows import INES, JON, LONG_AGO, MARIA, MONDAY, at, day, item, option, person, project
from tests.rules.test_digest import known

OUTLET = Outlet("edition:1", "T1", Audience.SPONSOR, Cadence.WEEK, LONG_AGO, 1, "C1")


# --- who may read it --------------------------------------------------------------------


@given(
    private=st.booleans(),
    members=st.dictionaries(st.sampled_from(["U1", "U2", "U3"]), st.sampled_from([None, *Standing])),
    inside=st.sets(st.sampled_from(["U1", "U2", "U3"])),
)
def test_it_goes_nowhere_where_one_reader_may_not_see_the_project(
    private: bool, members: dict[str, Standing | None], inside: set[str]
) -> None:
    about = project(private=private, channel="C9", lead_id=99, sponsor_id=98)
    people = {one: person(one, id=n, slack_id=one, standing=standing)
              for n, (one, standing) in enumerate(members.items(), 1) if standing is not None}  # fmt: skip
    rooms = {one: frozenset({"C9"}) for one in inside}
    strangers = Room(members, people, rooms).strangers(about)
    silent = (Standing.BOT, Standing.DEACTIVATED)
    for one, standing in members.items():
        sees = may_see(people[one], about, rooms.get(one, ())) if standing else (not private or one in inside)
        if not sees and standing not in silent:
            assert strangers > 0
    if not private and set(members.values()) <= {Standing.MEMBER, None}:
        assert strangers == 0


def test_where_nobody_is_known_to_read_a_private_project_is_not_told() -> None:
    assert Room((), {}, {}).strangers(project(private=True)) > 0


def test_only_who_decides_has_the_buttons() -> None:
    asked = item("Which vendor?", kind=Kind.DECISION, owner_id=INES.id)
    options = (option("Acme", 1), option("Birch", 2))
    made = build(known(asked, questions=[(asked, INES, MONDAY, options)]))
    there = dressed(made, OUTLET, Told(LONG_AGO), {INES.id})
    elsewhere = dressed(made, OUTLET, Told(LONG_AGO), {JON.id})
    assert [line.options for line in there.sections[0].lines] == [options]
    assert [line.options for line in elsewhere.sections[0].lines] == [()]


# --- what they were told ----------------------------------------------------------------


@given(st.sampled_from(Audience), st.integers(0, 12))
def test_a_date_that_was_told_and_moved_is_always_named(audience: Audience, others: int) -> None:
    small = item("Small task", id=50, number=50, due=day(9), priority=Priority.LOW)
    told = build(known(small))
    moved = Section("changed", (
        *(DigestLine("moved", item(f"M{n}", id=n + 1, number=n + 1, kind=Kind.MILESTONE), then=day(1))
          for n in range(others)),
        DigestLine("moved", small, then=day(2)),
    ))  # fmt: skip
    report = EditionReport(OUTLET, "k", (told,), MONDAY, MONDAY)
    before = told_of(said_of(report), told.project, at(MONDAY))
    assert before is not None
    assert before.dates == {"A-50": day(9).isoformat()}
    made = for_audience(replace(told, sections=(moved,), quiet=False), audience, before.dates.keys())
    shown = [line for section in made.sections for line in section.lines]
    assert small in [line.item for line in shown]
    if audience is not Audience.TEAM:
        assert made.sections[0].shown[0].item == small


# --- over all projects ------------------------------------------------------------------


@given(st.lists(st.tuples(st.sampled_from(Health), st.sampled_from([None, *Health]), st.integers(0, 9)), max_size=12))
def test_five_lines_in_all_and_the_worst_project_is_among_them(
    found: list[tuple[Health, Health | None, int]],
) -> None:
    digests = []
    for number, (health, was, asks) in enumerate(found):
        base = build(known())
        needs = Section("needs", tuple(
            DigestLine("asked", item(f"Q{n}", id=n + 1), MARIA, then=day(-n)) for n in range(asks)))  # fmt: skip
        digests.append(replace(base, project=project(id=number + 1, key=f"P{number}"), health=health, was=was,
                               sections=(needs,) if asks else ()))  # fmt: skip
    lines = portfolio_lines(digests)
    assert len(lines) <= LINES
    projects = [one.digest for one in lines if one.line is None]
    told = [one for one in digests if one.health is not Health.GREEN or one.was not in (None, one.health)]
    assert bool(projects) == bool(told)
    if any(one.health is Health.RED for one in digests):
        assert projects[0].health is Health.RED
    kinds = [one.line is None for one in lines]
    assert kinds == sorted(kinds), "what is asked comes before the projects"
