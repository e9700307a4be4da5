"""The nouns: one file each, tables without behaviour that needs a database."""

from pmo_bot.model.absence import Absence
from pmo_bot.model.base import Base, UTCDateTime
from pmo_bot.model.decision import Decision, DecisionOption, DecisionPerson, DecisionState, Part
from pmo_bot.model.escalation import Escalation
from pmo_bot.model.event import MOVES, Event, Note, Wording
from pmo_bot.model.freeze import Freeze
from pmo_bot.model.item import TITLE_LENGTH, About, Acceptance, Confirmation, Item, Kind, Priority, State
from pmo_bot.model.lesson import Lesson
from pmo_bot.model.line import Line, LineKind
from pmo_bot.model.link import Link
from pmo_bot.model.outbox import Post, PostKind, PostState, Sent
from pmo_bot.model.person import Person, Profile, Role, Standing
from pmo_bot.model.policy import Policy
from pmo_bot.model.project import ChannelMember, Health, Mode, Phase, Project
from pmo_bot.model.risk import Contingency, Mitigation, Response, Risk
from pmo_bot.model.saying import Saying
from pmo_bot.model.snapshot import Snapshot
from pmo_bot.model.workspace import Workspace

__all__ = [
    "MOVES", "TITLE_LENGTH", "About", "Absence", "Acceptance", "Base", "ChannelMember", "Confirmation", "Contingency",
    "Decision", "DecisionOption", "DecisionPerson", "DecisionState", "Escalation", "Event", "Freeze", "Health", "Item",
    "Kind", "Lesson", "Line", "LineKind", "Link", "Mitigation", "Mode", "Note", "Part", "Person", "Phase", "Policy",
    "Post", "PostKind", "PostState", "Priority", "Profile", "Project", "Response", "Risk", "Role", "Saying", "Sent",
    "Snapshot", "Standing", "State", "UTCDateTime", "Wording", "Workspace",
]  # fmt: skip
