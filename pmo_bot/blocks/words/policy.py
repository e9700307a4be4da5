"""What the bot says about policies: when it reminds, whom it tells, since when, and what is wrong with a new one."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from pmo_bot.blocks import when
from pmo_bot.blocks.people import NAME_SHOWN, name, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.model import Mode, Person, Policy, Project
from pmo_bot.rules.modes import FIRST_ASKED
from pmo_bot.rules.policy import Ladder, for_mode
from pmo_bot.rules.policy_check import Mistake
from pmo_bot.rules.severity import SEVERITIES, Limit, limit_of

HISTORY_SHOWN = 15
WHOM = {"contact": "the lead", "sponsor": "the sponsor", "pmo": "a PMO lead"}
BY_MODE = {
    None: "A supportive project asks the lead first and nobody else unless the lead says so; in a directive one "
    "everybody after the lead is told one step sooner.",
    Mode.SUPPORTIVE: "",
    Mode.CONTROLLING: "",
    Mode.DIRECTIVE: "These are the days that count: in directive mode everybody after the lead is told one step sooner "
    "than the policy is written.",
}
"""What a mode does to the days; none is the workspace's policy, which holds for projects of every mode."""


def heading(project: Project | None, mode: Mode) -> Markup:
    """`*Apollo* (APOLLO) · controlling`."""
    if project is None:
        return mrkdwn("*Every project without a policy of its own*")
    return mrkdwn("*{name}* ({key}) · {mode}", name=shown(project.name, NAME_SHOWN), key=project.key, mode=mode.value)


def ladder(found: Ladder, mode: Mode | None) -> Markup:
    """When people are reminded, and who hears of it afterwards, on the days that count in this mode."""
    lines = [
        mrkdwn("*Reminders* {reminders}", reminders=_reminders(found.body.get("nudges", ()))),
        mrkdwn("*Passing on* {steps}", steps=_steps(found, mode)),
    ]
    if found.recipients:
        lines.append(mrkdwn(
            "*Between two people* {grace}; whoever acknowledges gets {pause}",
            grace=_days(found.grace), pause=_days(found.ack_pause),
        ))  # fmt: skip
    if found.recipients and not found.tells_requester:
        lines.append(mrkdwn("*Whoever asked for it* is not told by itself that it was passed on."))
    elif found.recipients:
        lines.append(mrkdwn("*Whoever asked for it* is told once that it was passed on."))
    if found.lets_critical_through:
        lines.append(mrkdwn("*Critical items* are told at any hour, and are passed on as soon as their owner was shown "
                            "the note."))  # fmt: skip
    lines.append(_untaken(found.body))
    if "budget_off" in found.body:
        lines.append(mrkdwn("*Budgets* are told of when they are more than {off} % off.", off=found.body["budget_off"]))
    return Markup("\n").join(lines)


def read_back(found: Ladder, mode: Mode | None) -> Markup:
    """What the fields of its window say together, in words."""
    return mrkdwn(
        "*What it says:* owners are reminded {reminders}. {steps}",
        reminders=_reminders(found.body.get("nudges", ())), steps=_begun(_steps(found, mode)),
    )  # fmt: skip


HOW_TO_WRITE = (
    "Above it is in words. To write it: -1 is one working day before the date, 0 the day itself, +1 one after it, with "
    "commas between them. “-5 over 10” is only for what takes longer than 10 days. “then every 5 up to 5” goes on "
    "every 5 days, 5 times at most."
)


def _begun(words: str) -> str:
    said = words[:1].upper() + words[1:]
    return said if said.endswith(".") else f"{said}."


def _untaken(body: Mapping[str, Any]) -> Markup:
    """`*After go-live* the lead is asked about an issue that nobody takes up: severity 1 after 4 working hours, …`"""
    limits = [(one, found) for one in SEVERITIES if (found := limit_of(body, one)) is not None]
    told = [f"severity {one} after {_working(found)}" for one, found in limits]
    if not told:
        return mrkdwn("*After go-live* nobody is asked about an issue that nobody takes up.")
    return mrkdwn("*After go-live* whoever leads is asked who takes up an issue that nobody is on: {told}; and its "
                  "sponsor after as long again.", told=", ".join(told))  # fmt: skip


def _working(limit: Limit) -> str:
    count, unit = (limit.days, "day") if limit.days else (limit.hours, "hour")
    return f"{count} working {unit}{'' if count == 1 else 's'}"


def _reminders(rungs: Sequence[Mapping[str, Any]]) -> str:
    """`5 working days before (items longer than 10), 1 before, on the day, 1 and 3 after, then every 5`."""
    told = [_reminder(rung) for rung in rungs]
    return ", ".join(told) if told else "none"


def _reminder(rung: Mapping[str, Any]) -> str:
    if "every" in rung:
        return f"then every {_days(int(rung['every']))}, at most {rung['max']} after the date"
    at = int(rung["at"])
    said = "on the day" if at == 0 else f"{_days(abs(at))} {'before' if at < 0 else 'after'}"
    return said + (f" (what takes longer than {rung['min_span']})" if "min_span" in rung else "")


def _steps(found: Ladder, mode: Mode | None) -> str:
    if found.preview_at is None or not found.recipients:
        return "nothing: only the owner is told"
    shown = f"The owner is shown the note first, {_days(found.preview_at)} after the date."
    by_itself = [step for step in found.recipients if mode is not Mode.SUPPORTIVE or step[0] == FIRST_ASKED]
    kept = [step for step in found.recipients if step not in by_itself]
    told = f"Then it goes to {_after(by_itself)}." if by_itself else "Then it stays with the owner."
    only = f"Nobody else is told unless the lead says so: then {_after(kept)}." if by_itself and kept else ""
    return " ".join(part for part in (shown, told, only, BY_MODE[mode]) if part)


def _after(steps: Sequence[tuple[str, int]]) -> str:
    """`the lead after 2 working days, the sponsor after 4 working days`."""
    return ", ".join(f"{WHOM.get(to, to)} after {_days(at)}" for to, at in steps)


def _days(count: int) -> str:
    return "1 working day" if count == 1 else f"{count} working days"


def since(newest: Policy | None, by: Person | None, own: bool, project: Project | None, today: date) -> Markup:
    """Which version counts, since when, by whom."""
    if newest is None:
        return mrkdwn("_These are the rules PMO Bot comes with: nobody has changed them._")
    whose = "" if own or project is None else " (the workspace's)"
    return mrkdwn(
        "_Version {version}{whose}, since {day}, by {who}. What was shown to an owner before goes on by the version it "
        "began with._",
        version=newest.version, whose=whose, day=when.day(newest.from_at.date(), today), who=name(by, "somebody"),
    )  # fmt: skip


def version_line(policy: Policy, by: Person | None, mode: Mode | None, today: date) -> Markup:
    """One line of the history, with the days that count in this mode."""
    body = policy.body if mode is None else for_mode(policy.body, mode)
    return mrkdwn("*Version {version}* · {day} · {who}\n{ladder}", version=policy.version,
                  day=when.day(policy.from_at.date(), today), who=name(by, "somebody"),
                  ladder=ladder(Ladder(body), mode))  # fmt: skip


NO_HISTORY = mrkdwn("Nobody has changed the rules that PMO Bot comes with. `/pmo policy` shows them.")


# --- what is wrong with a new one -------------------------------------------------------

MISTAKES: dict[str, Callable[..., str]] = {
    "no_object": lambda known: f"Write a policy as an object with {known}.",
    "too_long": lambda most: f"Shorten it: a policy has at most {most} letters.",
    "unknown_key": lambda key, known: f"Leave “{key}” out: I know {known}.",
    "no_list": lambda key: f"Write “{key}” as a list.",
    "too_many": lambda key, most: f"Use at most {most} steps in “{key}”.",
    "two_repeats": lambda: "Use “every” once: one repetition is enough.",
    "bad_nudge": lambda rung: f"Write a reminder as “at” a day or “every” so many days with “max”, not as {rung}.",
    "bad_number": lambda key, least, most, to="": f"Use a whole number from {least} to {most} for “{key}”.",
    "bad_step": lambda rung: f"Write a step as “at” a day with “do”: “preview” or “to” somebody, not as {rung}.",
    "unknown_recipient": lambda name: f"Choose contact, sponsor or pmo: I do not know “{name}”.",
    "told_twice": lambda: "Name each of contact, sponsor and pmo once.",
    "one_preview": lambda count: f"Use one preview before anybody is told; there are {count}.",
    "preview_late": lambda at, to: f"Choose more than {at} for {_whom(to)}: the owner is shown the note first.",
    "out_of_order": lambda at, to: f"Choose {at} or more for {_whom(to)}: whoever comes later is told later.",
    "bad_limit": lambda rung: f"Write a limit as “severity” 1 to 4 with “hours” or “days”, not as {rung}.",
    "severity_twice": lambda: "Name each severity once.",
    "unknown_field": lambda name, known: f"Leave out {known} or nothing: I do not ask for “{name}”.",
    "bad_flag": lambda key: f"Write “{key}” as true or false.",
}


def _whom(to: str) -> str:
    return WHOM.get(to, f"“{to}”")


def at_field(found: Mistake) -> str:
    """The same where it stands below the field it is about, which needs no name."""
    if found.what == "bad_number":
        return f"Use a whole number from {found.facts['least']} to {found.facts['most']}."
    if found.what == "one_preview":
        return "Say when the owner is shown the note: that comes before anybody else is told."
    return mistake(found)


def mistake(found: Mistake) -> str:
    """What to do about one mistake."""
    return MISTAKES[found.what](**found.facts)
