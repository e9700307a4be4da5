"""What is said about where reports go, and what one over all projects says."""

from collections.abc import Sequence

from pmo_bot.blocks import when
from pmo_bot.blocks.people import NAME_SHOWN, name, shown
from pmo_bot.blocks.text import Markup, channel_link, mrkdwn
from pmo_bot.blocks.words import digest as words
from pmo_bot.blocks.words import digest_state as state
from pmo_bot.blocks.words.health import COLOURS, SIGNS
from pmo_bot.blocks.words.naming import both
from pmo_bot.model import Audience, Cadence, Health, Project
from pmo_bot.rules.digest_lines import Digest
from pmo_bot.rules.editions import EditionReport, Outlet, Planned, PortfolioLine, is_told
from pmo_bot.rules.upkeep import ARCHIVED, NOT_IN_CHANNEL, UNSEEN, Upkeep

EVERY = {Cadence.WEEK: "each Monday", Cadence.MONTH: "on the first Monday of each month",
         Cadence.QUARTER: "on the first Monday of each quarter"}  # fmt: skip
IN_WORDS = {Audience.TEAM: "the whole of it", Audience.SPONSOR: "what a sponsor steers by",
            Audience.EXECUTIVE: "five lines"}  # fmt: skip
ALL, NAMED_MOST = "all projects", 8
GOAL_SHOWN = 60


# --- set up -----------------------------------------------------------------------------


def kept(planned: Planned) -> Markup:
    """It goes there from now on: what, how often, the first time."""
    place = planned.outlet
    return mrkdwn(
        "The report of *{what}* goes to {room} {every}: {words}. Next on {day} at {clock} ({city} time).{left_out}",
        what=_what(planned.project), room=channel_link(place.channel), every=EVERY[place.cadence],
        words=IN_WORDS[place.audience], day=when.day(planned.at.date()), clock=when.clock(planned.at.time()),
        city=when.city(str(planned.at.tzinfo)), left_out=_left_out(planned),
    )  # fmt: skip


def _left_out(planned: Planned) -> Markup:
    if not planned.left_out:
        return Markup("")
    names = both([shown(one.name, NAME_SHOWN) for one in planned.left_out[:NAMED_MOST]])
    return mrkdwn("\nNot in it, because they are private and not everybody there is a member: {names}.", names=names)


def stopped(planned: Planned) -> Markup:
    """It goes there no longer."""
    return mrkdwn("The report of *{what}* no longer goes to {room}.", what=_what(planned.project),
                  room=channel_link(planned.outlet.channel))  # fmt: skip


def _what(project: Project | None) -> str:
    return shown(project.name, NAME_SHOWN) if project is not None else ALL


HEADING = mrkdwn("*Reports that go out by themselves*")
NOTHING = mrkdwn("No report goes out by itself here yet. Invite me to a project's channel, or try `/pmo digest APOLLO "
                 "to #steering for sponsors`.")  # fmt: skip


def planned_line(one: Planned) -> Markup:
    """`Apollo → #steering: what a sponsor steers by — Mon 7 Dec 09:00, each Monday`."""
    place = one.outlet
    to = mrkdwn("{who}, alone", who=name(one.person)) if one.person is not None else channel_link(place.channel)
    return mrkdwn(
        "*{what}* → {to}: {words} — {day} {clock} ({city} time), {every}", what=_what(one.project), to=to,
        words=IN_WORDS[place.audience], day=when.day(one.at.date()), clock=when.clock(one.at.time()),
        city=when.city(str(one.at.tzinfo)), every=EVERY[place.cadence],
    )  # fmt: skip


# --- one over all projects --------------------------------------------------------------


def headline(report: EditionReport) -> str:
    """`All projects — week of Mon 7 Dec`."""
    return f"All projects — week of {when.day(report.week_of, report.day)}"


def goals(report: EditionReport) -> Markup:
    """What the projects are for, and how far that is: the first thing that is read."""
    said = [
        f"{shown(goal.title, GOAL_SHOWN)} ({goal.key})"
        + (f" {part.percent} % done" if part.percent is not None else "")
        for goal, part in report.goals
    ]
    return mrkdwn("{heading}: {goals}", heading="Goal" if len(said) == 1 else "Goals", goals=" · ".join(said))


def colours(report: EditionReport) -> Markup:
    """`🔴 1 red · 🟢 4 green; 1 better, 2 worse than last time`."""
    counts = {colour: sum(one.health is colour for one in report.digests) for colour in reversed(Health)}
    said = " · ".join(f"{SIGNS[one]} {count} {COLOURS[one].lower()}" for one, count in counts.items() if count)
    order = list(Health)
    ways = [order.index(one.health) - order.index(one.was) for one in report.digests if one.was is not None]
    better, worse = sum(way < 0 for way in ways), sum(way > 0 for way in ways)
    moved = both([f"{better} better"] * bool(better) + [f"{worse} worse"] * bool(worse))
    return mrkdwn("*{said}*{moved}", said=said, moved=f"; {moved} than last time" if moved else "")


def portfolio_line(one: PortfolioLine, report: EditionReport) -> Markup:
    """A project with its colour, the arrow and the reason; or what one of its lines says."""
    project = shown(one.digest.project.name, NAME_SHOWN)
    if one.line is None:
        return mrkdwn("*{project}* {health}", project=project, health=_first(state.health(one.digest)))
    said = words.line(one.line, report.day, calls=False, project=one.digest.project)
    return mrkdwn("*{project}*: {said}", project=project, said=said)


def _first(text: Markup) -> Markup:
    return Markup(text.partition("\n")[0])


def quiet(report: EditionReport) -> Markup:
    """Nothing is to be said about any of them: one line."""
    count = len(report.digests)
    which = "The one project here is" if count == 1 else f"All {count} projects are"
    return mrkdwn("*{headline}*   {which} green, as last time, and nothing is asked of you.",
                  headline=headline(report), which=which)  # fmt: skip


def more(count: int) -> Markup:
    """What has no line, and where it is."""
    which = "1 more project" if count == 1 else f"{count} more projects"
    return mrkdwn("_{which} not green or of another colour than last time: see the thread_", which=which)


def rest(digests: Sequence[Digest]) -> Markup:
    """The projects of which nothing is to be said."""
    return mrkdwn(
        "Nothing to report from {names}.", names=both([shown(one.project.name, NAME_SHOWN) for one in digests])
    )


def of_project(digest: Digest) -> Markup:
    """The heading of a project in the thread."""
    return mrkdwn("*{project}* {health}", project=shown(digest.project.name, NAME_SHOWN), health=state.health(digest))


def as_of(report: EditionReport) -> Markup:
    """The small print: how often it comes, and what it is compared with."""
    return mrkdwn("As of {day}; it comes {every}. Details in the thread.", day=when.day(report.day, report.day),
                  every=EVERY[report.outlet.cadence])  # fmt: skip


def summary(report: EditionReport) -> str:
    """The notification."""
    said = sum(is_told(one) for one in report.digests)
    return f"{headline(report)}. {len(report.digests)} projects, {said} to look at"


# --- it did not arrive ------------------------------------------------------------------


def unsent(upkeep: Upkeep) -> Markup:
    """A further channel did not get its report: why, and what helps."""
    of_week = f" of the week of {when.day(upkeep.week)}" if upkeep.week is not None else ""
    return mrkdwn(
        "The report of *{what}*{week} did not go to {room}: {why}", what=_what(upkeep.project), week=of_week,
        room=channel_link(upkeep.room), why=_why(upkeep),
    )  # fmt: skip


def _why(upkeep: Upkeep) -> Markup:
    key = upkeep.project.key if upkeep.project is not None else "portfolio"
    if upkeep.refusal == UNSEEN:
        return mrkdwn(
            "not everybody there may know of it any more. Invite them to the project's channel, and the next one goes "
            "there; or end it with `/pmo digest {key} to #channel stop`.", key=key,
        )  # fmt: skip
    if upkeep.refusal in NOT_IN_CHANNEL:
        return mrkdwn("I am not in it. Type `/invite @PMO Bot` in that channel, and it follows at once.")
    if upkeep.refusal == ARCHIVED:
        return mrkdwn("it is archived. `/pmo digest {key} to #channel` names another one.", key=key)
    return mrkdwn("Slack did not take it. `/pmo digest preview` shows where reports go.")


def direct(outlet: Outlet) -> Markup:
    """The small print of what one person reads."""
    return mrkdwn("You read this {every}, as noted among those who care about it.", every=EVERY[outlet.cadence])


def often(outlet: Outlet) -> Markup:
    """The small print of what comes less often than each week."""
    return mrkdwn("It comes {every} and tells what changed since the last one here.", every=EVERY[outlet.cadence])
