"""An item: what somebody owes by a date: an action, milestone, risk or issue, an answer to a question, a check."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime, text_enum

TITLE_LENGTH = 500


class Kind(StrEnum):
    """What an item is; the letter of its key."""

    ACTION = "A"
    MILESTONE = "M"
    RISK = "R"
    ISSUE = "I"
    DECISION = "D"
    """A question that somebody is to decide; the decision gets its number."""
    CHECK = "C"
    """Something to look at again."""


class State(StrEnum):
    """Where an item stands.  Blocked is not a state: a started item can be blocked."""

    OPEN = "open"
    STARTED = "started"
    DONE = "done"
    DROPPED = "dropped"


class Priority(StrEnum):
    """How much it matters, least first."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    CRITICAL = "critical"


class Acceptance(StrEnum):
    """Where the promise behind an item stands between whoever asked and whoever owes it."""

    REQUESTED = "requested"
    """The owner is asked."""
    ACCEPTED = "accepted"
    COUNTERED = "countered"
    """The owner offered another date: whoever decides about it is asked.  The due date is what it was."""
    DECLINED = "declined"
    """The owner said that it is not theirs: the requester is asked who else."""
    QUESTIONED = "questioned"
    """The owner needs to know something first: the requester is asked."""


class About(StrEnum):
    """What is looked at in a check."""

    DECISION = "decision"
    """Is it still true?"""
    KPI = "kpi"
    """What is its value now?"""
    PULSE = "pulse"
    """What does somebody think of it, from one to five?"""
    DIP = "dip"
    """It fell twice in a row: what helps?"""
    MANDATE = "mandate"
    """Does it still say what the PMO is for?"""
    READY = "ready"
    """Is somebody ready to do their part, should a risk happen?"""
    OFFER = "offer"
    """Does a colleague take over an item?"""
    FIRST = "first"
    """Does a project still come first?"""
    LESSON = "lesson"
    """What did its project learn?"""
    FIRST_DAYS = "first_days"
    """How do the first ninety days of the PMO go?"""


class Confirmation(StrEnum):
    """Whether somebody has to agree that an item is done."""

    AWAITED = "awaited"
    CONFIRMED = "confirmed"


class Item(Base, table=True):
    """Something owed.  A *commitment* is an owner with a date; each change of either is a new one."""

    __tablename__ = "item"
    __table_args__ = (
        UniqueConstraint("team_id", "number"),
        UniqueConstraint("team_id", "ref"),
        Index("ix_item_owner_open", "team_id", "owner_id", sqlite_where=text("closed_at IS NULL"),
              postgresql_where=text("closed_at IS NULL")),
        Index("ix_item_project_open", "team_id", "project_id", sqlite_where=text("closed_at IS NULL"),
              postgresql_where=text("closed_at IS NULL")),
        Index("ix_item_requester_open", "team_id", "requester_id", sqlite_where=text("closed_at IS NULL"),
              postgresql_where=text("closed_at IS NULL")),
        Index("ix_item_closed", "team_id", "project_id", "closed_at", sqlite_where=text("closed_at IS NOT NULL"),
              postgresql_where=text("closed_at IS NOT NULL")),
        Index("ix_item_confirmation", "team_id", "confirmation", "project_id",
              sqlite_where=text("confirmation IS NOT NULL"), postgresql_where=text("confirmation IS NOT NULL")),
        Index("ix_item_decision", "team_id", "decision_number", sqlite_where=text("decision_number IS NOT NULL"),
              postgresql_where=text("decision_number IS NOT NULL")),
        Index("ix_item_about", "team_id", "about", "about_id", sqlite_where=text("about_id IS NOT NULL"),
              postgresql_where=text("about_id IS NOT NULL")),
        Index("ix_item_blocked_on", "team_id", "blocked_on_id", sqlite_where=text("blocked_on_id IS NOT NULL"),
              postgresql_where=text("blocked_on_id IS NOT NULL")),
        Index("ix_item_due", "team_id", "due", sqlite_where=text("closed_at IS NULL AND due IS NOT NULL"),
              postgresql_where=text("closed_at IS NULL AND due IS NOT NULL")),
        Index("ix_item_wake", "wake_at", sqlite_where=text("wake_at IS NOT NULL"),
              postgresql_where=text("wake_at IS NOT NULL")),
    )  # fmt: skip

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(foreign_key="workspace.team_id", max_length=32)
    number: int
    kind: Kind = Field(default=Kind.ACTION, sa_type=text_enum(Kind))
    title: str = Field(max_length=TITLE_LENGTH)
    done_means: str = Field(default="", max_length=2000)
    project_id: int | None = Field(default=None, foreign_key="project.id")
    owner_id: int | None = Field(default=None, foreign_key="person.id")
    requester_id: int | None = Field(default=None, foreign_key="person.id")
    contact_id: int | None = Field(default=None, foreign_key="person.id")
    due: date | None = None
    """A local date in the owner's zone."""
    due_time: time | None = None
    priority: Priority = Field(default=Priority.NORMAL, sa_type=text_enum(Priority))
    state: State = Field(default=State.OPEN, sa_type=text_enum(State))
    created_at: datetime = Field(sa_type=UTCDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)

    commitment: int = 0
    """Counts the pairs of owner and date this item has had."""
    committed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When owner and date both became what they are now."""
    slips: int = 0
    """How often the date moved to a later day."""
    snoozed_until: date | None = None
    """Local date on which its lines come back; neither the date nor the ladder moves."""
    blocked_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    blocked_by_id: int | None = Field(default=None, foreign_key="person.id")
    blocked_on_id: int | None = Field(default=None, foreign_key="item.id")
    blocked_by_text: str = Field(default="", max_length=500)

    blocked_ok: bool | None = None
    """Whether the lead agreed that the clock stands still for what was said in free text; None before an answer."""
    blocked_until: date | None = None
    """By when whoever is waited for said to be ready."""

    acceptance: Acceptance | None = Field(default=None, sa_type=text_enum(Acceptance))
    """None while nobody owns it."""
    turn_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """Since when whoever has the word has it, or nobody owns it; it names the turn."""
    offer_due: date | None = None
    """The date the owner offers instead; the due date moves only when it is approved."""
    offer_owner_id: int | None = Field(default=None, foreign_key="person.id")
    """Whom an owner who declined suggests."""
    offer_note_id: int | None = None
    """The note with what was said at the last turn: a reason, a question, an answer.  Notes refer to items, so this
    is no foreign key: two tables that need each other could not be made one after the other."""

    held_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """Since when somebody else's word is waited for; None while it is the owner's turn."""
    held_days: int = 0
    """The owner's working days of this commitment that were spent waiting for somebody else."""

    confirmation: Confirmation | None = Field(default=None, sa_type=text_enum(Confirmation))
    """Set when it is done and the requester has to agree."""
    evidence_id: int | None = None
    """The note with what the owner said, or linked to, when it was done."""

    transition: bool = False
    """It belongs to the hand-over to operations: the project goes on when all of these are accepted and closed."""
    decision_number: int | None = None
    """The decision that it follows from."""
    about: About | None = Field(default=None, sa_type=text_enum(About))
    """What a check looks at."""
    about_id: int | None = None
    """The row of it, of the table that `about` names."""
    ref: str | None = Field(default=None, max_length=255)
    """The key in the system this item was imported from, as `jira:KEY`."""
    severity: int | None = None
    """Of an issue: 1 stops the work, 4 is a blemish; None before anybody has said."""
    effort: int | None = None
    """Points from 1 to 8; None counts as what is usual for its kind."""
    skills: list[int] = Field(default_factory=list, sa_type=JSON)
    """The tags of what somebody has to be able to do for it."""
    permalink: str | None = Field(default=None, max_length=2048)
    """The message it was captured from."""
    wake_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """Cache for the index: when the plan has to look at this item again.  Never the truth."""

    @property
    def key(self) -> str:
        """How people name it: `A-12`."""
        return f"{self.kind}-{self.number}"

    @property
    def is_open(self) -> bool:
        """Whether it is still owed."""
        return self.closed_at is None
