"""The commands about what projects are for: `/pmo goal`, `kpi`, `budget`; a project's goal and its people."""

import re
from collections.abc import Callable
from dataclasses import replace

from handlers import answering, opening
from handlers.answers import Answer, Open, Reply
from handlers.call import Call
from handlers.listener import Desk
from handlers.reading_text import Said
from pmo_bot.blocks import forms_value
from pmo_bot.blocks import value as blocks
from pmo_bot.blocks.answers import say
from pmo_bot.blocks.words import value as words
from pmo_bot.model import Project, Role
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.typed_numbers import amount_of, figure_of
from pmo_bot.services import budgets, goals, kpi_values, kpis, looking, reading_value, trying
from pmo_bot.services.budgets import Budget

GOAL, KPI = re.compile(r"(?i)g-?(\d{1,6})"), re.compile(r"(?i)k-?(\d{1,6})")
AMOUNTS = ("planned", "actual", "forecast")
NOTHING = ("none", "no")
GOALS, KPIS = frozenset({"goals", "all", "list"}), frozenset({"figures", "kpis", "all", "list"})
"""Words that ask for the list."""


def named(pattern: re.Pattern[str], spoken: list[str]) -> int | None:
    """The number of what is named, such as `G2`."""
    return next((int(found[1]) for word in spoken if (found := pattern.fullmatch(word))), None)


def words_of(said: Said) -> list[str]:
    """What is left of a command, numbers as they were typed."""
    return [word.strip(",;:()!?").rstrip(".").lower() for word in said.command.title.split()]


def goal(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo goal`: the list; `new` a window; `G2` one of them down to its items."""
    spoken = words_of(said)
    if "new" in spoken:
        return new_goal(desk, call)
    number = named(GOAL, spoken)
    if number is not None:
        return shown_goal(desk, call, reading_value.goal_named(desk.db, call.person, number).id, here=said.here)
    answering.check_words(said, spoken, GOALS, is_clear=True)
    found = reading_value.traces(desk.db, call.person, call.now, said.here)
    return Reply(blocks.goals_message(found, may_make=call.person.role is Role.PMO))


def new_goal(desk: Desk, call: Call) -> Answer:
    """A window for a goal, for those who may set one."""
    check_pmo(desk, call)
    return Open(forms_value.goal(call.origin, call.person.slack_id))


def check_pmo(desk: Desk, call: Call) -> None:
    """Refuses whoever is no PMO lead: no window opens only to be refused."""
    with desk.db.reading() as session:
        goals.check_pmo(session, call.act)


def shown_goal(desk: Desk, call: Call, goal_id: int, *, again: bool = False, here: str | None = None) -> Answer:
    """A goal with everything that serves it."""
    found = reading_value.trace(desk.db, call.person, call.now, goal_id, here)
    return Reply(blocks.goal_message(found, may_change=call.person.role is Role.PMO), again)


def kpi(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo kpi`: the list; `new` a window; `K1` one of them; `K1 42` its value, `K1 baseline 40` the one before."""
    spoken = words_of(said)
    if "new" in spoken:
        return new_kpi(desk, call, said.project)
    number = named(KPI, spoken)
    if number is None:
        answering.check_words(said, spoken, KPIS, is_clear=True)
        return _kpis(desk, call, said)
    found = reading_value.kpi_named(desk.db, call.person, number, said.here)
    value = next((amount for word in spoken if (amount := figure_of(word)) is not None), None)
    if value is None and len(spoken) > 1:
        raise Refused("bad_kpi_words", key=found.key)
    if value is not None:
        change = kpis.set_baseline if "baseline" in spoken else kpi_values.measure
        change(desk.db, call.act, found.id, value)
    return shown_kpi(desk, call, found.id)


def _kpis(desk: Desk, call: Call, said: Said) -> Answer:
    project = said.project if said.named_project else None
    return Reply(blocks.kpis_message(reading_value.kpi_cards(desk.db, call.person, call.now, project, said.here)))


def shown_kpi(desk: Desk, call: Call, kpi_id: int, *, again: bool = False) -> Answer:
    """A figure with its values."""
    return Reply(blocks.kpi_message(reading_value.kpi_card(desk.db, call.person, call.now, kpi_id)), again)


def new_kpi(desk: Desk, call: Call, project: Project | None = None) -> Answer:
    """A window for a new figure; of a project only for those who may say what is measured there."""
    if project is not None:
        with desk.db.reading() as session:
            kpis.check_may_make(session, call.act, project)
    offered = looking.visible_projects(desk.db, call.person)
    aims = reading_value.active_goals(desk.db, call.person)
    return Open(forms_value.kpi(replace(call.origin, row=0), offered, aims, project=project.id if project else None,
                                owner=call.person.slack_id))  # fmt: skip


def budget(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo budget APOLLO planned 120000 actual 30000 forecast 140000 EUR because …`; else how it stands."""
    if said.project is None:
        raise Refused("which_project", command="budget")
    spoken = words_of(said)
    if not spoken:
        return Reply(say(words.budget(said.project)))
    wanted = _budget(spoken, said)
    return Reply(say(words.budget(budgets.set_budget(desk.db, call.act, said.project.key, wanted))))


def _budget(spoken: list[str], said: Said) -> Budget:
    key, amounts, currency, left = said.project.key if said.project else "", dict[str, int](), "", list(spoken)
    while left:
        word = left.pop(0)
        value = amount_of(left[0]) if word in AMOUNTS and left else None
        if value is not None:
            amounts[word] = value
            left.pop(0)
        elif re.fullmatch(r"[a-z]{3}", word):
            currency = word
        else:
            raise Refused("bad_amount", key=key)
    return Budget(**amounts, currency=currency, reason=said.reason)


def of_project(desk: Desk, call: Call, said: Said, spoken: list[str]) -> Answer:
    """`/pmo project APOLLO goal G2`, without a goal a window; `project APOLLO people`."""
    if said.project is None:
        raise Refused("which_project", command=f"project {spoken[0]}")
    key = said.project.key
    if "people" in spoken:
        if said.here is not None:
            raise Refused("circle_in_channel")
        return Reply(blocks.circle_message(reading_value.circle(desk.db, call.person, key)))
    number = named(GOAL, spoken)
    if number is None and not set(spoken) & set(NOTHING):
        trying.may_try(desk.db, call.person, key)
        aims = reading_value.active_goals(desk.db, call.person)
        return Open(forms_value.serve(opening.origin_for(call, said.project.id), said.project, aims))
    chosen = reading_value.goal_named(desk.db, call.person, number).id if number is not None else None
    return Reply(say(words.served(*goals.serve(desk.db, call.act, key, chosen))))


def orphans(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo list orphans`: what serves no goal."""
    return Reply(blocks.orphans_message(reading_value.orphans(desk.db, call.person, said.here)))


VALUE_COMMANDS: dict[str, Callable[[Desk, Call, Said], Answer]] = {
    "goal": goal,
    "kpi": kpi,
    "budget": budget,
}
