"""Who may do what: one table of every way in, by what somebody is to the thing it is about.

It decides nothing: `rules/permission.py` does, inside each transaction.  It says what has to come out, and
`tests/rights` plays every cell of it; a command, a button, a window, a shortcut or an event without a row fails there.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pmo_bot.blocks.ids import Form, Shortcut, Verb

ROLES = (
    "owner", "stand-in", "requester", "contact", "waited for", "watcher", "lead", "sponsor", "PMO lead", "member",
    "other member", "guest here", "guest", "outsider",
)  # fmt: skip
"""What somebody is to an item and its project.  `member` and `guest here` are in the project's channel, and so are its
lead and sponsor; nobody else is.  `stand-in` acts for the owner, who is away; `outsider` is of another organisation."""
NOBODY = ("left", "app")
"""Who has left, and other apps: they may do nothing at all, and neither may anybody of another workspace."""

MAY, MAY_NOT, UNKNOWN = "+", "-", "?"
"""Done or shown; refused with a sentence; refused with the words for what does not exist."""


@dataclass(frozen=True, slots=True)
class Right:
    """One row of the table: who may, in a project that everybody may see and in that of a private channel."""

    what: str
    open: str
    private: str

    def answer(self, role: str, *, private: bool) -> str:
        """What somebody gets."""
        return (self.private if private else self.open)[ROLES.index(role)]


def _same(what: str, answers: str) -> Right:
    """What has nothing to do with a project."""
    return Right(what, answers, answers)


# --- what there is to be allowed --------------------------------------------------------------
#                                              osrcwwlspmogg o    osrcwwlspmogg o

ANYBODY = _same("their own day, lists, settings, help", "++++++++++++++")
ADD = _same("note or decide something outside of projects", "+++++++++++++-")
BEGIN = _same("start a project", "+++++++++++++-")
MEMBERS = _same("propose a project", "+++++++++++---")
GOALS = _same("see goals", "+++++++++++???")
PMO = _same("goals, the mandate, rules for all projects", "--------+-----")
MANDATED = _same("how the PMO itself does", "-------++-----")
LEFT_BEHIND = _same("give away what somebody left behind", "------+-+-----")
HANDOVER = _same("a hand-over note about somebody", "++----+-+-----")
OWN_WORDS = _same("what was said to the bot, or undone", "+-------------")

SEE = Right("see a project, add to it", "++++++++++++??", "??????++?+?+??")
LEAD = Right("change a project", "------+-+---??", "??????+-?-?-??")
BUDGET = Right("a project's budget and figures", "------+++---??", "??????++?-?-??")
FIGURE = Right("change what a figure measures", "------+++---??", "-?????++?-?-??")
PILOT = Right("say which projects are tried first", "--------+-----", "--------?-----")
PMO_HERE = Right("policy, gates and templates of a project", "--------+---??", "??????--?-?-??")
COPY = Right("begin a project like another", "------+-+---??", "??????--?-?-??")
LETTERS = _same("send again what did not arrive", "--------+-----")
SPONSOR = _same("say yes to sponsoring", "-------+------")
WINS = Right("take a win back", "------+-+-----", "??????+-?-?-??")

SEE_ITEM = Right("see an item, leave a note", "++++++++++++??", "+?++??++?+?+??")
SEE_WAITING = Right("see an item somebody is waited for at", "++++++++++++??", "+?+++?++?+?+??")
CHANGE = Right("change an item", "++++--+++---??", "+?++??++?-?-??")
CHANGE_WAITING = Right("say that the waiting is over", "++++--+++---??", "+?++-?++?-?-??")
TAKE_UP = Right("change an item nobody owns", "--++--+++---??", "??++??++?-?-??")
MEASURE = Right("add a measure to a risk", "++++++++++++??", "-?--??++?+?+??")
ANSWER = Right("say yes, no or another date", "++----------??", "+?--??--?-?-??")
OFFER = Right("offer an item to a colleague", "+-----------??", "+?--??--?-?-??")
AGREE = Right("agree to a date, or that it is done", "--++--+-+---??", "-?++??+-?-?-??")
READY = Right("say when what is waited for is there", "+-+++-+++---??", "+?+++?++?-?-??")
SENTENCE = Right("add words to what is passed on", "++----------??", "+?--??--?-?-??")
PACKET = Right("answer what was passed on", "---+----+---??", "-?-+??--?-?-??")
LESSONS = Right("answer what a project taught", "------+++---??", "??????++?-?-??")

SEE_DECISION = Right("see a decision or a figure", "++++++++++++??", "+?????++?+?+??")
CHANGE_DECISION = Right("change a decision, enter a value", "++----+++---??", "+?????++?-?-??")
CHOOSE = Right("decide what was asked", "++-----++---??", "+?--??-+?-?-??")
BENEFIT = Right("say whether a benefit came true", "++-----++---??", "+?????-+?-?-??")
OWN_VALUE = Right("take one's own value back", "+-----------??", "+?????--?-?-??")
SCORE = _same("say what one thinks, from 1 to 5", "+?????-???????")
PAIRS = Right("say whether two things are the same", "+-----+-+-----", "??????+???????")
PAIRS_AGAIN = Right("take back what was said of two things", "+-------------", "+?????-???????")

RIGHTS = tuple(one for one in list(globals().values()) if isinstance(one, Right))

# --- the ways in ------------------------------------------------------------------------------

COMMANDS: Mapping[str, Right] = {
    "today": ANYBODY, "list": ANYBODY, "list project": SEE, "help": ANYBODY, "prefs": ANYBODY, "calendar": ANYBODY,
    "add": SEE, "ask": SEE, "decide": SEE, "risk": SEE, "issue": SEE, "milestone": SEE, "propose": MEMBERS,
    "show": SEE_ITEM, "show decision": SEE_DECISION, "why": SEE_ITEM, "log": SEE_ITEM, "log words": ANYBODY,
    "accept": ANSWER, "decline": ANSWER,
    **dict.fromkeys(("done", "start", "move", "assign", "block", "snooze", "drop", "reopen", "link",
                     "unlink", "skill", "effort", "severity", "tag"), CHANGE),
    "assign unowned": TAKE_UP, "unblock": CHANGE_WAITING,
    "digest": SEE, "digest to": LEAD, "digest portfolio": PMO, "digest preview": ANYBODY, "handover": HANDOVER,
    "lesson": SEE, "lesson list": SEE, "win": LEAD, "win list": SEE,
    "about": ANYBODY, "about start": PMO, "about report": MANDATED, "about sponsor": PMO, "about statement": PMO,
    "project": SEE, "project list": ANYBODY, "project new": BEGIN,
    **dict.fromkeys((f"project {what}" for what in ("lead", "sponsor", "mode", "channel", "goal", "priority", "thanks",
                                                    "phase", "observe")), LEAD),
    "project people": SEE, "project gates": SEE, "project gates set": PMO_HERE, "project template": PMO_HERE,
    "project clone": COPY,
    "goal": ANYBODY, "goal one": GOALS, "goal new": PMO, "kpi": ANYBODY, "kpi one": SEE_DECISION, "kpi new": BUDGET,
    "kpi value": CHANGE_DECISION, "budget": SEE, "budget set": BUDGET, "status": SEE, "status set": LEAD,
    "freeze": ANYBODY, "freeze set": LEAD, "freeze all": PMO,
    "policy": SEE, "policy change": PMO_HERE, "policy review": LEAD, "policy try": LEAD, "policy pilot": PILOT,
}  # fmt: skip
"""By a name for each use of a command; its first word is the command."""

CLICKS: Mapping[Verb, Right] = {
    **dict.fromkeys((Verb.PREFERENCES, Verb.PAUSE, Verb.OPEN_HOME, Verb.NEW_ITEM, Verb.PICK_DATE, Verb.AWAY, Verb.BACK,
                     Verb.KEEP_TIME, Verb.KEEP_TITLE), ANYBODY),
    Verb.NEW_PROJECT: BEGIN,
    **dict.fromkeys((Verb.SHOW, Verb.WHY, Verb.DONE, Verb.NEW_DATE, Verb.TAKE_DATE, Verb.BLOCKED, Verb.SNOOZE,
                     Verb.CHANGE, Verb.COUNTER, Verb.DECLINE, Verb.ASK_BACK, Verb.KEEP, Verb.ANSWER, Verb.HAND,
                     Verb.NOT_YET, Verb.DECIDE, Verb.WAITS, Verb.FIX, Verb.OBJECT, Verb.NEEDS, Verb.ASSESS,
                     Verb.MEASURE, Verb.PLAN_FOR, Verb.OFFER, Verb.REFUSE), SEE_ITEM),
    Verb.READY_BY: SEE_WAITING, Verb.NOT_WAITED: SEE_WAITING,
    **dict.fromkeys((Verb.ON_TRACK, Verb.REOPEN, Verb.GIVE, Verb.SEEN, Verb.UNCHANGED, Verb.ACTIVATE,
                     Verb.HAPPENED), CHANGE),
    Verb.UNBLOCK: CHANGE_WAITING, Verb.TAKE: TAKE_UP, Verb.ACCEPT: ANSWER, Verb.READY: READY,
    **dict.fromkeys((Verb.APPROVE, Verb.CONFIRM, Verb.ALLOW), AGREE),
    Verb.SENTENCE: SENTENCE,
    **dict.fromkeys((Verb.EXTEND, Verb.EXTEND_TO, Verb.REASSIGN, Verb.DROP, Verb.ACKNOWLEDGE, Verb.RELEASE,
                     Verb.TOGETHER, Verb.SCOPE, Verb.LIVE_WITH, Verb.NOTE), PACKET),
    **dict.fromkeys((Verb.UNDO, Verb.WHY_THESE, Verb.APPLY, Verb.WHICH, Verb.ELSE), OWN_WORDS),
    Verb.HEIR: LEFT_BEHIND, Verb.HEIRS: LEFT_BEHIND, Verb.HAND_OVER: HANDOVER,
    Verb.SPONSOR_IN: SPONSOR,
    **dict.fromkeys((Verb.PAGE, Verb.STATUS, Verb.POLICY_HISTORY, Verb.KEEP_COLOUR, Verb.CARE, Verb.PHASE,
                     Verb.GO_WITHOUT, Verb.SHOW_GATE, Verb.PROVIDE, Verb.SEE_EDITION, Verb.IMPROVE, Verb.USEFUL,
                     Verb.NOT_THIS_TIME), SEE),
    Verb.POLICY_CHANGE: PMO_HERE, Verb.POLICY_WITHOUT: PMO_HERE,
    **dict.fromkeys((Verb.START_NOW, Verb.WOULD_SEND, Verb.LOOSER, Verb.SAY_COLOUR, Verb.LIFT, Verb.CARE_OVER,
                     Verb.STOP_EDITION, Verb.RETRY, Verb.NO_ACTION, Verb.DRAFT), LEAD),
    Verb.CHOOSE: CHOOSE,
    **dict.fromkeys((Verb.READ_IT, Verb.SHOW_DECISION, Verb.FOLLOW, Verb.REPLACE, Verb.EXCEPT, Verb.REVIEW, Verb.KPI,
                     Verb.VALUE, Verb.VALUE_OF, Verb.NOT_REACHED, Verb.PULSE_ASK), SEE_DECISION),
    Verb.KPI_CHANGE: FIGURE,
    Verb.NOTHING_FOLLOWS: CHANGE_DECISION, Verb.WITHDRAW: CHANGE_DECISION,
    Verb.GOAL: GOALS,
    **dict.fromkeys((Verb.GOAL_NEW, Verb.GOAL_OVER, Verb.GOAL_AGAIN, Verb.MANDATE, Verb.GOAL_CHANGE), PMO),
    Verb.KPI_NEW: ANYBODY, Verb.CAME_TRUE: BENEFIT, Verb.SCORE: SCORE, Verb.VALUE_BACK: OWN_VALUE,
    Verb.LEARN: LESSONS, Verb.NOTHING_LEARNED: LESSONS, Verb.FIRST_DAYS: MANDATED, Verb.WIN_BACK: WINS,
    **dict.fromkeys((Verb.PAIR_SAME, Verb.PAIR_DIFFERENT, Verb.PAIR_TALK), PAIRS), Verb.PAIR_AGAIN: PAIRS_AGAIN,
    Verb.SEND_AGAIN: LETTERS,
}  # fmt: skip

FORMS: Mapping[Form, Right] = {
    **dict.fromkeys((Form.PREFERENCES, Form.AWAY), ANYBODY),
    **dict.fromkeys((Form.DECIDE, Form.ASK_DECISION), ADD),
    Form.PROJECT: BEGIN, Form.PROPOSE: MEMBERS,
    **dict.fromkeys((Form.ADD, Form.NEW_DATE, Form.BLOCKED, Form.ASSIGN, Form.DONE, Form.SNOOZE, Form.MOVE_ANYWAY,
                     Form.WAITS, Form.OBJECT, Form.ASSESS, Form.PLAN_FOR, Form.CRITICAL), CHANGE),
    Form.MEASURE: MEASURE, Form.OFFER: OFFER, Form.SENTENCE: SENTENCE,
    **dict.fromkeys((Form.COUNTER, Form.DECLINE, Form.ASK_BACK), ANSWER),
    **dict.fromkeys((Form.KEEP, Form.ANSWER, Form.NOT_YET, Form.REFUSE), AGREE),
    **dict.fromkeys((Form.READY_BY, Form.NOT_WAITED), READY),
    **dict.fromkeys((Form.REASSIGN, Form.EXTEND, Form.TOGETHER, Form.SCOPE, Form.DROP, Form.LIVE_WITH, Form.NOTE,
                     Form.EXTEND_ANYWAY), PACKET),
    Form.HEIRS: LEFT_BEHIND, Form.POLICY: PMO_HERE, Form.CHOOSE: CHOOSE,
    **dict.fromkeys((Form.CHANNEL, Form.KEEP_COLOUR, Form.SERVE, Form.CARE, Form.PHASE, Form.GO_WITHOUT, Form.FIRST,
                     Form.UPDATE), LEAD),
    Form.PROVIDE: SEE, Form.LEARN: LESSONS,
    Form.REVIEW: CHANGE_DECISION, Form.VALUE: CHANGE_DECISION, Form.PULSE: CHANGE_DECISION,
    Form.NOT_REACHED: BENEFIT, Form.KPI: BUDGET, Form.GOAL: PMO, Form.MANDATE: PMO,
}  # fmt: skip

SHORTCUTS: Mapping[Shortcut, Right] = dict.fromkeys(Shortcut, ANYBODY)
"""The window opens for everybody; the project of the channel is in it for whoever may see that."""

EVENTS: Mapping[str, Right] = dict.fromkeys(
    ("app_home_opened", "user_change", "team_join", "member_joined_channel", "member_left_channel", "message",
     "app_mention"), ANYBODY,
)  # fmt: skip
"""What Slack tells by itself: it changes what the bot knows, and shows people what is theirs."""
