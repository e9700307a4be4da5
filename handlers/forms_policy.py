"""The window of a policy, submitted: what was typed becomes a body, and the mistakes are said at their fields."""

from typing import Any

from handlers import values
from handlers.answers import Answer, Invalid, Reply
from handlers.call import Call
from handlers.listener import Desk, Listener
from pmo_bot.blocks import policy as blocks
from pmo_bot.blocks.forms_policy import STEPS
from pmo_bot.blocks.ids import Form
from pmo_bot.blocks.words import forms as labels
from pmo_bot.blocks.words import policy as words
from pmo_bot.model import Project
from pmo_bot.rules.left_out import KEY
from pmo_bot.rules.policy_check import PAUSES, Mistake, check
from pmo_bot.rules.policy_text import read
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import policies, standing

NUMBERS = (*STEPS, *PAUSES)
FIELD_OF_KEY = {"nudges": "reminders", "every": "reminders", "max": "reminders", "min_span": "reminders"}


def policy(desk: Desk, call: Call) -> Answer:
    """A new version from now on."""
    row, numbers = call.incoming.origin.row, {name: call.text_of(name) for name in NUMBERS}
    errors = {name: labels.BAD_NUMBER for name, said in numbers.items() if said and values.typed_number(said) is None}
    reminders = read(call.text_of("reminders"))
    if reminders is None:
        errors["reminders"] = labels.BAD_REMINDERS
    told = {name: int(said) for name, said in numbers.items() if said and name not in errors}
    body = _without_field(desk, call, row) | _body(call, reminders or [], told)
    if errors := _at_fields(check(body)) | errors:
        return Invalid(errors)
    project = standing.project_for(desk.db, call.person, row) if row else None
    if row and project is None:
        raise Refused("no_project", key="")
    return _kept(desk, call, project, body)


def _kept(desk: Desk, call: Call, project: Project | None, body: dict[str, Any]) -> Reply:
    found = policies.set_policy(desk.db, call.act, project.key if project else None, body, call.text_of("reason"))
    return Reply(blocks.policy_message(found, call.today))


NO_FIELD = ("untaken",)
"""What a policy in a file can say and the window has no field for: it stays as it is."""


def _without_field(desk: Desk, call: Call, row: int) -> dict[str, Any]:
    project = standing.project_for(desk.db, call.person, row) if row else None
    body = policies.in_force(desk.db, call.person, project.key if project else None).body
    return {name: body[name] for name in NO_FIELD if name in body}


def _body(call: Call, reminders: list[dict[str, int]], numbers: dict[str, int]) -> dict[str, Any]:
    steps: list[dict[str, Any]] = [{"at": numbers[to], "to": to} for to in STEPS[1:] if to in numbers]
    if "preview" in numbers:
        steps.insert(0, {"at": numbers["preview"], "do": "preview"})
    pauses: dict[str, Any] = {name: numbers[name] for name in PAUSES if name in numbers}
    chosen: dict[str, Any] = {"critical": True} if call.text_of("critical") == "yes" else {}
    chosen |= {"tell_requester": False} if call.text_of("tell_requester") == "no" else {}
    left = call.text_of("without")
    chosen |= {KEY: left.split(",")} if left else {}
    return {"nudges": reminders, "escalate": steps, **pauses, **chosen}


def _at_fields(mistakes: tuple[Mistake, ...]) -> dict[str, str]:
    """Each mistake at its field, one for a field; what is wrong with one of the steps stands at that step."""
    errors: dict[str, str] = {}
    for one in mistakes:
        errors.setdefault(_field(one), words.at_field(one))
    return errors


def _field(one: Mistake) -> str:
    key, step = str(one.facts.get("key", "")), str(one.facts.get("to", ""))
    if step in STEPS:
        return step
    if one.what in OF_REMINDERS or key == "at":
        return "reminders"
    return FIELD_OF_KEY.get(key, key if key in NUMBERS else "preview")


OF_REMINDERS = ("bad_nudge", "two_repeats", "too_long")


POLICY_FORMS: dict[Form, Listener] = {Form.POLICY: policy}
