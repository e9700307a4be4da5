"""What PMO leads read about the bot itself: what is wrong, what helps, and how punctual it is."""

from collections.abc import Mapping

from pmo_bot.blocks import when
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.model import Alarm, Cause
from pmo_bot.rules.alarms import AlarmNote, SelfMeasured

WELL_AGAIN = mrkdwn("*All is well again.* What I wrote about here has been put right; nothing else is needed.")
TOP = mrkdwn("*Something is wrong with me, not with your projects.* Please show this to whoever runs PMO Bot.")
FOOT = mrkdwn("`./run doctor` tells more on the machine. This note changes by itself; there is at most one a day.")
SAYS: Mapping[Cause, str] = {
    Cause.STUCK: "*Messages are waiting and do not leave* ({count}). Look whether the worker runs, and start it again.",
    Cause.LEASE: "*A message was taken and not given back* ({count}). Start the worker again; nothing is sent twice.",
    Cause.REFUSED: "*Slack does not let me in* ({count} waiting). Install the app again and copy the new token.",
    Cause.SLACK: "*Slack has been putting messages off for more than an hour* ({count}). Look at status.slack.com.",
    Cause.POISON: "*A message cannot be made or gets no clear answer* ({count}). The log of the worker says why.",
    Cause.DEAD: "*Messages could not be delivered since yesterday* ({count}), for example to an archived channel.",
    Cause.HELD: "*Nobody can tell whether messages arrived* ({count}). They are not sent twice; look into the channel.",
    Cause.UNLOOKED: "*Due things are not being looked at* ({count}). Look whether the worker runs, and start it again.",
    Cause.UNWOKEN: "*Promises will not be looked at in time* ({count}). Change anything about each of them: that wakes "
    "them.",
    Cause.NO_BRIEF: "*Somebody has not been told what is due today* ({count}). The log of the worker says why.",
    Cause.NO_REPORT: "*A weekly report was not made* ({count}). `/pmo digest` shows it meanwhile.",
    Cause.DOUBLED: "*Somebody has got one thing twice* ({count}). Please tell whoever looks after the code.",
    Cause.DISORDER: "*Parts of a report stand in another order* ({count}). Nothing is missing.",
    Cause.ORPHAN: "*Something counts as said in a message that is gone* ({count}). Was the database changed by hand?",
    Cause.CLOCK: "*The clock of the machine is off.* Set it by a time server, then start the worker again.",
    Cause.HEARTBEAT: "*Nothing has happened in the worker for a minute.* Start it again.",
}


def heading(note: AlarmNote) -> Markup:
    """Whether something is wrong."""
    return TOP if note.alarms else WELL_AGAIN


def line(alarm: Alarm, note: AlarmNote) -> Markup:
    """What is wrong, what helps, since when."""
    since = when.moment(alarm.since, note.reader.zone, note.today)
    which = " _In {worker}, since {since}._" if alarm.worker else " _Since {since}._"
    return mrkdwn("• " + SAYS[alarm.cause] + which, count=alarm.count, since=since, worker=alarm.worker)


def as_told(cause: Cause, count: int) -> Markup:
    """The same without a reader: for whoever runs it."""
    return mrkdwn(SAYS[cause], count=count)


def in_one_line(measured: SelfMeasured) -> Markup:
    """App Home of a PMO lead: how punctual the bot is."""
    week = measured.week
    if week is None or not week.handed:
        return mrkdwn("PMO Bot itself: of this week nothing is counted yet.")
    ours, ours_five = week.handed - week.by_slack, week.handed - week.by_slack_five
    parts = [
        mrkdwn("PMO Bot itself, week of {monday}: {minute} of {count} messages handed to Slack within a minute of when "
               "they were due, {five} within five", monday=when.day(week.week), minute=_share(week.in_minute, ours),
               count=week.handed, five=_share(week.in_five, ours_five)),
    ]  # fmt: skip
    if week.by_slack:
        parts.append(mrkdwn(" ({count} more waited for Slack)", count=week.by_slack))
    if measured.alarms:
        parts.append(mrkdwn(". *Something is wrong with it*: see my message, or `./run doctor`"))
    return Markup("").join([*parts, mrkdwn(".")])


def _share(part: int, of: int) -> str:
    """Rounded down: what is not all of it is never called so."""
    if of <= 0:
        return "100 %"
    return f"{int(part * 10_000 / of) / 100:g} %"
