"""Shortcuts: from a message, where no slash command runs, and from anywhere."""

from slack_bolt.async_app import AsyncApp

from handlers import answering, opening
from handlers.answers import Answer, Open
from handlers.call import MENTION, Call, from_shortcut
from handlers.listener import Desk
from pmo_bot.blocks.forms import Origin
from pmo_bot.blocks.forms_decisions import Draft
from pmo_bot.blocks.ids import Shortcut
from pmo_bot.blocks.text import shorten
from pmo_bot.model import TITLE_LENGTH, Kind, Project
from pmo_bot.rules.grammar_tokens import readable
from pmo_bot.rules.permission import may_see
from pmo_bot.store import queries


def register(app: AsyncApp, desk: Desk) -> None:
    """The shortcuts of the manifest."""
    app.shortcut(Shortcut.TRACK)(desk.guarded(from_shortcut, track))
    app.shortcut(Shortcut.RISK)(desk.guarded(from_shortcut, risk))
    app.shortcut(Shortcut.DECISION)(desk.guarded(from_shortcut, decision))
    app.shortcut(Shortcut.NEW)(desk.guarded(from_shortcut, new_item))


def track(desk: Desk, call: Call) -> Answer:
    """*Track this*: the message's words and its link, ready to be kept."""
    form = opening.add_form(desk.db, call, project=_project(desk, call), text=_words(call), origin=_origin(call))
    return Open(form)


def risk(desk: Desk, call: Call) -> Answer:
    """*Raise risk*."""
    form = opening.add_form(desk.db, call, kind=Kind.RISK, project=_project(desk, call), text=_words(call),
                              origin=_origin(call))  # fmt: skip
    return Open(form)


def decision(desk: Desk, call: Call) -> Answer:
    """*Log decision*."""
    home = _project(desk, call)
    draft = Draft(_words(call), project=home.id if home else None)
    return Open(opening.decide_form(desk.db, call, draft, origin=_origin(call)))


def new_item(desk: Desk, call: Call) -> Answer:
    """*New item*, from anywhere."""
    return Open(opening.add_form(desk.db, call))


def _words(call: Call) -> str:
    """What the message says, with people by name, in one line."""
    named = MENTION.sub(lambda found: answering.name_of(call, found[1]), call.incoming.text)
    return shorten(" ".join(readable(named).split()), TITLE_LENGTH)


def _origin(call: Call) -> Origin:
    into = call.incoming
    ts = str(into.message.get("ts", ""))
    link = f"https://slack.com/archives/{into.channel}/p{ts.replace('.', '')}" if ts else ""
    return Origin(channel=into.channel, permalink=link, reply_to=into.response_url)


def _project(desk: Desk, call: Call) -> Project | None:
    with desk.db.reading() as session:
        found = queries.project_by_channel(session, call.incoming.team, call.incoming.channel)
        rooms = queries.private_rooms(session, call.incoming.team, call.person.slack_id)
        return found if found is not None and may_see(call.person, found, rooms) else None
