"""The window of a policy: reminders as they are typed, and after how many working days whom to tell."""

from collections.abc import Mapping
from typing import Any

from pmo_bot.blocks import kit
from pmo_bot.blocks.forms import Origin, field
from pmo_bot.blocks.ids import Form
from pmo_bot.blocks.kit import View
from pmo_bot.blocks.words import forms as words
from pmo_bot.blocks.words import policy as policy_words
from pmo_bot.model import Mode
from pmo_bot.rules.left_out import left_out
from pmo_bot.rules.policy import Ladder
from pmo_bot.rules.policy_text import written

STEPS = ("preview", "contact", "sponsor", "pmo")

OF_ALL = {"full_week": words.POLICY_WEEK, "first_projects": words.POLICY_FIRST,
          "critical_items": words.POLICY_MOST_CRITICAL}  # fmt: skip
"""What only the policy of all projects has."""


def policy(origin: Origin, name: str, body: Mapping[str, Any], mode: Mode | None = None) -> View:
    """Everything about a policy, as it is now: in words on top, then field by field."""
    ladder = Ladder(body)
    days = {"preview": ladder.preview_at, **dict(ladder.recipients)}
    choices = [kit.option(label, value) for value, label in words.POLICY_CRITICAL.items()]
    left = [kit.option(label, value) for value, label in words.POLICY_WITHOUT.items()]
    told = [kit.option(label, value) for value, label in words.POLICY_REQUESTER.items()]
    return kit.modal(
        words.TITLE["policy"],
        kit.section(name, id="about"),
        kit.section(policy_words.read_back(ladder, mode), id="now"),
        field(words.POLICY_REMINDERS, kit.text_input(id="reminders", initial=written(body.get("nudges", ()))),
              "reminders", hint=policy_words.HOW_TO_WRITE, optional=True),
        *(_number(step, words.POLICY_STEPS[step], days.get(step), optional=True) for step in STEPS),
        _number("grace", words.POLICY_GRACE, ladder.grace, hint=words.POLICY_GRACE_HINT),
        _number("ack_pause", words.POLICY_PAUSE, ladder.ack_pause, hint=words.POLICY_PAUSE_HINT),
        _number("budget_off", words.POLICY_BUDGET, body.get("budget_off"), optional=True),
        *([] if origin.row else [_number(key, label, body.get(key), optional=True) for key, label in OF_ALL.items()]),
        field(words.POLICY_CRITICAL_LABEL, kit.radio(choices, id="critical",
              initial="yes" if ladder.lets_critical_through else "no"), "critical"),
        field(words.POLICY_REQUESTER_LABEL, kit.radio(told, id="tell_requester",
              initial="yes" if ladder.tells_requester else "no"), "tell_requester"),
        field(words.POLICY_WITHOUT_LABEL, kit.checkboxes(left, id="without", initial=left_out(body)), "without",
              optional=True),
        field(words.REASON, kit.text_input(id="reason", longest=500), "reason", optional=True),
        id=Form.POLICY,
        submit=words.SAVE,
        close=words.CANCEL,
        metadata=origin.pack(),
    )  # fmt: skip


def _number(name: str, label: str, value: int | None, *, hint: str | None = None, optional: bool = False) -> kit.Block:
    """No `longest`: a counter below a number helps nobody, and what is too much is said at its field."""
    entry = kit.text_input(id=name, initial=str(value) if value is not None else "")
    return field(label, entry, name, hint=hint, optional=optional)
