"""Every id that Slack hands back to us, and the codec of what a button means.

A button's value says what it does: `1:done:17` or `1:extend:4:2026-12-11`.  The leading number is the version of
this format: messages live longer than releases.
"""

from dataclasses import dataclass
from enum import StrEnum

VERSION = "1"
ACTION_PREFIX = "act."
NOTHING = "noop"
"""The action of link buttons: Slack reports them too."""


class Verb(StrEnum):
    """What a button does."""

    DONE = "done"
    ON_TRACK = "track"
    NEW_DATE = "date"
    BLOCKED = "block"
    UNBLOCK = "unblock"
    SNOOZE = "snooze"
    WHY = "why"
    WHY_THESE = "whys"
    UNDO = "undo"
    SHOW = "show"
    REOPEN = "reopen"
    CHANGE = "change"
    SENTENCE = "sentence"
    EXTEND = "extend"
    EXTEND_TO = "extendto"
    REASSIGN = "reassign"
    DROP = "drop"
    ACKNOWLEDGE = "ack"
    RELEASE = "release"
    PREFERENCES = "prefs"
    PAUSE = "pause"
    OPEN_HOME = "home"
    NEW_ITEM = "new"
    PICK_DATE = "pick"
    NEW_PROJECT = "project"
    ACCEPT = "accept"
    COUNTER = "counter"
    DECLINE = "decline"
    ASK_BACK = "askback"
    APPROVE = "approve"
    KEEP = "keep"
    ANSWER = "answer"
    GIVE = "give"
    HAND = "hand"
    READY = "ready"
    READY_BY = "readyby"
    NOT_WAITED = "notwaited"
    ALLOW = "allow"
    REFUSE = "refuse"
    SEEN = "seen"
    PAGE = "page"
    STATUS = "status"
    CONFIRM = "confirm"
    NOT_YET = "notyet"
    AWAY = "away"
    BACK = "back"
    KEEP_TIME = "keeptime"
    HEIR = "heir"
    HEIRS = "heirs"
    APPLY = "apply"
    WHICH = "which"
    ELSE = "else"
    HAND_OVER = "handover"
    TOGETHER = "together"
    SCOPE = "scope"
    LIVE_WITH = "live"
    NOTE = "note"
    SPONSOR_IN = "sponsorin"
    POLICY_CHANGE = "policy"
    POLICY_HISTORY = "policies"
    POLICY_WITHOUT = "without"
    START_NOW = "startnow"
    WOULD_SEND = "wouldsend"
    CHOOSE = "choose"
    DECIDE = "decide"
    READ_IT = "readit"
    SHOW_DECISION = "decision"
    FOLLOW = "follow"
    REPLACE = "replace"
    EXCEPT = "except"
    REVIEW = "review"
    NOTHING_FOLLOWS = "nofollow"
    WITHDRAW = "withdraw"
    SAY_COLOUR = "colour"
    KEEP_COLOUR = "keepcolour"
    WAITS = "waits"
    FIX = "fix"
    LIFT = "lift"
    OBJECT = "object"
    NEEDS = "needs"
    ASSESS = "assess"
    UNCHANGED = "unchanged"
    MEASURE = "measure"
    PLAN_FOR = "planfor"
    ACTIVATE = "activate"
    HAPPENED = "happened"
    GOAL = "goal"
    GOAL_NEW = "goalnew"
    GOAL_OVER = "goalover"
    GOAL_AGAIN = "goalagain"
    KPI = "kpi"
    KPI_NEW = "kpinew"
    VALUE = "value"
    VALUE_OF = "valueof"
    CAME_TRUE = "cametrue"
    NOT_REACHED = "notreached"
    PULSE_ASK = "pulse"
    SCORE = "score"
    MANDATE = "mandate"
    CARE = "care"
    PHASE = "phase"
    GO_WITHOUT = "gowithout"
    SHOW_GATE = "gate"
    PROVIDE = "provide"
    OFFER = "offer"
    FIRST_DAYS = "firstdays"
    WIN_BACK = "winback"


class Form(StrEnum):
    """Which modal a submission comes from."""

    ADD = "form.add"
    DECIDE = "form.decide"
    NEW_DATE = "form.date"
    BLOCKED = "form.block"
    SENTENCE = "form.sentence"
    REASSIGN = "form.reassign"
    EXTEND = "form.extend"
    PROJECT = "form.project"
    CHANNEL = "form.channel"
    PREFERENCES = "form.prefs"
    COUNTER = "form.counter"
    DECLINE = "form.decline"
    ASK_BACK = "form.askback"
    KEEP = "form.keep"
    ANSWER = "form.answer"
    ASSIGN = "form.assign"
    DONE = "form.done"
    NOT_YET = "form.notyet"
    AWAY = "form.away"
    HEIRS = "form.heirs"
    TOGETHER = "form.together"
    SCOPE = "form.scope"
    DROP = "form.drop"
    LIVE_WITH = "form.live"
    NOTE = "form.note"
    READY_BY = "form.readyby"
    NOT_WAITED = "form.notwaited"
    REFUSE = "form.refuse"
    SNOOZE = "form.snooze"
    MOVE_ANYWAY = "form.moveanyway"
    EXTEND_ANYWAY = "form.extendanyway"
    POLICY = "form.policy"
    ASK_DECISION = "form.askdecision"
    CHOOSE = "form.choose"
    REVIEW = "form.review"
    KEEP_COLOUR = "form.colour"
    WAITS = "form.waits"
    OBJECT = "form.object"
    ASSESS = "form.assess"
    MEASURE = "form.measure"
    PLAN_FOR = "form.planfor"
    GOAL = "form.goal"
    SERVE = "form.serve"
    KPI = "form.kpi"
    VALUE = "form.value"
    NOT_REACHED = "form.notreached"
    PULSE = "form.pulse"
    MANDATE = "form.mandate"
    CARE = "form.care"
    PHASE = "form.phase"
    GO_WITHOUT = "form.gowithout"
    PROVIDE = "form.provide"
    PROPOSE = "form.propose"
    OFFER = "form.offer"
    FIRST = "form.first"
    CRITICAL = "form.critical"


class Shortcut(StrEnum):
    """The shortcuts of the manifest."""

    TRACK = "track_this"
    DECISION = "log_decision"
    RISK = "raise_risk"
    NEW = "new_item"


@dataclass(frozen=True, slots=True)
class Press:
    """A decoded button: what to do, with which row, and what else it carries."""

    verb: Verb
    id: int = 0
    extra: str = ""


def encode(verb: Verb, row_id: int = 0, extra: str = "") -> str:
    """The value of a button or option."""
    return ":".join([VERSION, verb.value, str(row_id), *([extra] if extra else [])])


def decode(value: str) -> Press | None:
    """What a button means; None for a value of another version or none of ours."""
    version, _, rest = value.partition(":")
    verb, _, rest = rest.partition(":")
    row_id, _, extra = rest.partition(":")
    if version != VERSION or verb not in set(Verb) or not row_id.isdecimal():
        return None
    return Press(Verb(verb), int(row_id), extra)


def action_id(verb: Verb, row_id: int = 0, extra: str = "") -> str:
    """An action id that is unique within its block."""
    return ACTION_PREFIX + ":".join(part for part in (verb.value, str(row_id), extra) if part)
