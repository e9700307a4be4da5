"""What people press, choose and type in: Block Kit elements and the objects inside them.

Plain str becomes plain_text, Markup becomes mrkdwn; too long text ends in "…".  Ids and values are never cut:
a cut id would send a click to the wrong place.
"""

# ruff: noqa: A002  # `id=` is the word of the kit: no caller needs the builtin here

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, time
from typing import Any, Literal, NewType

from pmo_bot.blocks.text import Markup, clean, cut, plain, shorten

Element = NewType("Element", dict[str, Any])
Option = NewType("Option", dict[str, Any])
Confirm = NewType("Confirm", dict[str, Any])
TextObject = dict[str, Any]
Style = Literal["primary", "danger"]
Conversations = Literal["im", "mpim", "private", "public"]

# Slack's limits, as in slack/limits/numbers.py; a test holds the two together.
BUTTON = 75
ACCESSIBILITY_LABEL = 75
OPTION = 75
PLACEHOLDER = 150
OVERFLOW_OPTIONS = 5
CHOICE_OPTIONS = 10
SELECT_OPTIONS = 100
INITIAL_VALUE = 3000
PEOPLE_MOST = 30
"""People one field may name: nobody announces to more by hand."""
CONFIRM_TITLE, CONFIRM_TEXT, CONFIRM_BUTTON = 100, 300, 30

NOTHING = "–"  # Slack refuses empty text; a dash reads as "none"


def given(**properties: Any) -> dict[str, Any]:
    """The properties that have a value."""
    return {name: value for name, value in properties.items() if value is not None}


def bare(text: str | None, limit: int) -> str | None:
    """The words as they are, for the places that take no text object; None when there are none."""
    return shorten(clean(plain(text or "")).strip(), limit) or None


def plain_text(text: str, limit: int) -> TextObject:
    """A plain_text object; `:emoji:` in it stays as typed, because people's text is data."""
    return {"type": "plain_text", "text": bare(text, limit) or NOTHING, "emoji": False}


def text_object(text: str, limit: int) -> TextObject:
    """mrkdwn for Markup, plain_text for anything else; verbatim, so that Slack makes no links of its own."""
    if isinstance(text, Markup) and text.strip():
        return {"type": "mrkdwn", "text": str(cut(text, limit)), "verbatim": True}
    return plain_text(text, limit)


def confirm(title: str, text: str, yes: str, no: str, *, style: Style | None = None) -> Confirm:
    """The question before something that cannot be taken back."""
    return Confirm(
        given(
            title=plain_text(title, CONFIRM_TITLE),
            text=text_object(text, CONFIRM_TEXT),
            confirm=plain_text(yes, CONFIRM_BUTTON),
            deny=plain_text(no, CONFIRM_BUTTON),
            style=style,
        )
    )


def button(
    text: str,
    *,
    id: str,
    value: str | None = None,
    url: str | None = None,
    style: Style | None = None,
    confirm: Confirm | None = None,
    label: str | None = None,
) -> Element:
    """A button; `label` is what a screen reader says instead of the text."""
    return Element(
        given(
            type="button",
            action_id=id,
            text=plain_text(text, BUTTON),
            value=value,
            url=url,
            style=style,
            confirm=confirm,
            accessibility_label=bare(label, ACCESSIBILITY_LABEL),
        )
    )


def option(text: str, value: str, *, description: str | None = None, url: str | None = None) -> Option:
    """One choice; Markup only in checkboxes and radio buttons, `url` only in an overflow."""
    return Option(
        given(
            text=text_object(text, OPTION),
            value=value,
            description=text_object(description, OPTION) if description else None,
            url=url,
        )
    )


def overflow(options: Sequence[Option], *, id: str, confirm: Confirm | None = None) -> Element:
    """The three dots; at most five choices."""
    return Element(given(type="overflow", action_id=id, options=_plain(options)[:OVERFLOW_OPTIONS], confirm=confirm))


def static_select(
    options: Sequence[Option],
    *,
    id: str,
    placeholder: str | None = None,
    initial: str | None = None,
) -> Element:
    """A menu of up to 100 choices; `initial` is the value of the one already chosen, which is never cut off.

    Slack refuses a whole view for one menu without choices, so that is an error here: leave it out.
    """
    if not options:
        raise ValueError(f"nothing to choose from: {id}")
    kept = _first(_plain(options), SELECT_OPTIONS, {initial})
    chosen = next(iter(_chosen(kept, {initial})), None)
    hint = _placeholder(placeholder)
    return Element(given(type="static_select", action_id=id, options=kept, placeholder=hint, initial_option=chosen))


def users_select(*, id: str, placeholder: str | None = None, initial: str | None = None) -> Element:
    """A menu of people; Slack fills it."""
    return Element(
        given(type="users_select", action_id=id, placeholder=_placeholder(placeholder), initial_user=initial)
    )


def conversations_select(
    *,
    id: str,
    placeholder: str | None = None,
    initial: str | None = None,
    current: bool = False,
    include: Sequence[Conversations] = ("public", "private"),
) -> Element:
    """A menu of channels; `current` chooses the one the person is in."""
    return Element(
        given(
            type="conversations_select",
            action_id=id,
            placeholder=_placeholder(placeholder),
            initial_conversation=initial,
            default_to_current_conversation=current or None,
            filter={"include": list(include), "exclude_bot_users": True},
        )
    )


def datepicker(*, id: str, initial: date | None = None, placeholder: str | None = None) -> Element:
    """A calendar."""
    day = initial.isoformat() if initial else None
    return Element(given(type="datepicker", action_id=id, initial_date=day, placeholder=_placeholder(placeholder)))


def timepicker(
    *,
    id: str,
    initial: time | None = None,
    timezone: str | None = None,
    placeholder: str | None = None,
) -> Element:
    """A time of day; `timezone` is the IANA name shown beside it."""
    return Element(
        given(
            type="timepicker",
            action_id=id,
            initial_time=initial.strftime("%H:%M") if initial else None,
            timezone=timezone,
            placeholder=_placeholder(placeholder),
        )
    )


def text_input(
    *,
    id: str,
    initial: str | None = None,
    placeholder: str | None = None,
    multiline: bool = False,
    shortest: int | None = None,
    longest: int | None = None,
) -> Element:
    """A field to type in; what is already in it is cut to what may be typed."""
    room = min(longest or INITIAL_VALUE, INITIAL_VALUE)
    return Element(
        given(
            type="plain_text_input",
            action_id=id,
            initial_value=shorten(clean(initial), room) if initial else None,
            placeholder=_placeholder(placeholder),
            multiline=multiline or None,
            min_length=shortest,
            max_length=longest,
        )
    )


def multi_users_select(*, id: str, initial: Sequence[str] = (), most: int = PEOPLE_MOST) -> Element:
    """Several people, by their ids."""
    return Element(
        given(type="multi_users_select", action_id=id, initial_users=list(initial) or None, max_selected_items=most)
    )


def checkboxes(options: Sequence[Option], *, id: str, initial: Collection[str] = ()) -> Element:
    """Up to ten choices, any number of them; `initial` holds the values already ticked."""
    kept = _first(options, CHOICE_OPTIONS, initial)
    return Element(given(type="checkboxes", action_id=id, options=kept, initial_options=_chosen(kept, initial) or None))


def radio(options: Sequence[Option], *, id: str, initial: str | None = None) -> Element:
    """Up to ten choices, one of them; `initial` is the value already chosen."""
    kept = _first(options, CHOICE_OPTIONS, {initial})
    chosen = next(iter(_chosen(kept, {initial})), None)
    return Element(given(type="radio_buttons", action_id=id, options=kept, initial_option=chosen))


def _first(options: Sequence[Option], room: int, initial: Collection[str | None]) -> list[Option]:
    """As many as there is room for, in their order; those already chosen before the others."""
    spare = room - min(room, len(_chosen(options, initial)))
    kept: list[Option] = []
    for choice in options:
        chosen = choice["value"] in initial
        if (chosen or spare > 0) and len(kept) < room:
            kept.append(choice)
            spare -= not chosen
    return kept


def _chosen(options: Iterable[Option], initial: Collection[str | None]) -> list[Option]:
    return [choice for choice in options if choice["value"] in initial]


def _plain(options: Iterable[Option]) -> list[Option]:
    """Menus take no mrkdwn."""
    return [Option({name: _no_markup(part) for name, part in choice.items()}) for choice in options]


def _no_markup(part: Any) -> Any:
    is_markup = isinstance(part, dict) and part["type"] == "mrkdwn"
    return plain_text(Markup(part["text"]), OPTION) if is_markup else part


def _placeholder(text: str | None) -> TextObject | None:
    return plain_text(text, PLACEHOLDER) if text else None
