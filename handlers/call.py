"""What somebody did, read from Slack's payloads: one shape for commands, clicks, forms and shortcuts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from pmo_bot.blocks.forms import Origin
from pmo_bot.blocks.ids import Press, decode
from pmo_bot.model import Person
from pmo_bot.ports import ReplyTo, SlackChannel
from pmo_bot.services.events import Act

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
    is_ephemeral: bool = False
    is_home: bool = False
    first_field: str = ""
    external: bool = False
    """The person belongs to another organisation."""

    def mentioned(self) -> set[str]:
        """Everybody this payload names."""
        found = set(MENTION.findall(self.text))
        return found | {v for v in self.values.values() if isinstance(v, str) and re.fullmatch("[UW][A-Z0-9]{2,}", v)}


@dataclass(frozen=True, slots=True)
class Call:
    """A payload with the person it comes from and the time it came."""

    incoming: Incoming
    person: Person
    now: datetime
    people: Mapping[str, Person] = field(default_factory=dict)
    """Whom the payload names, by Slack id."""
    channels: Mapping[str, SlackChannel | None] = field(default_factory=dict)

    @property
    def act(self) -> Act:
        """As services are told."""
        return Act(self.person, self.now, self.incoming.source, self.incoming.once or None)

    @property
    def address(self) -> ReplyTo:
        """Where the answer goes."""
        into = self.incoming
        return ReplyTo(into.team, into.slack_id, into.channel, into.origin.reply_to or into.response_url)

    @property
    def origin(self) -> Origin:
        """What a window opened from here remembers."""
        into = self.incoming
        return Origin(row=into.press.id if into.press else 0, channel=into.channel, reply_to=into.response_url)

    def text_of(self, name: str) -> str:
        """A text field of a form; empty when it was left so."""
        value = self.incoming.values.get(name)
        return value.strip() if isinstance(value, str) else ""

    def date_of(self, name: str) -> date | None:
        """A date field of a form."""
        value = self.text_of(name)
        return date.fromisoformat(value) if value else None

    def time_of(self, name: str) -> time | None:
        """A time field of a form."""
        value = self.text_of(name)
        return time.fromisoformat(value) if value else None

    def person_of(self, name: str) -> Person | None:
        """A person field of a form."""
        return self.people.get(self.text_of(name))


# --- from Slack's payloads ------------------------------------------------------------


def from_command(body: Mapping[str, Any]) -> Incoming:
    """A slash command."""
    return Incoming(
        team=str(body.get("team_id", "")),
        slack_id=str(body.get("user_id", "")),
        kind="command",
        channel=str(body.get("channel_id", "")),
        text=str(body.get("text", "") or ""),
        trigger_id=str(body.get("trigger_id", "")),
        response_url=str(body.get("response_url", "")),
        once=f"command:{body.get('trigger_id', '')}",
        source="slash",
    )


def from_click(body: Mapping[str, Any]) -> Incoming:
    """A button, a menu or a choice in a message, a view or App Home."""
    action: Mapping[str, Any] = next(iter(body.get("actions") or [{}]))
    container = body.get("container") or {}
    return Incoming(
        **_who(body),
        kind="click",
        channel=_id(body.get("channel")) or str(container.get("channel_id", "")),
        trigger_id=str(body.get("trigger_id", "")),
        response_url=str(body.get("response_url", "")),
        once=f"click:{_place(container)}:{action.get('action_id', '')}:{action.get('action_ts', '')}",
        source="button",
        press=decode(_value(action)),
        message=body.get("message") or {},
        is_ephemeral=bool(container.get("is_ephemeral")),
        is_home=(body.get("view") or {}).get("type") == "home",
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
        once=f"form:{view.get('id', '')}:{view.get('root_view_id', '')}",
        source="modal",
        values={name: _value(element) for fields in state.values() for name, element in fields.items()},
        origin=origin,
        first_field=str(inputs[0]) if inputs else "",
    )


def from_shortcut(body: Mapping[str, Any]) -> Incoming:
    """A shortcut from a message or from anywhere."""
    message = body.get("message") or {}
    return Incoming(
        **_who(body),
        kind="shortcut",
        channel=_id(body.get("channel")),
        text=str(message.get("text", "")),
        trigger_id=str(body.get("trigger_id", "")),
        response_url=str(body.get("response_url", "")),
        source="shortcut",
        message=message,
    )


def _who(body: Mapping[str, Any]) -> dict[str, Any]:
    user = body.get("user") or {}
    team = _id(body.get("team")) or str(user.get("team_id", ""))
    return {"team": team, "slack_id": _id(user), "external": bool(user.get("team_id")) and user.get("team_id") != team}


def _id(thing: Any) -> str:
    return str(thing.get("id", "")) if isinstance(thing, Mapping) else ""


def _place(container: Mapping[str, Any]) -> str:
    return str(container.get("message_ts") or container.get("view_id") or "")


def _value(element: Mapping[str, Any]) -> str:
    return next((str(value) for value in _values(element) if value), "")


def _values(element: Mapping[str, Any]) -> Iterator[Any]:
    yield element.get("value")
    yield (element.get("selected_option") or {}).get("value")
    for name in ("selected_user", "selected_date", "selected_time", "selected_conversation", "selected_channel"):
        yield element.get(name)
