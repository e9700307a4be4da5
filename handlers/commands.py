"""`/pmo`: one function a command.  A new one is a function, a line in its room's table, a verb in the grammar."""

from collections.abc import Callable
from dataclasses import replace

from slack_bolt.async_app import AsyncApp

from handlers.answers import Answer, Reply
from handlers.call import Call, from_command
from handlers.commands_calendar import CALENDAR_COMMANDS
from handlers.commands_capacity import CAPACITY_COMMANDS
from handlers.commands_capture import CAPTURE_COMMANDS
from handlers.commands_decisions import DECISION_COMMANDS
from handlers.commands_golive import GOLIVE_COMMANDS
from handlers.commands_handshake import HANDSHAKE_COMMANDS
from handlers.commands_intake import INTAKE_COMMANDS
from handlers.commands_items import ITEM_COMMANDS
from handlers.commands_links import LINK_COMMANDS
from handlers.commands_looking import LOOK_COMMANDS
from handlers.commands_people import PEOPLE_COMMANDS
from handlers.commands_policy import POLICY_COMMANDS
from handlers.commands_setup import SETUP_COMMANDS
from handlers.commands_statement import STATEMENT_COMMANDS
from handlers.commands_value import VALUE_COMMANDS
from handlers.first_days import FIRST_DAYS_COMMANDS
from handlers.listener import Desk
from handlers.reading_text import Said, understand
from pmo_bot.blocks import answers
from pmo_bot.rules.grammar import Misread

Command = Callable[[Desk, Call, Said], Answer]


def register(app: AsyncApp, desk: Desk) -> None:
    """`/pmo` and nothing else: one command is easier to remember than twenty."""
    app.command("/pmo")(desk.guarded(from_command, pmo))


def pmo(desk: Desk, call: Call) -> Answer:
    """Understand the words and do what they say."""
    said = understand(desk.db, call)
    if isinstance(said, Misread):
        return Reply(answers.misread(said))
    answer = COMMANDS[said.command.verb](desk, replace(call, here=said.here), said)
    if said.here is not None and isinstance(answer, Reply):
        return Reply(answer.message, public=True)
    return answer


COMMANDS: dict[str, Command] = {
    **CAPTURE_COMMANDS,
    **DECISION_COMMANDS,
    **LOOK_COMMANDS,
    **ITEM_COMMANDS,
    **HANDSHAKE_COMMANDS,
    **SETUP_COMMANDS,
    **PEOPLE_COMMANDS,
    **CALENDAR_COMMANDS,
    **POLICY_COMMANDS,
    **LINK_COMMANDS,
    **VALUE_COMMANDS,
    **STATEMENT_COMMANDS,
    **INTAKE_COMMANDS,
    **CAPACITY_COMMANDS,
    **GOLIVE_COMMANDS,
    **FIRST_DAYS_COMMANDS,
}
"""What each verb does."""
