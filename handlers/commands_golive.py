"""The commands about what comes after go-live, and about requirements: `/pmo severity`, `/pmo tag`."""

import re
from collections.abc import Callable

from handlers import answering
from handlers.answers import Answer, Reply
from handlers.call import Call
from handlers.listener import Desk
from handlers.reading_text import Said
from pmo_bot.blocks import answers, lists
from pmo_bot.blocks.requirements import log_message
from pmo_bot.blocks.words import requirements as words
from pmo_bot.blocks.words import thanks as thanks_words
from pmo_bot.model import Project, Tag
from pmo_bot.rules.grammar_keys import keys_in
from pmo_bot.rules.listing import Scope, Wanted
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.requirements import MOST
from pmo_bot.services import looking, projects, reading_requirements, requirements, severity
from pmo_bot.services.listing import listing
from pmo_bot.services.people import Preferences, set_preferences
from pmo_bot.services.projects import ProjectChange

RATED = re.compile(r"^(?P<key>\S+)\s+(?:(?:is|to|=)\s+)?!?(?:sev(?:erity)?[- ]?)?(?P<severity>\d)$", re.IGNORECASE)


def rate(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo severity I-9 2`: how severe an issue is."""
    found = RATED.match(said.command.words.strip())
    keys = keys_in(found["key"]) if found else []
    if found is None or len(keys) != 1:
        raise Refused("which_severity", key="I-9")
    with desk.db.reading() as session:
        item = looking.named_item(session, call.person, keys[0])
    return answering.changed(desk.db, call, severity.rate(desk.db, call.act, item.id, int(found["severity"])))


# --- requirements -----------------------------------------------------------------------

TAG = "tag"
"""The word after `list` and `log` that asks for what is for a requirement, and for what changed for it."""


def tag(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo tag A-12 login, gdpr`: what an item or a decision is for; `none` for nothing, no words to see it."""
    said.check_one()
    names, about = said.command.title, said.decision or next(iter(said.items), None)
    if about is None:
        raise Refused("which_requirements", most=MOST)
    if not names:
        carried = reading_requirements.carried(desk.db, about)
        return Reply(answers.say(words.carried_now(about, carried)))
    if said.decision is not None:
        decision = requirements.tag_decision(desk.db, call.act, said.decision.id, names)
        return Reply(answers.say(words.decision_tagged(decision, requirements.names_of(names))))
    return answering.changed(desk.db, call, requirements.tag_item(desk.db, call.act, said.item().id, names))


def show_tag(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo list tag login`: what is open for a requirement; with a project, there."""
    project, name = _named(desk, call, said)
    found = reading_requirements.requirement_called(desk.db, call.person, name, said.here)
    wanted = Wanted(Scope.ALL, None, project, requirement=found)
    return Reply(lists.list_message(listing(desk.db, call.person, call.now, wanted, here=said.here)))


def change_log(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo log tag login`: every change of a date, a state, an owner, a decision, of all that is for it."""
    project, name = _named(desk, call, said)
    found = reading_requirements.requirement_called(desk.db, call.person, name, said.here)
    return change_log_of(desk, call, found, project)


def change_log_of(desk: Desk, call: Call, found: Tag, project: Project | None, start: int | None = None) -> Reply:
    """A page of it; the newest where no `start` is named."""
    log = reading_requirements.change_log(desk.db, call.person, found, project=project, start=start, here=call.here)
    return Reply(log_message(log, call.today))


def _named(desk: Desk, call: Call, said: Said) -> tuple[Project | None, str]:
    project, spoken = answering.project_among(desk.db, call, said)
    return project, " ".join(word for word in spoken if word not in {TAG, *answering.LITTLE})


GOLIVE_COMMANDS: dict[str, Callable[[Desk, Call, Said], Answer]] = {"severity": rate, "tag": tag}


# --- thanks -----------------------------------------------------------------------------

THANKS = "thanks"
"""The word after `project APOLLO` and after `prefs`."""
YES, NO = frozenset({"on", "yes"}), frozenset({"off", "no", "none", "never"})


def thank(desk: Desk, call: Call, said: Said) -> Answer:
    """`/pmo project APOLLO thanks on`: whether its report thanks for what was done in time."""
    if said.project is None:
        raise Refused("which_project", command="project thanks")
    spoken = answering.spare_words(said)
    answering.check_words(said, spoken, {THANKS, *YES, *NO})
    wanted = ProjectChange(thanks=not NO.intersection(spoken))
    return Reply(answers.say(thanks_words.project_kept(projects.change(desk.db, call.act, said.project.key, wanted))))


def thank_me(desk: Desk, call: Call, spoken: str) -> Answer:
    """`/pmo prefs thanks on`: whether a report may thank somebody by name."""
    wish = [word for word in answering.bare_words(spoken) if word in YES | NO or word not in answering.IDLE]
    if set(wish) - YES - NO:
        raise Refused("unread_words", words=" ".join(wish), verb="prefs", key="")
    person = set_preferences(desk.db, call.act, Preferences(thanks=not NO.intersection(wish)))
    return Reply(answers.say(thanks_words.person_kept(person)))
