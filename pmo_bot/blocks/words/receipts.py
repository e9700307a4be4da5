"""Why a message was sent, in sentences: what it was for, which date made it due, how that was counted."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import item_line, name
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words.reckoning import counted
from pmo_bot.model import LineKind
from pmo_bot.rules.nudges import LATER
from pmo_bot.rules.receipt import Told

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
ROLES = {
    "owner": "it is yours",
    "requester": "you asked for it",
    "contact": "you lead the project or were named for it",
    "sponsor": "you sponsor the project",
    "pmo": "you are a PMO lead",
    "blocker": "it waits for you",
}
"""Why the answer is this person's: what they are to the item."""
ASKED_IN_TURN = {
    "contact": "You lead the project or were named for it, so you are asked first.",
    "sponsor": "You sponsor the project, so you are asked when the lead has been asked and there is no answer yet.",
    "pmo": "You are a PMO lead, so you are asked when lead and sponsor have been asked and there is no answer yet.",
    "requester": "You asked for it, and there is nobody else to ask.",
}

PROFILES = {
    "light": mrkdwn(" You chose few reminders (light)."),
    "active": mrkdwn(" You chose more reminders (active)."),
}
CRITICAL = mrkdwn(" It is critical, and this project has such items told at any hour.")


def because(told: Told) -> Markup:
    """The sentence that a person understands: why this line was for them, and which date made it due."""
    say = BECAUSE.get(told.line.kind, _other)
    stands_in = (
        mrkdwn(" You stand in for {name}.", name=name(told.instead_of)) if told.instead_of is not None else Markup("")
    )
    return say(told) + stands_in + counted(told.line.why) + PROFILES.get(told.line.why.get("profile", ""), Markup("")) \
        + (CRITICAL if told.line.why.get("critical") else Markup(""))  # fmt: skip


# --- what an owner is reminded of -------------------------------------------------------


def _nudge(told: Told) -> Markup:
    text = mrkdwn("You are reminded {when} of {item}.", when=_when(told.line.step), item=item_line(told.item))
    return text + _before_absence(told.line.why.get("away"))


def _before_absence(away: Sequence[str] | None) -> Markup:
    if not away:
        return Markup("")
    first, last = (when.day(date.fromisoformat(day)) for day in away)
    days_off = f"on {first}" if first == last else f"from {first} to {last}"
    return mrkdwn(" You are away {days_off}, so it comes before you go.", days_off=days_off)


def _cover(told: Told) -> Markup:
    return mrkdwn(
        "{owner} is away and you stand in, so you see the reminder {when} of {item}.",
        owner=name(told.owner, "The owner"), when=_when(told.line.step), item=item_line(told.item),
    )  # fmt: skip


def _when(step: str) -> str:
    """A step of the policy in words: `one working day before the date`."""
    if step == LATER:
        return "on the day that was chosen for it"
    if step.lstrip("+-") == "0":
        return "on the date itself"
    sign, number = step[:1], step[1:]
    if sign not in "+-" or not number.isdecimal():
        return "near the date"
    return f"{days(int(number))} {'before the date' if sign == '-' else 'after the date, because it is open,'}"


def days(number: int) -> str:
    """`three working days`."""
    count = NUMBERS[number] if number < len(NUMBERS) else str(number)
    return f"{count} working {'day' if number == 1 else 'days'}"


def _preview(told: Told) -> Markup:
    return mrkdwn(
        "The date of {item} has passed. Before anybody else hears of it you see what they would read, and can add a "
        "sentence or change it.", item=item_line(told.item),
    )  # fmt: skip


# --- questions --------------------------------------------------------------------------


def _packet(told: Told) -> Markup:
    turn = ASKED_IN_TURN.get(told.line.step, ASKED_IN_TURN["contact"])
    text = mrkdwn(
        "The date of {item} has passed, and its owner has seen before what you read.", item=item_line(told.item)
    )
    return text + mrkdwn(" {turn}", turn=turn)


def _awaited(told: Told) -> Markup:
    return mrkdwn("You were asked about {item} and there is no answer yet, so your brief names it once more before "
                  "anybody else is asked.", item=item_line(told.item))  # fmt: skip


def _asked(told: Told) -> Markup:
    """Somebody asked, offered or said something on a day; the answer is the reader's."""
    who = name(told.by, "Somebody")
    if told.line.kind is LineKind.REQUEST:
        text = mrkdwn("{who} asked you for {item} on {day}.", who=who, item=item_line(told.item), day=_asked_on(told))
    elif told.line.kind is LineKind.DECIDE:
        text = mrkdwn("{who} asked you to decide {item} on {day}.", who=who, item=item_line(told.item),
                      day=_asked_on(told))  # fmt: skip
    else:
        role = ROLES.get(told.line.why.get("as", ""), ROLES["contact"])
        text = mrkdwn(
            "On {day} {did}, and {role}: so the answer is yours.", day=_asked_on(told), role=role,
            did=mrkdwn(DID[told.line.kind], who=who, item=item_line(told.item)),
        )  # fmt: skip
    return text + _again(told.line.step)


def _asked_on(told: Told) -> str:
    asked = told.line.why.get("asked_on")
    return when.day(date.fromisoformat(asked) if asked else told.line.step_on)


def _again(step: str) -> Markup:
    kind, _, number = step.partition("-")
    if kind != "again" or not number.isdecimal():
        return Markup("")
    often = {"1": "", "2": ", for the second time"}.get(number, ", one more time")
    return mrkdwn(" There was no answer yet, so your brief reminds you of it{often}.", often=often)


DID = {
    LineKind.COUNTER: "{who} offered another date for {item}",
    LineKind.DECLINED: "{who} said “not me” to {item}",
    LineKind.QUESTION: "{who} asked something about {item}",
    LineKind.CONFIRM: "{who} finished {item}",
    LineKind.BLOCKER: "{who} needed something for {item}",
    LineKind.APPROVAL: "{who} said what {item} waits for",
    LineKind.RIPPLE: "{who} moved a date that {item} builds on",
}


def _untaken(told: Told) -> Markup:
    """To lead and sponsor: a severe issue was with nobody for too long."""
    role = ROLES.get(told.line.why.get("as", ""), ROLES["contact"])
    text = mrkdwn(
        "After go-live an issue of severity {severity} is not left with nobody for long: no one had taken up {item} in "
        "the time that the policy gives it, and {role}.", severity=told.line.why.get("severity") or "1 to 3",
        item=item_line(told.item), role=role,
    )  # fmt: skip
    return text + _again(told.line.step)


def _heard(told: Told) -> Markup:
    return mrkdwn("You waited with {item}, and {who} said something about that on {day}.", item=item_line(told.item),
                  who=name(told.by, "somebody"), day=when.day(told.line.step_on))  # fmt: skip


def _settled(told: Told) -> Markup:
    return mrkdwn("You were asked about {item} before. It is settled, so you are told how it ended, on {day}.",
                  item=item_line(told.item), day=when.day(told.line.step_on))  # fmt: skip


def _slipped(told: Told) -> Markup:
    role = ROLES.get(told.line.why.get("as", ""), ROLES["contact"])
    return mrkdwn("The date of {item} moved on {day}, and not for the first time. {role}, so you are told once.",
                  item=item_line(told.item), day=when.day(told.line.step_on),
                  role=role[0].upper() + role[1:])  # fmt: skip


def _moved(told: Told) -> Markup:
    return mrkdwn("You were told another date for {item} before. It moved on {day}, so you are told the new one.",
                  item=item_line(told.item), day=when.day(told.line.step_on))  # fmt: skip


def _noted(told: Told) -> Markup:
    return mrkdwn("Somebody left a note on {item} on {day}, and it is yours.", item=item_line(told.item),
                  day=when.day(told.line.step_on))  # fmt: skip


def _decided(told: Told) -> Markup:
    return mrkdwn("You asked for this decision, {item}. It was taken on {day}, so you are told.",
                  item=item_line(told.item), day=when.day(told.line.step_on))  # fmt: skip


def _late(told: Told) -> Markup:
    return mrkdwn("You asked for {item}. Its date has passed, and somebody was asked what happens next: you are told "
                  "once.", item=item_line(told.item))  # fmt: skip


def _readiness(told: Told) -> Markup:
    return mrkdwn("{item} is a milestone of yours, ten working days away or less, and something it needs is open: you "
                  "are told once for each date.", item=item_line(told.item))  # fmt: skip


def _clash(told: Told) -> Markup:
    return mrkdwn("{item} is a milestone of a project you lead, and somebody it needs is needed elsewhere on that day: "
                  "both leads are told once.", item=item_line(told.item))  # fmt: skip


def _full(told: Told) -> Markup:
    return mrkdwn("{item} belongs to a project you lead, and together with another one it fills somebody's week beyond "
                  "what fits: everybody who leads one of them is told once.", item=item_line(told.item))  # fmt: skip


def _review(told: Told) -> Markup:
    again = mrkdwn(" There was no answer yet, so it is asked once more.")
    text = mrkdwn("The risk {item} is yours, and by its score somebody looks at it every so often: since {day} it is "
                  "time.", item=item_line(told.item), day=_asked_on(told))  # fmt: skip
    return text + (again if told.line.step.startswith("again") else Markup(""))


def _plan(told: Told) -> Markup:
    text = mrkdwn("{who} said on {day} that {item} has happened. It is yours and there is a plan for it: whether that "
                  "begins is yours to say.", who=name(told.by, "Somebody"), item=item_line(told.item),
                  day=_asked_on(told))  # fmt: skip
    return text + _again(told.line.step)


def _risen(told: Told) -> Markup:
    role = ROLES.get(told.line.why.get("as", ""), ROLES["contact"])
    return mrkdwn("The risk {item} became high on {day}. {role}, so you are told once.", item=item_line(told.item),
                  day=when.day(told.line.step_on), role=role[0].upper() + role[1:])  # fmt: skip


def _orphan(told: Told) -> Markup:
    role = ROLES.get(told.line.why.get("as", ""), ROLES["contact"])
    return mrkdwn("Whoever owned {item} has left, and {role}: it needs somebody since {day}.",
                  item=item_line(told.item), role=role, day=when.day(told.line.step_on))  # fmt: skip


def _other(told: Told) -> Markup:
    return mrkdwn("You are told about {item} because of {day}.", item=item_line(told.item),
                  day=when.day(told.line.step_on))  # fmt: skip


BECAUSE: Mapping[LineKind, Callable[[Told], Markup]] = {
    LineKind.NUDGE: _nudge,
    LineKind.COVER: _cover,
    LineKind.PREVIEW: _preview,
    LineKind.PACKET: _packet,
    LineKind.AWAITED: _awaited,
    LineKind.REQUEST: _asked,
    LineKind.DECIDE: _asked,
    LineKind.COUNTER: _asked,
    LineKind.DECLINED: _asked,
    LineKind.QUESTION: _asked,
    LineKind.CONFIRM: _asked,
    LineKind.BLOCKER: _asked,
    LineKind.APPROVAL: _asked,
    LineKind.RIPPLE: _asked,
    LineKind.HEARD: _heard,
    LineKind.SETTLED: _settled,
    LineKind.MOVED: _moved,
    LineKind.NOTED: _noted,
    LineKind.DECIDED: _decided,
    LineKind.LATE: _late,
    LineKind.ORPHAN: _orphan,
    LineKind.SLIPPED: _slipped,
    LineKind.READINESS: _readiness,
    LineKind.CLASH: _clash,
    LineKind.FULL: _full,
    LineKind.REVIEW: _review,
    LineKind.PLAN: _plan,
    LineKind.RISEN: _risen,
    LineKind.UNTAKEN: _untaken,
}
"""Why each kind of line is sent; a test holds this table and the kinds together."""
