"""How much work the bot makes, who uses it, and what could go: in words, about nobody."""

from pmo_bot.blocks.people import NAME_SHOWN, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words.review import per
from pmo_bot.model import Mode
from pmo_bot.rules.friction import Adoption, Friction, Meter, Stricter
from pmo_bot.rules.left_out import DONE_MEANS, PRIORITY, REASON

FIELDS = {DONE_MEANS: "“Done means”", PRIORITY: "“Priority”", REASON: "the reason for another date"}
RUN = {Mode.SUPPORTIVE: "Supportive", Mode.CONTROLLING: "Controlling", Mode.DIRECTIVE: "Directive"}


def meter(found: Friction) -> Markup:
    """One line for each mode."""
    return Markup("\n").join([mrkdwn("*What it asks of people*"), *(_line(one) for one in found.meters)])


def _line(one: Meter) -> Markup:
    share = f" ({100 * one.answered // one.asked} % answered)" if one.asked else ""
    among = max(one.closed, 1)
    items = f"for each of {one.closed} finished items" if one.closed > 1 else "for the one finished item"
    return mrkdwn(
        "• {mode}: {asked}{share} and {clicks} {items}", mode=RUN[one.mode], asked=per(one.asked, among, "question"),
        share=share, clicks=per(one.clicks, among, "click"), items=items if one.closed else "and nothing finished yet",
    )  # fmt: skip


def without(field: str) -> str:
    """The button that leaves a field out, once a person has looked at it and saved."""
    return {DONE_MEANS: "Do without “Done means”…", PRIORITY: "Do without “Priority”…",
            REASON: "Do without the reason…"}[field]  # fmt: skip


def same(field: str, often: int) -> Markup:
    """A required field that is always answered alike."""
    return mrkdwn("*{what}* was asked for and answered {often} times in 30 days, always with the same words.",
                  what=FIELDS[field][0].upper() + FIELDS[field][1:], often=often)  # fmt: skip


def stricter(one: Stricter) -> Markup:
    """A project that may be run less strictly."""
    run = one.run
    return mrkdwn(
        "*{name}* is run in {mode} mode: {kept} of {finished} promises were kept on their first date, nothing had to "
        "be passed on, {objected}. It may do with less.",
        name=shown(one.project.name, NAME_SHOWN), mode=one.project.mode.value, kept=run.kept, finished=run.finished,
        objected="nobody objected" if not run.objected else f"{run.objected} were objected to",
    )  # fmt: skip


def looser(one: Stricter) -> str:
    """The button for that."""
    return f"Run it as {one.looser.value}"


SURE = "Less strict?"
YES, NO = "Yes", "Leave it"


def sure(one: Stricter) -> str:
    """What is asked before."""
    return (f"From now on {one.project.name} asks for less: /pmo help project tells what {one.looser.value} means. "
            "Its lead or a PMO lead can set it back.")  # fmt: skip


def adoption(found: Adoption) -> Markup:
    """Whether the bot is used; of how many."""
    share = 100 * found.acted // found.reached
    return mrkdwn("In the last 30 days {acted} of the {reached} people I wrote to did something with it ({share} %).",
                  acted=found.acted, reached=found.reached, share=share)  # fmt: skip
