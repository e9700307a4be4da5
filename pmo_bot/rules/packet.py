"""The packet: what an escalation tells somebody, and what they can do about it."""

from dataclasses import dataclass
from datetime import date, datetime

from pmo_bot.model import Escalation, Item, Line, Person, Project
from pmo_bot.rules.escalation import Suggestion
from pmo_bot.rules.question import Question


@dataclass(frozen=True, slots=True)
class Packet:
    """Facts, the owner's words, options and a recommendation, for one reader.

    The owner's preview is the same packet, made for the day on which it will be read: what it says is one text.
    """

    reader: Person
    line: Line
    escalation: Escalation
    item: Item
    owner: Person
    project: Project | None
    moved_from: tuple[date, ...]
    """The dates it had before, oldest first."""
    reminders: int
    """How often its owner was reminded before the preview."""
    waiting: tuple[Item, ...]
    """What waits for it: milestones first, then by date."""
    sentence: str
    blocker: str
    """Whom or what it waits for itself, in a few words."""
    suggestion: Suggestion
    extend_to: date
    answer_by: date
    can_release: bool = False
    """Supportive mode: the reader decides whether anybody else hears of it."""
    answered_by: Person | None = None
    acknowledged_by: Person | None = None
    reminded_on: date | None = None
    """When its owner was reminded last."""
    blocked_since: date | None = None
    others: tuple[Person, ...] = ()
    """Who is waited for, besides owner and reader."""
    next_reader: Person | None = None
    """Who is asked after the reader, if there is no answer."""
    goes_on: datetime | None = None
    """When; None while that is the reader's own choice."""
    instead_of: Person | None = None
    """For whom the reader stands in."""
    gathered_by: Person | None = None
    """Who has brought people together about it."""

    @property
    def is_live(self) -> bool:
        """Whether the reader's answer is still wanted."""
        return (
            self.item.is_open
            and self.escalation.answered_at is None
            and self.escalation.void_at is None
            and self.item.commitment == self.escalation.commitment
        )

    @property
    def said_on(self) -> date:
        """The day from which its dates are told: the preview's, so that both read the same."""
        return self.escalation.created_at.date()


@dataclass(frozen=True, slots=True)
class Ask:
    """One message with what waits for one reader's word: escalations and questions, each worst first."""

    reader: Person
    post_key: str
    packets: tuple[Packet, ...]
    more: int
    questions: tuple[Question, ...] = ()
    first_contact: bool = False

    @property
    def open_count(self) -> int:
        """How much of it still waits."""
        live = sum(packet.is_live for packet in self.packets) + sum(question.live for question in self.questions)
        return live + self.more
