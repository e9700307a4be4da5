"""The nouns: one file each, tables without behaviour that needs a database."""

from pmo_bot.model.absence import Absence
from pmo_bot.model.alarm import OF_PROCESS, Alarm, Cause, Punctuality, Watch
from pmo_bot.model.base import Base, UTCDateTime
from pmo_bot.model.baseline import Baseline
from pmo_bot.model.basis import Basis
from pmo_bot.model.decision import Decision, DecisionOption, DecisionPerson, DecisionState, Part
from pmo_bot.model.edition import Edition
from pmo_bot.model.escalation import Escalation
from pmo_bot.model.event import MOVES, TELLING, Event, Note, Wording
from pmo_bot.model.feed import Feed
from pmo_bot.model.freeze import Freeze
from pmo_bot.model.gate import Artefact
from pmo_bot.model.goal import Goal
from pmo_bot.model.grant import Grant
from pmo_bot.model.installation import Installation, InstallAttempt
from pmo_bot.model.item import TITLE_LENGTH, About, Acceptance, Confirmation, Item, Kind, Priority, State
from pmo_bot.model.kpi import Direction, Frequency, Kpi, KpiKind, Outcome
from pmo_bot.model.lesson import Lesson, LessonAsked, LessonKind, LessonTag, LessonUse, LessonWord
from pmo_bot.model.line import Line, LineKind
from pmo_bot.model.link import Link
from pmo_bot.model.mandate import Mandate
from pmo_bot.model.measurement import Measurement, Pulse, Taken
from pmo_bot.model.outbox import Post, PostKind, PostState, Sent
from pmo_bot.model.outline import AnyItem, Outline
from pmo_bot.model.pair import Likeness, Pair, PairAnswer, PairLine
from pmo_bot.model.person import ERASED, Account, Person, Profile, Role, Standing
from pmo_bot.model.policy import Policy
from pmo_bot.model.project import ChannelMember, Enforce, Health, Mode, Phase, Project
from pmo_bot.model.risk import Contingency, Mitigation, Response, Risk
from pmo_bot.model.saying import Saying
from pmo_bot.model.snapshot import Snapshot
from pmo_bot.model.stakeholder import Audience, Cadence, Stakeholder
from pmo_bot.model.tag import PersonSkill, Tag, Tagged, TagKind
from pmo_bot.model.template import Template
from pmo_bot.model.update_note import UpdateNote
from pmo_bot.model.win import Win
from pmo_bot.model.workspace import Erasing, Workspace

__all__ = [
    "ERASED",
    "MOVES",
    "OF_PROCESS",
    "TELLING",
    "TITLE_LENGTH",
    "About",
    "Absence",
    "Acceptance",
    "Account",
    "Alarm",
    "AnyItem",
    "Artefact",
    "Audience",
    "Base",
    "Baseline",
    "Basis",
    "Cadence",
    "Cause",
    "ChannelMember",
    "Confirmation",
    "Contingency",
    "Decision",
    "DecisionOption",
    "DecisionPerson",
    "DecisionState",
    "Direction",
    "Edition",
    "Enforce",
    "Erasing",
    "Escalation",
    "Event",
    "Feed",
    "Freeze",
    "Frequency",
    "Goal",
    "Grant",
    "Health",
    "InstallAttempt",
    "Installation",
    "Item",
    "Kind",
    "Kpi",
    "KpiKind",
    "Lesson",
    "LessonAsked",
    "LessonKind",
    "LessonTag",
    "LessonUse",
    "LessonWord",
    "Likeness",
    "Line",
    "LineKind",
    "Link",
    "Mandate",
    "Measurement",
    "Mitigation",
    "Mode",
    "Note",
    "Outcome",
    "Outline",
    "Pair",
    "PairAnswer",
    "PairLine",
    "Part",
    "Person",
    "PersonSkill",
    "Phase",
    "Policy",
    "Post",
    "PostKind",
    "PostState",
    "Priority",
    "Profile",
    "Project",
    "Pulse",
    "Punctuality",
    "Response",
    "Risk",
    "Role",
    "Saying",
    "Sent",
    "Snapshot",
    "Stakeholder",
    "Standing",
    "State",
    "Tag",
    "TagKind",
    "Tagged",
    "Taken",
    "Template",
    "UTCDateTime",
    "UpdateNote",
    "Watch",
    "Win",
    "Wording",
    "Workspace",
]  # fmt: skip
