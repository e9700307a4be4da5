"""The windows: each a pure function from what is known to a modal.  Field ids are block and action id alike.

Here are those of items and projects, and what all are made of; `forms_*` has those of one part.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from pmo_bot.blocks import kit
from pmo_bot.blocks.forms_scales import both_scales
from pmo_bot.blocks.ids import LARGEST, Form
from pmo_bot.blocks.kit import Element, View
from pmo_bot.blocks.people import title
from pmo_bot.blocks.text import Markup, clean, mrkdwn
from pmo_bot.blocks.words import forms as words
from pmo_bot.blocks.words import intake, severity
from pmo_bot.blocks.words import requirements as requirement_words
from pmo_bot.model import Item, Kind, Priority, Project
from pmo_bot.model.item import TITLE_LENGTH
from pmo_bot.rules.packs import Pack

PACKS_OFFERED = 60
FITS = 2900
"""So many letters of what a window remembers Slack keeps, and some room."""
LONGEST = {"permalink": 1000, "reply_to": 255, "pages": 255, "words": 3000, "requirements": 200}
"""What a window keeps of each text; no other has more than 64 letters."""
MESSAGES_ONLY = frozenset({"data_visualization", "data_table", "table"})


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a window was opened from: travels in its metadata and comes back with the answer."""

    row: int = 0
    channel: str = ""
    permalink: str = ""
    reply_to: str = ""
    """The response URL of the click or command, for the private answer."""
    in_place: bool = False
    """It was opened from a message that is edited in place: its answer needs no words."""
    clock: str = ""
    """A time of day that was typed with the date, for which the window has no field."""
    pages: str = ""
    """It was opened from a Home that is leafed to here."""
    due: str = ""
    """The date that was chosen in the window before."""
    words: str = ""
    """The reason that was given there."""
    decision: int = 0
    """The number of the decision from which what is noted follows."""
    figure: int = 0
    """The figure whose value is asked for."""
    seen: int = 0
    """The newest event of the item that it shows: what others change meanwhile is not undone by it."""
    score: str = ""
    """A score that was typed with a risk, as `4x3`, for which the window has no field."""
    severity: int = 0
    """A severity that was typed with an issue, before the window asked for the rest."""
    requirements: str = ""
    """What it is for, as it was typed."""
    phase: str = ""
    """Where a project was to go in the window before, and who was to run it from then on."""
    ops: int = 0
    lesson: int = 0
    """The lesson of which what is noted is the next step."""

    def pack(self) -> str:
        """As the metadata of a view; of a reason that is too long for it what fits."""
        over = len(self._packed()) - FITS
        return (
            self._packed() if over <= 0 else replace(self, words=self.words[: max(0, len(self.words) - over)])._packed()
        )

    def _packed(self) -> str:
        kept = {name: value for name, value in asdict(self).items() if value}
        return json.dumps(kept, separators=(",", ":"), ensure_ascii=False)  # as entities 500 letters would not fit

    @classmethod
    def unpack(cls, metadata: str) -> "Origin":
        """From the metadata of a view; what is not ours, or could be none of ours, is ignored."""
        try:
            known = dict(json.loads(metadata or "{}"))
        except (ValueError, TypeError):
            return cls()
        return cls(**{one.name: _kept(one.name, known.get(one.name), one.default) for one in fields(cls)})


def _kept(name: str, value: object, usual: Any) -> Any:
    """What was kept, where it is of the kind that we keep; no longer than all of it fits into the metadata again."""
    if type(value) is not type(usual):
        return usual
    if isinstance(value, str):
        return clean(value)[: LONGEST.get(name, 64)]
    return value if isinstance(value, int) and 0 <= value <= LARGEST else usual


def field(label: str, element: Element, name: str, *, hint: str | None = None, optional: bool = False) -> kit.Block:
    """A labelled field whose block has the name of the value."""
    return kit.input_block(label, element, id=name, hint=hint, optional=optional)


def add(
    origin: Origin,
    projects: list[Project],
    *,
    text: str = "",
    owner: str | None = None,
    due: date | None = None,
    project: int | None = None,
    kind: str = "A",
    item: Item | None = None,
    priority: str = "",
    needed: Collection[str] = (),
    without: Collection[str] = (),
    above: Markup | None = None,
    asks_reason: bool = False,
    requirements: str = "",
) -> View:
    """Capture an item, or change one.

    `needed` are fields that may not be left empty here, `above` says why; `without` are those not asked for.
    """
    offered = {kind: words.OWN_KINDS[kind]} if kind in words.OWN_KINDS else words.KINDS
    kinds = [kit.option(label, letter) for letter, label in offered.items()]
    priorities = [kit.option(label, value) for value, label in words.PRIORITIES.items()]
    what, who, by_when = words.ADD_AS.get(kind, (words.ADD_TITLE, words.ADD_OWNER, words.ADD_DUE))
    scored = item is None and kind == Kind.RISK
    weight = item.priority if item else priority or Priority.NORMAL
    fields = [
        *said_above(above),
        field(what, kit.text_input(id="title", initial=text, longest=TITLE_LENGTH), "title"),
        *(both_scales(origin.score) if scored else []),
        field(who, kit.users_select(id="owner", initial=owner), "owner", optional="owner" not in needed),
        field(by_when, kit.datepicker(id="due", initial=due), "due", optional="due" not in needed),
        *project_field(projects, project),
        field(words.ADD_KIND, kit.static_select(kinds, id="kind", initial=kind), "kind"),
        *_severity(kind, item.severity if item else origin.severity),
        field(words.ADD_PRIORITY, kit.static_select(priorities, id="priority", initial=weight), "priority"),
        field(
            words.ADD_DONE_MEANS,
            kit.text_input(id="done_means", multiline=True, longest=2000, initial=item.done_means if item else ""),
            "done_means",
            hint=words.ADD_DONE_HINT,
            optional="done_means" not in needed,
        ),
        requirements_field(requirements if item else origin.requirements),
        *([reason(words.DATE_REASON, words.CHANGE_REASON_HINT)] if asks_reason else []),
    ]
    fields = [one for one in fields if one.get("block_id") not in without]
    if item is not None:
        return framed("change", Form.ADD, origin, *fields)
    named = f"add {kind}" if f"add {kind}" in words.TITLE else "add"
    return framed(named, Form.ADD, replace(origin, score="") if scored else origin, *fields)


def requirements_field(said: str) -> kit.Block:
    """What something is for."""
    entry = kit.text_input(id="requirements", initial=said, longest=200)
    return field(requirement_words.FIELD, entry, "requirements", hint=requirement_words.HINT, optional=True)


def _severity(kind: str, chosen: int | None) -> list[kit.Block]:
    """How severe an issue is; nothing for anything else."""
    if kind != Kind.ISSUE:
        return []
    levels = [kit.option(label, str(number)) for number, label in severity.NAMES.items()]
    select = kit.static_select(levels, id="severity", initial=str(chosen) if chosen else None)
    return [field(severity.FIELD, select, "severity", hint=severity.HINT, optional=True)]


def project_field(projects: list[Project], chosen: int | None, *, optional: bool = True) -> list[kit.Block]:
    """Which project it belongs to; nothing where there is none."""
    if not projects:
        return []
    options = [kit.option(f"{p.name} ({p.key})", str(p.id)) for p in projects]
    select = kit.static_select(options, id="project", initial=str(chosen) if chosen else None)
    return [field(words.ADD_PROJECT, select, "project", optional=optional)]


def new_date(origin: Origin, item: Item, offer: date, *, above: Markup | None = None, needed: bool = False) -> View:
    """Propose a new date with a reason, which may be `needed`."""
    return framed(
        "date",
        Form.NEW_DATE,
        origin,
        about(item),
        field(words.DATE_NEW, kit.datepicker(id="due", initial=offer), "due"),
        reason(words.DATE_REASON, needed=needed),
        *said_above(above),
    )


def assign(origin: Origin, item: Item) -> View:
    """Who is asked instead."""
    who = field(words.ASSIGN_WHO, kit.users_select(id="person"), "person")
    return framed("assign", Form.ASSIGN, origin, about(item), who)


def reason(label: str, hint: str = words.DATE_HINT, *, needed: bool = False) -> kit.Block:
    """A sentence that goes into the history; nobody has to give one unless it is `needed`."""
    entry = kit.text_input(id="reason", multiline=True, longest=500)
    return field(label, entry, "reason", hint=hint, optional=not needed)


def done(origin: Origin, item: Item) -> View:
    """It is done: what was to be reached, and what shows that it is."""
    means = [kit.section(mrkdwn("*{label}*\n{text}", label=words.ADD_DONE_MEANS, text=item.done_means), id="means")]
    entry = kit.text_input(id="note", multiline=True, longest=1000)
    note = field(words.DONE_NOTE, entry, "note", hint=words.DONE_HINT, optional=True)
    return framed(
        "done", Form.DONE, origin, about(item), *(means if item.done_means else []), note, submit=words.TITLE["done"]
    )


def not_yet(origin: Origin, item: Item) -> View:
    """What is missing before it is done."""
    entry = kit.text_input(id="text", multiline=True, longest=500)
    missing = field(words.NOT_YET, entry, "text", hint=words.NOT_YET_HINT)
    return framed("notyet", Form.NOT_YET, origin, about(item), missing)


def blocked(origin: Origin, item: Item) -> View:
    """By whom or what it is blocked."""
    return framed(
        "block",
        Form.BLOCKED,
        origin,
        about(item),
        field(words.BLOCK_PERSON, kit.users_select(id="person"), "person", hint=words.BLOCK_HINT, optional=True),
        field(
            words.BLOCK_ITEM, kit.text_input(id="item", longest=20), "item", hint=words.BLOCK_ITEM_HINT, optional=True
        ),
        field(words.BLOCK_TEXT, kit.text_input(id="text", longest=500), "text", optional=True),
    )


def project(
    origin: Origin, *, name: str = "", lead: str | None = None, channel: str | None = None, packs: Sequence[Pack] = ()
) -> View:
    """Start a project, perhaps with what a pack says."""
    value, label, about = intake.AS_PACK
    modes = [kit.option(label, value, description=about)]
    modes += [kit.option(label, mode, description=about[:75]) for mode, (label, about) in words.MODES.items()]
    kinds = [kit.option(one.title, one.name, description=one.about[:75] or None) for one in packs[:PACKS_OFFERED]]
    with_ = [field(intake.BEGIN_WITH, kit.static_select(kinds, id="pack"), "pack", optional=True)] if kinds else []
    begins = [kit.option(label, how) for how, label in words.BEGINS.items()]
    return framed(
        "project",
        Form.PROJECT,
        origin,
        field(words.PROJECT_NAME, kit.text_input(id="name", initial=name, longest=100), "name"),
        field(
            words.PROJECT_KEY, kit.text_input(id="key", longest=20), "key", hint=words.PROJECT_KEY_HINT, optional=True
        ),
        field(words.PROJECT_LEAD, kit.users_select(id="lead", initial=lead), "lead"),
        field(words.PROJECT_SPONSOR, kit.users_select(id="sponsor"), "sponsor", optional=True),
        field(words.PROJECT_CHANNEL, kit.conversations_select(id="channel", initial=channel), "channel", optional=True),
        *with_,
        field(words.PROJECT_MODE, kit.radio(modes, id="mode", initial=value), "mode"),
        field(words.PROJECT_BEGIN, kit.radio(begins, id="begin", initial="now"), "begin"),
    )


def channel(origin: Origin, name: str, current: str | None) -> View:
    """Where a project's digest goes."""
    return framed(
        "channel",
        Form.CHANNEL,
        origin,
        kit.section(name, id="about"),
        field(words.PROJECT_CHANNEL, kit.conversations_select(id="channel", initial=current), "channel"),
    )


def about(item: Item) -> kit.Block:
    """Which item a window is about."""
    return kit.section(f"{title(item)} ({item.key})", id="about")


def said_above(text: Markup | None) -> list[kit.Block]:
    """Why a window asks for what it asks; nothing where there is nothing to say."""
    return [kit.context(text, id="because")] if text else []


def framed(name: str, form: Form, origin: Origin, *fields: kit.Block, submit: str = words.SAVE) -> View:
    """A window that is sent with one button, whose origin comes back with the answer."""
    return kit.modal(
        words.TITLE[name],
        *fields,
        id=form,
        submit=submit,
        close=words.CANCEL,
        metadata=origin.pack(),
    )


def notice(message: kit.Message) -> View:
    """A sentence in a window: where there is no message to answer in, as in App Home.

    Slack shows charts and tables in messages only; what they draw stands in words beside them.
    """
    shown = [block for block in message.blocks if block["type"] not in MESSAGES_ONLY]
    return kit.modal(words.NOTICE, *shown, id="notice", close=words.CLOSE)
