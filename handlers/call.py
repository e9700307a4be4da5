"""What somebody did, read from Slack's payloads: one shape for commands, clicks, forms and shortcuts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from handlers import values
from handlers.values import E, of_element
from pmo_bot.blocks.forms import Origin
from pmo_bot.blocks.ids import Press, Verb, decode
from pmo_bot.blocks.text import clean
from pmo_bot.model import Person
from pmo_bot.ports import ReplyTo, SlackChannel
from pmo_bot.services.changing import check_reach
from pmo_bot.services.events import Act
from pmo_bot.services.people import calendar_for

PEOPLE = re.compile("[UW][A-Z0-9]{2,}(?:,[UW][A-Z0-9]{2,})*")
"""A field in which people were chosen."""
POSTED_TO = re.compile(r"(?i)\bto <#([CG][A-Z0-9]+)")
"""A channel that something is to go to."""
TYPED_BEFORE = (Verb.PICK_DATE, Verb.KEEP_TITLE, Verb.RETRY)
"""Buttons that carry a command."""
MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A payload, before the person is known."""

    team: str
    slack_id: str
    kind: str
    channel: str = ""
    text: str = ""
    trigger_id: str = ""
    response_url: str = ""
    once: str = ""
    source: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    """A form's values by field."""
    press: Press | None = None
    origin: Origin = field(default_factory=Origin)
    message: Mapping[str, Any] = field(default_factory=dict)
    message_ts: str = ""
    thread: str = ""
    """The message in whose thread somebody wrote."""
    is_ephemeral: bool = False
    is_home: bool = False
    view_id: str = ""
    """The window that was clicked in."""
    pages: str = ""
    """Where the Home that was clicked in is leafed to."""
    fields: tuple[str, ...] = ()
    """The form's fields, in their order."""

    @property
    def address(self) -> ReplyTo:
        """Where the answer goes."""
        return ReplyTo(self.team, self.slack_id, self.channel, self.origin.reply_to or self.response_url)

    @property
    def has_place(self) -> bool:
        """Whether there is a conversation to answer in: App Home and shortcuts from anywhere have none."""
        return bool(self.channel or self.address.response_url)

    def places(self) -> list[str]:
        """The channels that were chosen in a form, or that something is to go to."""
        values = [value for value in self.values.values() if isinstance(value, str)]
        chosen = [value for value in values if value[:1] in ("C", "G") and value.isalnum() and value.isupper()]
        return [*chosen, *(POSTED_TO.findall(self.text) if self.kind in ("command", "click") else [])]

    def mentioned(self) -> set[str]:
        """Everybody this payload names."""
        found = set(MENTION.findall(self.text))
        fields = (value for value in self.values.values() if isinstance(value, str) and PEOPLE.fullmatch(value))
        return found.union(*(value.split(",") for value in fields))


@dataclass(frozen=True, slots=True)
class Call:
    """A payload with the person it comes from and the time it came."""

    incoming: Incoming
    person: Person
    now: datetime
    people: Mapping[str, Person] = field(default_factory=dict)
    """Whom the payload names, by Slack id."""
    channels: Mapping[str, SlackChannel | None] = field(default_factory=dict)
    in_place: bool = False
    """The message that was clicked is a brief or packet: it is edited, so no words are needed."""
    here: str | None = None
    """The channel where everybody will read the answer; None when only the person will."""

    @property
    def today(self) -> date:
        """The day it is where they are."""
        return calendar_for(self.person).today(self.now)

    @property
    def act(self) -> Act:
        """As services are told."""
        into = self.incoming
        return Act(self.person, self.now, into.source, into.once or None, pages=into.pages)

    @property
    def origin(self) -> Origin:
        """What a window opened from here remembers."""
        into = self.incoming
        row = into.press.id if into.press else 0
        return Origin(row, into.channel, reply_to=into.response_url, in_place=self.in_place, pages=into.pages)

    def text_of(self, name: str) -> str:
        """A text field of a form; empty when it was left so."""
        return values.words(self.incoming.values.get(name))

    def date_of(self, name: str) -> date | None:
        """A date field of a form.  Refuses a day that nobody plans with."""
        value = self.text_of(name)
        return self._in_reach(values.day(value, field=name), field=name) if value else None

    @property
    def kept_date(self) -> date | None:
        """The date that was chosen in the window before this one."""
        value = self.incoming.origin.due
        return self._in_reach(values.day(value)) if value else None

    def _in_reach(self, day: date, **where: str) -> date:
        check_reach(day, self.today, **where)
        return day

    def time_of(self, name: str) -> time | None:
        """A time field of a form."""
        value = self.text_of(name)
        return values.clock(value, field=name) if value else None

    @property
    def kept_time(self) -> time | None:
        """The time of day that was typed before this window opened."""
        value = self.incoming.origin.clock
        return values.clock(value) if value else None

    def number_of(self, name: str) -> int:
        """A choice that is a number; 0 where none was made."""
        value = self.text_of(name)
        return values.whole(value, field=name) if value else 0

    def choice_of(self, name: str, usual: E) -> E:
        """A choice of a few; the usual one where none was made."""
        value = self.text_of(name)
        return values.one_of(type(usual), value, field=name) if value else usual

    def person_of(self, name: str) -> Person | None:
        """A person field of a form."""
        return self.people.get(self.text_of(name))

    def people_of(self, name: str) -> list[Person]:
        """A field of a form for several people."""
        return [self.people[one] for one in self.text_of(name).split(",") if one in self.people]

    def lines_of(self, name: str) -> list[str]:
        """A text field of a form that takes one thing a line."""
        return [line.strip() for line in self.text_of(name).splitlines() if line.strip()]


# --- from Slack's payloads ------------------------------------------------------------


def from_command(body: Mapping[str, Any]) -> Incoming:
    """A slash command."""
    return Incoming(
        team=str(body.get("team_id", "")),
        slack_id=str(body.get("user_id", "")),
        kind="command",
        channel=str(body.get("channel_id", "")),
        text=clean(str(body.get("text", "") or "")),
        trigger_id=str(body.get("trigger_id", "")),
        response_url=str(body.get("response_url", "")),
        once=f"command:{body.get('trigger_id', '')}",
        source="slash",
    )


def from_click(body: Mapping[str, Any]) -> Incoming:
    """A button, a menu or a choice in a message, a view or App Home."""
    action: Mapping[str, Any] = next(iter(body.get("actions") or [{}]))
    container, view = body.get("container") or {}, body.get("view") or {}
    press = decode(of_element(action))
    return Incoming(
        **_who(body),
        kind="click",
        channel=_id(body.get("channel")) or str(container.get("channel_id", "")),
        text=press.extra if press is not None and press.verb in TYPED_BEFORE else "",
        trigger_id=str(body.get("trigger_id", "")),
        response_url=str(body.get("response_url", "")),
        once=f"click:{_place(container)}:{action.get('action_id', '')}:{action.get('action_ts', '')}",
        source="button",
        press=press,
        message=body.get("message") or {},
        message_ts=str(container.get("message_ts", "")),
        is_ephemeral=bool(container.get("is_ephemeral")),
        is_home=view.get("type") == "home",
        pages=str(view.get("private_metadata", "")) if view.get("type") == "home" else "",
        view_id=str(view.get("id", "")) if view.get("type") == "modal" else "",
    )


def from_form(body: Mapping[str, Any]) -> Incoming:
    """A submitted window."""
    view = body.get("view") or {}
    origin = Origin.unpack(str(view.get("private_metadata", "")))
    state = (view.get("state") or {}).get("values") or {}
    inputs = [block.get("block_id", "") for block in view.get("blocks", []) if block.get("type") == "input"]
    return Incoming(
        **_who(body),
        kind="form",
        channel=origin.channel,
        trigger_id=str(body.get("trigger_id", "")),
        once=f"form:{view.get('id', '')}:{view.get('hash', '')}",
        source="modal",
        values={name: of_element(element) for fields in state.values() for name, element in fields.items()},
        origin=origin,
        pages=origin.pages,
        fields=tuple(str(name) for name in inputs),
    )


def from_shortcut(body: Mapping[str, Any]) -> Incoming:
    """A shortcut from a message or from anywhere."""
    message = body.get("message") or {}
    return Incoming(
        **_who(body),
        kind="shortcut",
        channel=_id(body.get("channel")),
        text=clean(str(message.get("text", "") or "")),
        trigger_id=str(body.get("trigger_id", "")),
        response_url=str(body.get("response_url", "")),
        source="shortcut",
        message=message,
    )


def from_words(team: str, event: Mapping[str, Any]) -> Incoming:
    """A message to the bot, and the one in whose thread it was written."""
    channel, ts = str(event.get("channel", "")), str(event.get("ts", ""))
    thread = str(event.get("thread_ts", ""))
    return Incoming(
        team=team,
        slack_id=str(event.get("user", "")),
        kind="words",
        channel=channel,
        text=clean(str(event.get("text", "") or "")),
        source=f"{channel}/{ts}",
        message_ts=ts,
        thread=thread if thread != ts else "",
    )


def _who(body: Mapping[str, Any]) -> dict[str, Any]:
    user = body.get("user") or {}
    team = _opened_by(body.get("view") or {}) or _id(body.get("team")) or str(user.get("team_id", ""))
    return {"team": team, "slack_id": _id(user)}


def _opened_by(view: Mapping[str, Any]) -> str:
    """The workspace whose bot showed a window: where people of others are, Slack names theirs beside it."""
    team = str(view.get("app_installed_team_id") or "")
    return team if team.startswith("T") else ""  # an organisation, where that let the bot in: no workspace


def _id(thing: Any) -> str:
    return str(thing.get("id", "")) if isinstance(thing, Mapping) else ""


def _place(container: Mapping[str, Any]) -> str:
    return str(container.get("message_ts") or container.get("view_id") or "")
