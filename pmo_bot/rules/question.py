"""A question about an item, as one reader sees it: in an ask, or in the brief that reminds of it."""

from dataclasses import dataclass
from datetime import date

from pmo_bot.model import Decision, DecisionOption, Item, Line, LineKind, Mode, Person, Project, Risk
from pmo_bot.rules.heirs import Heir


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, by whom, and all that an answer needs to know."""

    reader: Person
    line: Line
    item: Item
    live: bool
    """Whether the reader's word is still wanted."""
    owner: Person | None = None
    requester: Person | None = None
    project: Project | None = None
    other: Person | None = None
    """Whom an owner who declined suggests; who is waited for; who moved the date before."""
    about: Item | None = None
    """What is waited for, or whose date moved; None where the reader may not know of it."""
    was: date | None = None
    """The date that this had before it moved."""
    fits: bool = False
    """Whether what was moved is still due before what waits for it, be it named or not."""
    objected: bool = False
    """The reader objected to that."""
    instead_of: Person | None = None
    """For whom the reader stands in."""
    words: str = ""
    """What was said with it: a reason, a question, an answer."""
    load: int = 0
    """How many other things the owner has due in the week of the date."""
    together: tuple[Item, ...] = ()
    """Everything that is asked about at once, worst first, where it is more than `item`."""
    heirs: tuple[Heir, ...] = ()
    """Who might take over what somebody left behind, the best one first."""
    handed_by: Person | None = None
    """Who gave it to the reader, where that is somebody else than whoever asked for it."""
    options: tuple[DecisionOption, ...] = ()
    """What there is to choose from."""
    decision: Decision | None = None
    """What was decided."""
    risk: Risk | None = None
    """How it was assessed, where that is asked about."""
    undo: int | None = None
    """The event of the reader's own last click, while it can be taken back."""

    @property
    def kind(self) -> LineKind:
        """What is asked."""
        return self.line.kind

    @property
    def mode(self) -> Mode:
        """How the project is run."""
        return self.project.mode if self.project is not None else Mode.SUPPORTIVE

    @property
    def by(self) -> date | None:
        """The date that is asked about: the one offered, else the item's own."""
        return self.item.offer_due if self.kind is LineKind.COUNTER and self.item.offer_due else self.item.due
