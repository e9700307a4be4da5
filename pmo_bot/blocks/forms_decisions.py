"""The windows of decisions: to log one, to ask for one, to decide with a reason, to look at it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pmo_bot.blocks import kit
from pmo_bot.blocks.forms import Origin, about, field, framed, project_field, reason, requirements_field
from pmo_bot.blocks.ids import Form
from pmo_bot.blocks.kit import Block, Element, View
from pmo_bot.blocks.text import Markup
from pmo_bot.blocks.words import forms_decisions as words
from pmo_bot.blocks.words import options as option_words
from pmo_bot.model import TITLE_LENGTH, Decision, DecisionOption, Item, Project

OPTIONS_LENGTH = 1500


@dataclass(frozen=True, slots=True)
class Draft:
    """What is filled in already."""

    title: str = ""
    rationale: str = ""
    project: int | None = None
    decider: str | None = None
    considered: str = ""
    informed: Sequence[str] = ()
    review_on: date | None = None
    next: str = ""
    next_owner: str | None = None
    next_due: date | None = None
    relation: str | None = None
    requirements: str = ""


def decide(
    origin: Origin,
    projects: list[Project],
    draft: Draft,
    *,
    above: Markup | None = None,
    alike: Sequence[Decision] = (),
) -> View:
    """Log a decision.  `alike` are those it sounds like: then the window asks what it is to them."""
    title = kit.text_input(id="title", initial=draft.title, longest=TITLE_LENGTH)
    why = kit.text_input(id="rationale", multiline=True, initial=draft.rationale)
    informed = kit.multi_users_select(id="informed", initial=draft.informed)
    follows = kit.text_input(id="next", initial=draft.next, longest=TITLE_LENGTH)
    return framed(
        "decide",
        Form.DECIDE,
        origin,
        *([kit.section(above, id="alike")] if above else []),
        *_relation(alike, draft.relation),
        field(words.TITLE, title, "title"),
        field(words.WHY, why, "rationale", optional=True),
        field(words.WHO, kit.users_select(id="decider", initial=draft.decider), "decider", optional=True),
        *project_field(projects, draft.project),
        field(words.CONSIDERED, _options(draft.considered), "options", hint=words.CONSIDERED_HINT, optional=True),
        field(words.INFORMED, informed, "informed", hint=words.INFORMED_HINT, optional=True),
        field(words.REVIEW, kit.datepicker(id="review_on", initial=draft.review_on), "review_on",
              hint=words.REVIEW_HINT, optional=True),
        requirements_field(draft.requirements),
        field(words.NEXT, follows, "next", hint=words.NEXT_HINT, optional=True),
        field(words.NEXT_WHO, kit.users_select(id="next_owner", initial=draft.next_owner), "next_owner", optional=True),
        field(words.NEXT_DUE, kit.datepicker(id="next_due", initial=draft.next_due), "next_due", optional=True),
    )  # fmt: skip


def _relation(alike: Sequence[Decision], chosen: str | None) -> list[Block]:
    """What the new one is to those it sounds like; nothing is written down before that is said."""
    options = [kit.option(words.NEW_ONE, "new"), kit.option(words.SAME, "same")]
    for one in alike:
        options.append(kit.option(words.replaces(one), f"supersedes:{one.id}"))
        options.append(kit.option(words.excepts(one), f"exception:{one.id}"))
    choice = kit.radio(options, id="relation", initial=chosen)
    return [field(words.RELATION, choice, "relation")] if alike else []


def _options(lines: str) -> Element:
    return kit.text_input(id="options", multiline=True, initial=lines, longest=OPTIONS_LENGTH)


def ask(
    origin: Origin,
    projects: list[Project],
    *,
    text: str = "",
    options: Sequence[str] = (),
    decider: str | None = None,
    due: date | None = None,
    project: int | None = None,
    context: str = "",
    above: Markup | None = None,
) -> View:
    """Ask for a decision."""
    return framed(
        "ask",
        Form.ASK_DECISION,
        origin,
        *([kit.section(above, id="alike")] if above else []),
        field(words.QUESTION, kit.text_input(id="title", initial=text, longest=TITLE_LENGTH), "title"),
        field(words.DECIDER, kit.users_select(id="decider", initial=decider), "decider", hint=words.DECIDER_HINT,
              optional=True),
        field(words.OPTIONS, _options("\n".join(options)), "options", hint=words.OPTIONS_HINT, optional=True),
        field(words.ANSWER_BY, kit.datepicker(id="due", initial=due), "due", hint=words.ANSWER_BY_HINT, optional=True),
        field(words.CONTEXT, kit.text_input(id="context", multiline=True, initial=context, longest=1000), "context",
              optional=True),
        field(words.CONSULTED, kit.multi_users_select(id="consulted"), "consulted", optional=True),
        *project_field(projects, project),
        requirements_field(""),
        submit=words.ASK,
    )  # fmt: skip


def choose(origin: Origin, item: Item, options: Sequence[DecisionOption], chosen: int | None = None) -> View:
    """Decide, with a reason."""
    offered = [kit.option(one.text, str(one.position)) for one in options]
    first = str(chosen) if chosen else next((str(one.position) for one in options if one.recommended), None)
    listed = option_words.listed(options) if option_words.long_options(options) else None
    return framed(
        "choose",
        Form.CHOOSE,
        origin,
        about(item),
        *([kit.section(listed, id="options")] if listed else []),
        field(words.CHOICE, kit.radio(offered, id="choice", initial=first), "choice"),
        reason(words.WHY, words.CHOICE_HINT),
    )


def review(origin: Origin, decision: Decision, offer: date) -> View:
    """When it is looked at again."""
    return framed(
        "review",
        Form.REVIEW,
        origin,
        kit.section(f"{decision.title} ({decision.key})", id="about"),
        field(words.REVIEW, kit.datepicker(id="review_on", initial=offer), "review_on", hint=words.REVIEW_HINT),
    )
