"""The commands that show something and change nothing: `/pmo`, `list`, `log`, `digest`, `help`."""

from collections.abc import Callable

from handlers import answering
from handlers.answers import Answer, Reply
from handlers.call import Call
from handlers.clicks_pairs import show_pairs
from handlers.commands_capacity import LOAD, TEAM, show_load, show_team
from handlers.commands_golive import TAG, change_log, show_tag
from handlers.commands_intake import pipeline
from handlers.commands_risks import RISKS, show_risks
from handlers.commands_value import orphans
from handlers.listener import Desk
from handlers.ranking import PROJECTS, show_projects
from handlers.reading_text import Said, is_sent_on
from handlers.sending import AUDIENCES, send_on, show_ways
from pmo_bot.blocks import answers, helping, lists
from pmo_bot.blocks import decisions as blocks
from pmo_bot.blocks.conflicts import conflicts_message
from pmo_bot.blocks.words.helping import group_called
from pmo_bot.rules.grammar import Misread, parse
from pmo_bot.rules.grammar_verbs import SPELLINGS
from pmo_bot.rules.listing import Scope, Wanted
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import items, looking, reading_conflicts, reading_decisions, reading_today, tags
from pmo_bot.services.listing import listing
from pmo_bot.services.people import calendar_for


def today(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo` alone: what is due today, and what waits for your answer."""
    return Reply(lists.today_message(reading_today.today(desk.db, call.person, call.now)))


def show_list(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo list`: yours, a person's, a project's, or mine, asked, overdue, unowned, unaccepted; others in `LISTS`."""
    spoken = answering.spare_words(said)
    if said.command.keys:
        raise Refused("list_of_item", key=said.command.keys[0])
    if said.owner is None and (other := _other_list(said, spoken)):
        return LISTS[other](desk, call, said)
    scopes = SCOPES_OF_SOMEBODY if said.owner else frozenset(Scope)
    answering.check_words(said, spoken, {*scopes, "open", "late"}, is_clear=said.owner is not None)
    named = next((scope for scope in Scope if scope.value in spoken), None)
    mine = said.owner is None and ("my" in spoken or said.text.lower().startswith("mine"))
    if named is None:
        named = Scope.OVERDUE if "late" in spoken else Scope.MINE if mine else None
    project = said.project if said.named_project or (named is None and not said.owner) else None
    scope = named or (Scope.ALL if said.owner or project else Scope.MINE)
    wanted = Wanted(scope, call.person if mine and scope in SCOPES_OF_SOMEBODY else said.owner, project)
    return Reply(lists.list_message(listing(desk.db, call.person, call.now, wanted, here=said.here)))


SCOPES_OF_SOMEBODY = frozenset(Scope) - {Scope.MINE, Scope.UNOWNED}
"""What can be asked for beside a person."""


def _other_list(said: Said, spoken: list[str]) -> str:
    """The word that asks for a list of something else than items; the rest of what was said has to fit it."""
    if spoken[:1] and spoken[0] in NAMED:
        return spoken[0]
    other = next((word for word in spoken if word in LISTS and word not in NAMED), "")
    if other:
        answering.check_words(said, spoken, {other, "open", "all"})
    return other


def conflicts(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo list conflicts #apollo`: the dates that do not fit; without a project those of what you owe or lead."""
    project, _ = answering.project_among(desk.db, call, said)
    found, movable = reading_conflicts.listed(desk.db, call.person, project, call.now, said.here)
    return Reply(conflicts_message(found, project, movable, call.today))


LISTS: dict[str, Callable[[Desk, Call, Said], Answer]] = {
    TEAM: show_team,
    TAG: show_tag,
    "conflicts": conflicts,
    RISKS: show_risks,
    LOAD: show_load,
    PROJECTS: show_projects,
    "orphans": orphans,
    "proposals": pipeline,
    "alike": show_pairs,
}
"""Lists of something else than items, by the word that asks for them."""


NAMED = (TEAM, TAG)
"""Those that a name follows, which may be any word."""


def log(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo log A-12 WORDS` adds a note; `tag login` tells what changed for it; else it finds decisions."""
    if said.items:
        noted = items.note(desk.db, call.act, said.item().id, answering.note_words(call, said))
        return answering.changed(desk.db, call, noted)
    if answering.spare_words(said)[:1] == [TAG]:
        return change_log(desk, call, said)
    project, spoken = answering.project_among(desk.db, call, said)
    found = reading_decisions.search(desk.db, call.person, call.now, " ".join(spoken), project=project, here=said.here)
    return Reply(blocks.found_message(found))


def digest(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo digest APOLLO`: as it would be now, for you; for an audience, of a `team`; `to #there`, `preview`."""
    if is_sent_on(said.command):
        return send_on(desk, call, said)
    spoken, _, unit = (part.split() for part in " ".join(answering.spare_words(said)).partition(f"{TEAM} "))
    answering.check_words(said, spoken, {"preview", *READ_FOR})
    if "preview" in spoken:
        return show_ways(desk, call, said)
    if said.project is None:
        raise Refused("which_project", command="digest")
    audience = next((READ_FOR[one] for one in spoken if one in READ_FOR), None)
    team = tags.team_called(desk.db, call.person, " ".join(unit)) if unit else None
    return answering.digest(desk.db, call, said.project, audience, team)


READ_FOR = {name: audience for name, audience in AUDIENCES.items() if name != "board"}
"""For whom a report can be read; `digest board` names a project, where there is one or not."""
FOR_ALL = frozenset({"", "me", "please"})
"""After `help`: no command is meant."""
EVERYTHING = frozenset({"all", "everything"})


def show_help(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo help`: what everybody needs; `help all` the rest, `help change` a part of it, `help move` one command."""
    first = said.command.words.strip().removeprefix("/pmo").strip().partition(" ")[0].lower()
    verb = SPELLINGS.get(first)  # before projects: one may be called MOVE
    if verb is not None:
        return Reply(helping.help_with(verb))
    if first in EVERYTHING:
        return Reply(helping.help_with_all())
    if (group := group_called(first)) is not None:
        return Reply(helping.help_with_group(group))
    asked = parse(first, now=call.now, calendar=calendar_for(call.person)) if first not in FOR_ALL else None
    if isinstance(asked, Misread):
        return Reply(answers.misread(asked))
    projects = looking.visible_projects(desk.db, call.person)
    leads = any(call.person.id in (project.lead_id, project.sponsor_id) for project in projects)
    return Reply(helping.help_message(call.person.role, leads=leads))


LOOK_COMMANDS: dict[str, Callable[[Desk, Call, Said], Answer]] = {
    "today": today,
    "list": show_list,
    "log": log,
    "digest": digest,
    "help": show_help,
}
