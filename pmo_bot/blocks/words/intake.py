"""How proposals are asked for, ranked and told; and what a project begins with."""

from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import NAME_SHOWN, name, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words.phase_names import PHASES
from pmo_bot.model import Person, Phase, Project
from pmo_bot.rules.intake import GO, NO, NOT_NOW, Pipeline, Proposal
from pmo_bot.rules.packs import Pack

OPTIONS = ("Go", "Not now", "No")
"""What the board can say, in the order of `rules.intake`."""
SAID = {GO: "Go", NOT_NOW: "Not now", NO: "No"}
NAME, GOAL, GOAL_HINT = "What do you propose?", "What is it for?", "One or two sentences; whoever decides reads them."
PARTS = {
    "worth": ("What is it worth?", "a little", "a great deal"),
    "urgency": ("How urgent is it?", "it can wait", "it is late already"),
    "risk": ("How risky is it?", "hardly", "very"),
    "effort": ("How much work is it?", "days", "a year or more"),
    "fit": ("How well does it fit our plans?", "hardly", "it is what we plan"),
}
SCORE_HINT = "From 1 to 5. Worth counts twice; much risk and much work count against it."
SPONSOR, PACK, MODE = "Who would sponsor it?", "What kind of project?", "How it is run"
BEGIN_WITH = "Begin with"
NOTHING = ("", "Nothing: I add what it needs")
AS_PACK = ("pack", "As what it begins with says", "Supportive where it says nothing: a title is enough.")
SHOWN = 10


def question(project_name: str) -> str:
    """What the board is asked."""
    return f"Shall we begin {project_name}?"


def scale(part: str) -> list[tuple[str, str]]:
    """The choices of one part, with their ends in words."""
    _, least, most = PARTS[part]
    return [(str(n), f"{n} · {least}" if n == 1 else f"{n} · {most}" if n == 5 else str(n)) for n in range(1, 6)]


def proposed(project: Project, score: int | None, asked: Person | None) -> Markup:
    """What was proposed, and who decides."""
    points = f", {score} of 100 points" if score is not None else ""
    return mrkdwn(
        "*{name}* ({key}) is proposed{points}. {who} is asked: Go, Not now or No; you hear of the answer. Until then "
        "nobody is reminded of anything. `/pmo list proposals` shows all.",
        name=shown(project.name, NAME_SHOWN), key=project.key, points=points, who=name(asked),
    )  # fmt: skip


def counts(pipeline: Pipeline) -> Markup:
    """How many projects there are in each phase."""
    said = [f"{pipeline.counts[phase]} {PHASES[phase]}" for phase in Phase if pipeline.counts[phase]]
    return mrkdwn("*Projects:* {said}", said=" · ".join(said) or "none yet")


def proposal(one: Proposal, today: date) -> Markup:
    """`*Move the archive* (MOVETHE) — 63 points; Priya decides, asked on Mon 30 Nov`."""
    points = f"{one.score} points" if one.score is not None else "no points"
    return mrkdwn("*{name}* ({key}) — {points}; {stands}", name=shown(one.project.name, NAME_SHOWN),
                  key=one.project.key, points=points, stands=_stands(one, today))  # fmt: skip


def _stands(one: Proposal, today: date) -> Markup:
    if one.asked is not None and one.since is not None:
        return mrkdwn("{who} decides, asked on {day}", who=name(one.asked), day=when.day(one.since, today))
    if one.decision is not None:
        said = SAID.get(one.decision.choice or 0, "decided")
        return mrkdwn("{said}, {who}, {day} ({decision})", said=said, who=name(one.decider),
                      day=when.day(one.decision.decided_on, today), decision=one.decision.key)  # fmt: skip
    return mrkdwn("nobody is asked; `/pmo propose {key}` asks", key=one.project.key)


APPROVED = mrkdwn("*Approved, not begun*")
PROPOSALS = mrkdwn("*Proposals, the most worth first*")
NO_PROPOSALS = mrkdwn("No proposal waits. `/pmo propose Move the archive` makes one.")


def began_with(project: Project, pack: Pack, milestones: int, gates: int) -> Markup:
    """What came with a pack, and why: the defaults, explained."""
    what = [f"{milestones} dates"] if milestones else []
    what += [f"{gates} things its gates ask for"] if gates else []
    got = " and ".join(what) or "its words"
    return mrkdwn(
        "\nFrom “{pack}”: {got}; run {mode}. The dates count working days from today and are yours, as lead, to move. "
        "`/pmo project {key} gates` shows what it needs.",
        pack=pack.title, got=got, mode=project.mode.value, key=project.key,
    )  # fmt: skip


def kept_template(pack: Pack) -> Markup:
    """A project is a template now."""
    return mrkdwn("Kept: new projects can begin with “{title}” ({name}): {count} dates, in working days from their "
                  "start. `/pmo project new` offers it.", title=pack.title, name=pack.name,
                  count=len(pack.milestones))  # fmt: skip
