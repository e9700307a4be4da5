"""The packet: what an escalation tells somebody, and what they can do about it."""

from dataclasses import dataclass
from datetime import date

from pmo_bot.model import Escalation, Item, Line, Person, Project
from pmo_bot.rules.escalation import Suggestion
from pmo_bot.rules.question import Question


@dataclass(frozen=True, slots=True)
class Packet:
    """Facts, the owner's words, options and a recommendation, for one reader."""

    reader: Person
    line: Line
    escalation: Escalation
    item: Item
    owner: Person
    project: Project | None
    moved_from: tuple[date, ...]
    """The dates it had before, oldest first."""
    reminders: int
    waiting: tuple[Item, ...]
    sentence: str
    blocker: str
    suggestion: Suggestion
    extend_to: date
    answer_by: date
    can_release: bool = False
    """Supportive mode: the reader decides whether the sponsor hears of it."""
    answered_by: Person | None = None
    acknowledged_by: Person | None = None

    @property
    def is_live(self) -> bool:
        """Whether the reader's answer is still wanted."""
        return (
            self.item.is_open
            and self.escalation.answered_at is None
            and self.escalation.void_at is None
            and self.item.commitment == self.escalation.commitment
        )


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
