"""How the life of a project is told: its phases, what is missing, who went on without it."""

from collections.abc import Mapping, Sequence
from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import NAME_SHOWN, name, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words.naming import both, things
from pmo_bot.blocks.words.phase_names import PHASES
from pmo_bot.model import Artefact, Decision, Enforce, Item, Person, Phase, Project
from pmo_bot.rules.phases import Lack, Obstacle

LEVELS = {
    Enforce.WARN: "what is missing is said, and it goes on",
    Enforce.REQUIRE: "it goes on without something only with a name and a reason",
    Enforce.BLOCK: "only a PMO lead lets it go on without something",
}
NAMES_SHOWN = 80
LISTED = 10


def lack(one: Lack) -> str:
    """One thing that is missing, as part of a sentence."""
    match one.obstacle:
        case Obstacle.ARTEFACT:
            return f"“{shown_name(one.name)}” is missing"
        case Obstacle.HAND_OVER:
            key = f" ({one.item.key})" if one.item is not None else ""
            return f"“{shown_name(one.name)}”{key} is not handed over"
        case Obstacle.VALUE:
            return f"“{shown_name(one.name)}” is not confirmed"
        case Obstacle.EARLY:
            return "nobody has looked at its value"
        case Obstacle.UNDECIDED:
            return "nobody has decided that it begins"


def shown_name(text: str) -> str:
    """A name as far as a sentence has room for it."""
    return text if len(text) <= NAMES_SHOWN else f"{text[: NAMES_SHOWN - 1]}…"


def lacking(lacks: Sequence[Lack]) -> str:
    """All that is missing, as one clause."""
    papers = [f"“{shown_name(one.name)}”" for one in lacks if one.obstacle is Obstacle.ARTEFACT]
    more = len(papers) - LISTED
    named = both([*papers[:LISTED], *([f"{more} more"] if more > 0 else [])])
    missing = [f"{named} {'is' if len(papers) == 1 else 'are'} missing"] if papers else []
    rest = [lack(one) for one in lacks if one.obstacle is not Obstacle.ARTEFACT]
    more = len(rest) - LISTED
    return "; ".join([*missing, *rest[:LISTED], *([f"and {more} more"] if more > 0 else [])])


def labels(lacks: Sequence[Lack]) -> list[str]:
    """The same for the title of a decision."""
    return [lack(one) for one in lacks]


def gate_lacks(project: Project, phase: Phase, lacks: Sequence[Lack], may_waive: bool) -> Markup:
    """Why a project stays where it is, and what helps."""
    return mrkdwn(
        "*{name}* stays {was}: {lacks}. {step}", name=shown(project.name, NAME_SHOWN), was=PHASES[project.phase],
        lacks=lacking(lacks), step=_step(project, phase, lacks, may_waive),
    )  # fmt: skip


def _step(project: Project, phase: Phase, lacks: Sequence[Lack], may_waive: bool) -> Markup:
    kinds = {one.obstacle for one in lacks}
    if Obstacle.UNDECIDED in kinds:
        return mrkdwn("Ask for it: `/pmo propose {key}`.", key=project.key)
    if Obstacle.HAND_OVER in kinds:
        return mrkdwn("`/pmo list #{tag}` shows what whoever runs it has not taken over yet.", tag=project.key.lower())
    if may_waive:
        return mrkdwn("`/pmo project {key} gates` shows what it needs; or go on without it, with your reason.",
                      key=project.key)  # fmt: skip
    return mrkdwn("`/pmo project {key} gates` shows what it needs; only a PMO lead lets it go on without.",
                  key=project.key)  # fmt: skip


def moved(
    project: Project, lacks: Sequence[Lack], waiver: Decision | None, handed: Sequence[Item], ops: Person | None
) -> Markup:
    """A project in its new phase, with what came with it."""
    text = mrkdwn("*{name}* is {phase} now.", name=shown(project.name, NAME_SHOWN), phase=PHASES[project.phase])
    if waiver is not None:
        text += mrkdwn(" Without all that its gate asks for, as you decided ({key}).", key=waiver.key)
    elif lacks:
        text += mrkdwn(" Note: {lacks}.", lacks=lacking(lacks))
    if handed:
        text += mrkdwn(" {ops} is asked to take over {count}.", ops=name(ops), count=things(len(handed)))
    return text


def gate(
    project: Project, artefacts: Sequence[Artefact], level: Enforce, people: Mapping[int, Person], today: date
) -> Markup:
    """Where a project stands in its life."""
    there = sum(1 for one in artefacts if one.phase is project.phase and one.provided_at is not None)
    needed = sum(1 for one in artefacts if one.phase is project.phase)
    said = f"{there} of {needed} things are there that it needs to go on; {LEVELS[level]}."
    return mrkdwn("*{name}* is {phase}. {said}", name=shown(project.name, NAME_SHOWN), phase=PHASES[project.phase],
                  said=said if needed else _nothing_needed(project, artefacts))  # fmt: skip


def _nothing_needed(project: Project, artefacts: Sequence[Artefact]) -> Markup:
    """Where the gate ahead asks for nothing: whether others do, and what comes next."""
    if project.phase is Phase.CLOSED:
        return mrkdwn("Nothing comes after that.")
    if artefacts:
        return mrkdwn("Its next gate asks for nothing; what the others ask for is listed here.")
    return mrkdwn("No gate asks for anything: when it is time, *Next phase…* moves it on.")


def artefact(one: Artefact, people: Mapping[int, Person], today: date) -> Markup:
    """`✓ Rollback plan — Maria, Tue 1 Dec: https://…`, or what is missing."""
    leaves = "to leave delivery" if one.phase is Phase.DELIVERY else f"to go on when it is {PHASES[one.phase]}"
    if one.provided_at is None:
        return mrkdwn("☐ {name} — missing, {leaves}", name=shown(one.name), leaves=leaves)
    who = name(people.get(one.provided_by_id or 0))
    return mrkdwn("☑ {name} — {who}, {day}: {text}", name=shown(one.name), who=who,
                  day=when.day(one.provided_at.date(), today), text=shown(one.shown))  # fmt: skip


def provided(project: Project, one: Artefact) -> Markup:
    """Something a gate asks for is there."""
    return mrkdwn("Kept: “{name}” is there for *{project}*.", name=shown(one.name),
                  project=shown(project.name, NAME_SHOWN))  # fmt: skip


def enforced(project: Project | None, level: Enforce) -> Markup:
    """How strictly gates are kept from now on."""
    where = shown(project.name, NAME_SHOWN) if project is not None else Markup("every project that says nothing else")
    return mrkdwn("Kept for {where}: {level}.", where=where, level=LEVELS[level])


PHASE_TO, PHASE_OPS, PHASE_OPS_HINT = "Where does it go?", "Who runs it from now on?", (
    "For the time after go-live: what is handed over is asked of them, one by one."
)  # fmt: skip
WAIVE_WHY, WAIVE_HINT = "Why is that all right?", "It is kept as your decision, with your name."
PROVIDE_WHAT, PROVIDE_HINT = "Where is it?", "A link, or a sentence that shows it."
