"""`/pmo`: one function a command.  A new one is a function here, a line in `COMMANDS`, a verb in the grammar."""

from collections.abc import Callable

from slack_bolt.async_app import AsyncApp

from handlers import answering
from handlers.answers import Answer, Open, Reply
from handlers.call import Call, from_command
from handlers.commands_items import ITEM_COMMANDS
from handlers.listener import Desk
from handlers.reading_text import Said, understand
from pmo_bot.blocks import answers, forms
from pmo_bot.blocks.words import answers as words
from pmo_bot.model import Kind
from pmo_bot.rules.dates import read_date
from pmo_bot.rules.grammar import Misread
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import decisions, items, reading
from pmo_bot.services.decisions import NewDecision
from pmo_bot.services.items import Capture
from pmo_bot.services.people import Preferences, calendar_for, set_preferences
from pmo_bot.services.reading import Scope
from pmo_bot.store import queries

Command = Callable[[Desk, Call, Said], Answer]


def register(app: AsyncApp, desk: Desk) -> None:
    """`/pmo` and nothing else: one command is easier to remember than twenty."""
    app.command("/pmo")(desk.guarded(from_command, pmo))


def pmo(desk: Desk, call: Call) -> Answer:
    """Understand the words and do what they say."""
    said = understand(desk.db, call)
    if isinstance(said, Misread):
        return Reply(answers.misread(said))
    answer = COMMANDS[said.command.verb](desk, call, said)
    if said.command.in_channel and isinstance(answer, Reply):
        return Reply(answer.message, public=True)
    return answer


# --- capture --------------------------------------------------------------------------


def add(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo add`: what, who, by when; without words a window."""
    return _capture(desk, call, said, Kind.ACTION)


def risk(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo risk`."""
    return _capture(desk, call, said, Kind.RISK)


def issue(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo issue`."""
    return _capture(desk, call, said, Kind.ISSUE)


def milestone(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo milestone`."""
    return _capture(desk, call, said, Kind.MILESTONE)


def _capture(desk: Desk, call: Call, said: Said, kind: Kind) -> Answer:
    if not said.command.title and not said.command.people:
        return Open(answering.add_form(desk.db, call, kind=kind, project=said.project))
    due = said.due()
    if due is not None and due.day < calendar_for(said.owner or call.person).today(call.now):
        raise Refused("past", day=due.day)
    wanted = Capture(
        title=said.command.title,
        kind=kind,
        owner_id=(said.owner or call.person).id,
        project_id=said.project.id if said.project else None,
        due=due.day if due else None,
        due_time=due.clock if due else None,
        priority=said.priority,
    )
    return answering.captured(call, items.capture(desk.db, call.act, wanted))


def decide(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo decide`: what was decided, and why after *because*; without words a window."""
    command = said.command
    if not command.title:
        return Open(answering.decide_form(desk.db, call, project=said.project))
    wanted = NewDecision(
        title=command.title,
        rationale=command.reason or "",
        project_id=said.project.id if said.project else None,
        decider_id=said.owner.id if said.owner else None,
    )
    decision = decisions.log(desk.db, call.act, wanted)
    return Reply(answers.decided(decision, said.owner or call.person, said.project))


# --- look -----------------------------------------------------------------------------


def today(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo` alone: what you owe."""
    return answering.listing(reading.listing(desk.db, call.person, call.now, Scope.MINE))


def show_list(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo list`: yours, a person's, a project's, or mine, asked, overdue, unowned."""
    words_said = said.command.words.lower().split()
    named = next((scope for scope in Scope if scope.value in words_said), None)
    project = said.project if said.named_project or (named is None and not said.owner) else None
    scope = named or (Scope.ALL if said.owner or project else Scope.MINE)
    found = reading.listing(desk.db, call.person, call.now, scope, person=said.owner, project=project)
    return answering.listing(found)


def log(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo log`: decisions with these words."""
    found = decisions.search(desk.db, call.act, said.command.words)
    with desk.db.reading() as session:
        who = queries.people(session, [decision.decider_id for decision in found])
    pairs = [(decision, who.get(decision.decider_id or 0)) for decision in found]
    return Reply(answers.decisions(pairs, calendar_for(call.person).today(call.now)))


def digest(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo digest`: the project's digest as it would be now, only for you."""
    if said.project is None:
        raise Refused("no_channel_project")
    return answering.digest(desk.db, call, said.project)


def show_help(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo help`."""
    return Reply(answers.help_message([verb for verb in COMMANDS if verb != "today"]))


# --- set up ---------------------------------------------------------------------------


def project(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo project`: the list; `new NAME` a window; `mode KEY controlling`, `health KEY amber` a change."""
    first, _, rest = said.command.words.partition(" ")
    match first.lower():
        case "new" | "add":
            return Open(forms.project(call.origin, name=rest.strip(), lead=call.person.slack_id,
                                      channel=call.incoming.channel or None))  # fmt: skip
        case "mode" | "health":
            return answering.change_project(desk.db, call, said, first.lower(), rest)
        case _:
            return answering.projects(desk.db, call)


def prefs(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo prefs`: a window; `pause until DATE`, `resume`, `at 08:30` at once."""
    first, _, rest = said.command.words.strip().partition(" ")
    match first.lower():
        case "pause":
            due = read_date(rest.removeprefix("until "), call.now, calendar_for(call.person))
            if due is None:
                raise Refused("unread_date", words=rest)
            set_preferences(desk.db, call.act, Preferences(paused_until=due.day))
        case "resume":
            set_preferences(desk.db, call.act, Preferences(resume=True))
        case "at" if due := read_date(f"today {said.command.words}", call.now, calendar_for(call.person)):
            set_preferences(desk.db, call.act, Preferences(brief_at=due.clock))
        case _:
            return Open(forms.preferences(call.origin, call.person))
    return Reply(answers.say(words.PREFERENCES_KEPT))


COMMANDS: dict[str, Command] = {
    "today": today,
    "add": add,
    "decide": decide,
    "risk": risk,
    "issue": issue,
    "milestone": milestone,
    "list": show_list,
    **ITEM_COMMANDS,
    "log": log,
    "project": project,
    "digest": digest,
    "status": digest,
    "prefs": prefs,
    "help": show_help,
}
"""What each verb does, in the order of the help."""
