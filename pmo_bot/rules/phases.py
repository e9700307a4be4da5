"""The life of a project: which phase follows which, who may say so, and what has to be there first."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pmo_bot.model import Acceptance, Artefact, Decision, Enforce, Item, Mode, Person, Phase, Project, Role, Workspace
from pmo_bot.rules.permission import may_lead
from pmo_bot.rules.silence import BEFORE

ORDER = tuple(Phase)
MOVES: dict[Phase, tuple[Phase, ...]] = {
    Phase.PROPOSED: (Phase.APPROVED, Phase.CLOSED),
    Phase.APPROVED: (Phase.DELIVERY, Phase.CLOSED),
    Phase.DELIVERY: (Phase.HYPERCARE, Phase.CLOSED),
    Phase.HYPERCARE: (Phase.VALUE, Phase.DELIVERY, Phase.CLOSED),
    Phase.VALUE: (Phase.CLOSED, Phase.HYPERCARE),
    Phase.CLOSED: (Phase.DELIVERY,),
}
"""What can follow: the next phase, the one before where it was left too early, and the end."""


class Obstacle(StrEnum):
    """Why a project cannot simply go on."""

    ARTEFACT = "artefact"
    """Something that its gate asks for is missing."""
    HAND_OVER = "handover"
    """Operations have not taken over everything."""
    VALUE = "value"
    """Nobody has confirmed what it was worth."""
    EARLY = "early"
    """It ends before its value was looked at."""
    UNDECIDED = "undecided"
    """Nobody has decided that it begins."""


HARD = frozenset({Obstacle.HAND_OVER, Obstacle.UNDECIDED})
"""What no waiver replaces: somebody else's yes."""


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing in the way."""

    obstacle: Obstacle
    name: str = ""
    """What is missing, in the words of whoever asked for it."""
    item: Item | None = None


def may_move(person: Person, project: Project, to: Phase) -> bool:
    """Whether this person may say that a project goes on: its lead, a PMO lead; the sponsor may end it.

    What was proposed goes on by a decision of the board, and only a PMO lead opens again what was closed.
    """
    if project.phase in (Phase.PROPOSED, Phase.CLOSED):
        return person.role is Role.PMO
    return may_lead(person, project) or (to is Phase.CLOSED and person.id == project.sponsor_id)


def is_forward(project: Project, to: Phase) -> bool:
    """Whether this goes on in the order of phases, and not back."""
    return ORDER.index(to) > ORDER.index(project.phase)


def level(project: Project, workspace: Workspace | None) -> Enforce:
    """What happens where a gate lacks something: as the project says, else as the workspace does."""
    return project.gates or (workspace.gates if workspace is not None else Enforce.REQUIRE)


def lacking(
    project: Project, to: Phase, *, artefacts: Sequence[Artefact] = (), transition: Sequence[Item] = (),
    unconfirmed: Sequence[str] = (), decided: Decision | None = None,
) -> tuple[Lack, ...]:  # fmt: skip
    """All that is in the way of a move; nothing is in the way of going back."""
    if not is_forward(project, to):
        return ()
    found = []
    if needs_decision(project, to) and decided is None:
        found.append(Lack(Obstacle.UNDECIDED))
    if to is not Phase.CLOSED or project.phase is Phase.VALUE:
        missing = [one for one in artefacts if one.phase is project.phase and one.provided_at is None]
        found += [Lack(Obstacle.ARTEFACT, one.name) for one in sorted(missing, key=lambda one: one.position)]
    if project.phase is Phase.HYPERCARE and to is Phase.VALUE:
        found += [Lack(Obstacle.HAND_OVER, item.title, item) for item in transition if not is_handed_over(item)]
    if to is Phase.CLOSED:
        found += _at_the_end(project, unconfirmed)
    return tuple(found)


def _at_the_end(project: Project, unconfirmed: Sequence[str]) -> list[Lack]:
    early = project.phase in (Phase.DELIVERY, Phase.HYPERCARE)
    return ([Lack(Obstacle.EARLY)] if early else []) + [
        Lack(Obstacle.VALUE, name) for name in unconfirmed if not may_close(project, unconfirmed)
    ]


def may_close(project: Project, unconfirmed: Sequence[str]) -> bool:
    """Whether a project may end without anybody's taking it on themselves: what it was worth is confirmed.

    `unconfirmed` names what nobody has confirmed; what never began has nothing to confirm.
    """
    return not unconfirmed or project.phase in BEFORE


def is_handed_over(item: Item) -> bool:
    """Whether operations said yes to an item of the hand-over, and finished it."""
    return not item.is_open and item.acceptance is Acceptance.ACCEPTED


def needs_decision(project: Project, to: Phase) -> bool:
    """Whether somebody has to have decided that a project begins before it goes here.

    A strict project is never delivered without; one that was delivered before it became strict goes on.
    """
    return project.mode is Mode.DIRECTIVE and project.phase in BEFORE and to not in (Phase.CLOSED, Phase.PROPOSED)


def may_waive(person: Person, project: Project, lacks: Sequence[Lack], enforce: Enforce) -> bool:
    """Whether this person may take on themselves that a project goes on without something."""
    if any(one.obstacle in HARD for one in lacks):
        return False
    if enforce is Enforce.BLOCK and any(one.obstacle is Obstacle.ARTEFACT for one in lacks):
        return person.role is Role.PMO
    return True


def stops(lacks: Sequence[Lack], enforce: Enforce) -> tuple[Lack, ...]:
    """What stops a move at this level; what is only warned of does not."""
    if enforce is Enforce.WARN:
        return tuple(one for one in lacks if one.obstacle is not Obstacle.ARTEFACT)
    return tuple(lacks)
