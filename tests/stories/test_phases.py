"""The life of a project: what it begins with, what it needs to go on, who says so, and how it ends."""

from __future__ import annotations

from sqlmodel import col, select

from pmo_bot.model import About, Artefact, Decision, Event, Item, Kpi, Phase, Project
from pmo_bot.services import value
from pmo_bot.store import queries
from tests.shown import said
from tests.stories.packets import INES, JON, MARIA, PRIYA, SAM, act
from tests.world import TEAM, World


def project(w: World, key: str = "APOLLO") -> Project:
    """A project as it is stored."""
    with w.bot.db.reading() as session:
        found = queries.project_by_key(session, TEAM, key)
    assert found is not None
    return found


def rows(w: World, kind: type, key: str = "BOREAS") -> list:  # type: ignore[type-arg]
    """What belongs to a project, in order."""
    with w.bot.db.reading() as session:
        here = select(kind).where(col(kind.project_id) == project(w, key).id).order_by(col(kind.id))  # type: ignore[attr-defined]
        return list(session.exec(here))


async def strict(w: World) -> None:
    """Jon begins Boreas with the stage gates; Inês sponsors it."""
    await w.types(JON, "/pmo project new Boreas")
    assert await w.submits(JON, sponsor=INES, channel="C0GENERAL", pack="stage-gate") == {}


async def all_there(w: World) -> None:
    """Jon shows everything that the gate of delivery asks for."""
    for name in ("Test report", "Rollback plan", "Support is staffed", "Training is held"):
        await w.types(JON, "/pmo project BOREAS gates")
        await w.clicks(JON, "It is there…", w.last(JON), about=name)
        assert await w.submits(JON, text=f"https://files.example/{name.split()[0]}") == {}


# --- it begins --------------------------------------------------------------------------


async def test_a_project_begins_with_what_its_pack_says_and_the_defaults_are_explained(w: World) -> None:
    await strict(w)
    answer = said(w.last(JON)["blocks"])
    assert "From “Stage gates”: 4 dates and 8 things its gates ask for; run controlling." in answer
    dates = [(item.title, item.due.isoformat()) for item in rows(w, Item)]
    assert dates[:2] == [("Plan agreed", "2026-12-14"), ("Design agreed", "2027-01-11")]
    assert len(rows(w, Artefact)) == 8


async def test_the_same_item_is_called_as_its_project_says(w: World) -> None:
    await strict(w)
    assert "· stage" in await w.hears(JON, "/pmo show M-1")
    await w.types(JON, "/pmo milestone Rehearsal 10 dec #apollo")
    assert "stage" not in await w.hears(JON, "/pmo show M-5")


async def test_without_a_pack_nothing_is_added_and_no_gate_asks_for_anything(w: World) -> None:
    assert project(w).phase is Phase.DELIVERY
    assert rows(w, Artefact, "APOLLO") == rows(w, Item, "APOLLO") == []
    shown = await w.hears(JON, "/pmo project APOLLO gates")
    assert shown == (
        "*Apollo* is in delivery. No gate asks for anything: when it is time, *Next phase…* moves it on.\nNext phase…"
    )


async def test_a_directive_project_does_not_begin_without_a_decision(w: World) -> None:
    await w.types(JON, "/pmo project new Boreas")
    refused = await w.submits(JON, sponsor=INES, mode="directive")
    assert "/pmo propose Boreas" in refused["mode"]


# --- gates ------------------------------------------------------------------------------


async def test_a_gate_keeps_a_project_until_what_it_asks_for_is_there(w: World) -> None:
    await strict(w)
    answer = await w.hears(JON, "/pmo project BOREAS phase hypercare @Sam Okafor")
    assert "“Test report”, “Rollback plan”, “Support is staffed” and “Training is held” are missing" in answer
    assert project(w, "BOREAS").phase is Phase.DELIVERY
    await all_there(w)
    answer = await w.hears(JON, "/pmo project BOREAS phase hypercare @Sam Okafor")
    assert "*Boreas* is in hypercare, just live now. Sam is asked to take over 4 things." in answer


async def test_where_it_is_blocked_only_a_pmo_lead_goes_on_without_and_it_is_kept_as_a_decision(w: World) -> None:
    await strict(w)
    await w.types(JON, "/pmo project BOREAS phase hypercare @Sam Okafor")
    assert "Go on without" not in said(w.last(JON)["blocks"])
    await w.types(PRIYA, "/pmo project BOREAS phase hypercare")
    await w.submits(PRIYA, phase="hypercare", ops=SAM)
    assert await w.submits(PRIYA, reason="The test lab burnt down") == {}
    assert project(w, "BOREAS").phase is Phase.HYPERCARE
    (waiver,) = rows(w, Decision)
    assert waiver.rationale == "The test lab burnt down"
    assert waiver.title.startswith("Boreas goes on to hypercare without: “Test report” is missing;")
    assert waiver.decider_id == act(w, PRIYA).person.id


async def test_where_it_is_required_the_lead_may_go_on_with_a_reason(w: World) -> None:
    await strict(w)
    await w.types(PRIYA, "/pmo project BOREAS gates require")
    await w.types(JON, "/pmo project BOREAS phase hypercare @Sam Okafor")
    await w.clicks(JON, "Go on without…", w.last(JON))
    assert await w.submits(JON, ops=SAM, reason="We test on Monday") == {}
    assert (project(w, "BOREAS").phase, project(w, "BOREAS").ops_id) == (Phase.HYPERCARE, act(w, SAM).person.id)
    assert [one.rationale for one in rows(w, Decision)] == ["We test on Monday"]


async def test_where_it_only_warns_the_project_goes_on_and_what_is_missing_is_said(w: World) -> None:
    await strict(w)
    await w.types(PRIYA, "/pmo project BOREAS gates warn")
    answer = await w.hears(JON, "/pmo project BOREAS phase hypercare @Sam Okafor")
    assert "Note: “Test report”," in answer
    assert project(w, "BOREAS").phase is Phase.HYPERCARE


async def test_only_a_pmo_lead_says_how_strictly_gates_are_kept(w: World) -> None:
    assert "Only a PMO lead" in await w.hears(JON, "/pmo project APOLLO gates warn")


async def test_a_phase_that_does_not_follow_and_somebody_elses_word_are_refused(w: World) -> None:
    assert "does not follow" in await w.hears(JON, "/pmo project APOLLO phase value")
    assert "Only Jon or a PMO lead can say where" in await w.hears(MARIA, "/pmo project APOLLO phase hypercare")
    assert "is in delivery already" in await w.hears(JON, "/pmo project APOLLO phase delivery")


async def test_the_report_tells_of_the_new_phase(w: World) -> None:
    await w.types(JON, "/pmo project APOLLO phase hypercare")
    await w.until("2026-12-07", "09:30")
    report = said(w.messages("C0APOLLO")[-1]["blocks"])
    assert "It is in hypercare, just live now; before that it was in delivery" in report
    assert "in hypercare, just live" in await w.hears(JON, "/pmo status APOLLO")


# --- hand-over --------------------------------------------------------------------------


async def handed(w: World) -> list[Item]:
    """Boreas is live, and Sam is asked to take four things over."""
    await strict(w)
    await all_there(w)
    await w.types(JON, "/pmo project BOREAS phase hypercare @Sam Okafor")
    return [item for item in rows(w, Item) if item.transition]


async def test_it_does_not_go_on_before_operations_have_said_yes_to_everything(w: World) -> None:
    items = await handed(w)
    assert [item.owner_id for item in items] == [act(w, SAM).person.id] * 4
    await w.types(JON, "/pmo project BOREAS gates")
    await w.clicks(JON, "It is there…", w.last(JON), about="Open exceptions")
    await w.submits(JON, text="None is open")
    assert "is not handed over" in await w.hears(JON, "/pmo project BOREAS phase value")
    assert "/pmo accept" in await w.hears(SAM, f"/pmo done {items[0].key}")
    for item in items:
        await w.types(SAM, f"/pmo accept {item.key}")
    assert [event.what for event in rows(w, Event)].count("project.handover") == 1
    assert "is not handed over" in await w.hears(JON, "/pmo project BOREAS phase value")
    for item in items:
        await w.types(SAM, f"/pmo done {item.key}")
    assert "live, its value is looked at now" in await w.hears(JON, "/pmo project BOREAS phase value")


# --- the end ----------------------------------------------------------------------------


async def test_it_does_not_end_before_its_value_is_confirmed_or_somebody_takes_that_on(w: World, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    for phase in ("hypercare", "value"):
        await w.types(JON, f"/pmo project APOLLO phase {phase}")
    monkeypatch.setattr(value, "unconfirmed", lambda session, project: ("Half the licences",))
    assert "“Half the licences” is not confirmed" in await w.hears(INES, "/pmo project APOLLO phase closed")
    await w.clicks(INES, "Go on without…", w.last(INES))
    assert await w.submits(INES, reason="We see it in spring") == {}
    assert project(w).phase is Phase.CLOSED
    assert [one.rationale for one in rows(w, Decision, "APOLLO")] == ["We see it in spring"]


async def test_with_its_value_confirmed_the_sponsor_closes_it_with_one_line(w: World) -> None:
    for phase in ("hypercare", "value"):
        await w.types(JON, f"/pmo project APOLLO phase {phase}")
    assert "*Apollo* is closed now." in await w.hears(INES, "/pmo project APOLLO phase closed")


# --- intake -----------------------------------------------------------------------------


async def proposed(w: World, **more: str) -> None:
    """Maria proposes to move the archive; Priya is asked."""
    await w.types(PRIYA, "/pmo")
    await w.types(MARIA, "/pmo propose Move the archive")
    fields = {"goal": "Nobody finds old contracts", "worth": "5", "urgency": "4", "risk": "2", "effort": "3", **more}
    assert await w.submits(MARIA, **fields) == {}


async def test_a_proposal_is_scored_and_the_board_decides_with_outcome_name_and_date(w: World) -> None:
    await proposed(w)
    assert "is proposed, 75 of 100 points. Priya is asked" in said(w.last(MARIA)["blocks"])
    await w.until("2026-11-30", "18:00")
    message = w.inbox(PRIYA)[-1]
    assert "Shall we begin Move the archive?" in said(message["blocks"])
    await w.clicks(PRIYA, "Go", message)
    (decision,) = rows(w, Decision, "MOVETHEARC")
    assert (decision.choice, decision.decider_id) == (1, act(w, PRIYA).person.id)
    assert project(w, "MOVETHEARC").phase is Phase.APPROVED
    listed = await w.hears(JON, "/pmo list proposals")
    assert "*Projects:* 1 approved · 1 in delivery" in listed
    assert "Go, Priya, Mon 30 Nov (D-1)" in listed


async def test_an_answer_taken_back_makes_it_a_proposal_again(w: World) -> None:
    await proposed(w)
    await w.until("2026-11-30", "18:00")
    await w.clicks(PRIYA, "No", w.inbox(PRIYA)[-1])
    assert project(w, "MOVETHEARC").phase is Phase.CLOSED
    await w.clicks(PRIYA, "Undo", w.inbox(PRIYA)[-1])
    assert project(w, "MOVETHEARC").phase is Phase.PROPOSED


async def test_nobody_is_reminded_of_what_is_only_proposed_and_it_has_no_report(w: World) -> None:
    await proposed(w)
    await w.types(MARIA, "/pmo add Count the boxes by tomorrow #movethearc")
    await w.until("2026-12-08", "18:00")
    assert not [brief for brief in w.briefs(MARIA) if "Count the boxes" in said(brief["blocks"])]
    assert not [post for post in w.messages("C0APOLLO") if "Move the archive" in said(post["blocks"])]


async def test_a_strict_proposal_is_not_delivered_before_go_and_then_it_is(w: World) -> None:
    await proposed(w, mode="directive", sponsor=INES)
    assert "Only a PMO lead can say" in await w.hears(MARIA, "/pmo project MOVETHEARC phase approved")
    assert "nobody has decided that it begins" in await w.hears(PRIYA, "/pmo project MOVETHEARC phase approved")
    await w.until("2026-11-30", "18:00")
    await w.clicks(PRIYA, "Go", w.inbox(PRIYA)[-1])
    assert "is in delivery now" in await w.hears(MARIA, "/pmo project MOVETHEARC phase delivery")


async def test_the_pipeline_has_the_most_worth_first(w: World) -> None:
    await proposed(w)
    await w.types(SAM, "/pmo propose Paint the door")
    await w.submits(SAM, goal="It is grey", worth="1")
    listed = await w.hears(JON, "/pmo list proposals")
    assert "2 proposed · 1 in delivery" in listed
    assert listed.index("Move the archive") < listed.index("Paint the door")


# --- value after the launch -----------------------------------------------------------


async def test_a_launch_fixes_what_was_before_and_plans_the_looks_at_each_benefit(w: World) -> None:
    await w.types(JON, "/pmo kpi new")
    await w.submits(JON, title="Tickets a week", project="Apollo (APOLLO)", kind="Benefit", unit="tickets", target="80",
                    source="The helpdesk", owner=MARIA)  # fmt: skip
    await w.types(MARIA, "/pmo kpi K1 120")
    await w.types(JON, "/pmo project APOLLO phase hypercare")
    if w.has_window(JON):
        await w.submits(JON, ops=SAM)
    with w.bot.db.reading() as session:
        (benefit,) = session.exec(select(Kpi)).all()
        days = sorted(item.due for item in session.exec(select(Item).where(Item.about == About.KPI)) if item.due)
    assert benefit.baseline == 120
    live = benefit.live_on
    assert live is not None
    assert [(day - live).days for day in days][-4:] == [30, 60, 90, 180]
