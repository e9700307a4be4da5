"""The packet: what an escalation tells somebody, and what they can do about it."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pmo_bot.model import DecisionOption, Escalation, Item, Line, Person, Project
from pmo_bot.rules.escalation import Suggestion
from pmo_bot.rules.question import Question


@dataclass(frozen=True, slots=True)
class Successor:
    """Who leads, or sponsors, instead of whoever was asked."""

    person: Person
    sponsors: bool
    is_asked: bool
    """Whether the question goes to them: not where somebody above them knows of it already."""


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
    paused_until: datetime | None = None
    """Until when nobody else is asked, because somebody has seen it since the reader was asked."""
    options: tuple[DecisionOption, ...] = ()
    """What its reader may choose from, where a decision is what is late."""
    successor: Successor | None = None
    """Who has the part for which the reader was asked, since then."""
    asked_before: tuple[tuple[Person, date], ...] = ()
    """Who was asked before the reader, and on which day of the reader's."""

    @property
    def is_live(self) -> bool:
        """Whether the reader's answer is still wanted."""
        return (
            self.item.is_open
            and self.successor is None
            and self.escalation.answered_at is None
            and self.escalation.void_at is None
            and self.item.commitment == self.escalation.commitment
        )

    @property
    def wanted_by(self) -> date:
        """The reader's day until which an answer is in time: a pause moves it on, and nobody else is asked before."""
        zone = ZoneInfo(self.reader.zone)
        goes_on = self.goes_on.astimezone(zone).date() if self.goes_on is not None else None
        if self.paused_until is not None:
            return max(goes_on or self.answer_by, self.paused_until.astimezone(zone).date())
        return min(goes_on or self.answer_by, self.answer_by)

    @property
    def wanted_at(self) -> datetime | None:
        """The instant on that day from which somebody else is asked; None when that is later, or nobody is."""
        goes_on = self.goes_on if self.next_reader is not None else None
        if goes_on is None or goes_on.astimezone(ZoneInfo(self.reader.zone)).date() != self.wanted_by:
            return None
        return goes_on

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
    left_out: tuple[str, ...] = ()
    """The keys of what cannot be shown here."""

    @property
    def open_count(self) -> int:
        """How much of it still waits."""
        live = sum(packet.is_live for packet in self.packets) + sum(question.live for question in self.questions)
        return live + self.more
