"""What the PMO's statement of a month says: plain sentences, each with where its figure comes from."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from pmo_bot.blocks import when
from pmo_bot.blocks.people import name, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.model import Goal, Kpi, Person
from pmo_bot.rules.statement import FEW, MINUTES, Automated, Counted, Statement, before
from pmo_bot.rules.value import Progress

KEYS_SHOWN = 5
NAMES_SHOWN = 3
TITLE_SHOWN = 60
HOURS_SAID = timedelta(hours=48)
WORTH_SAYING = 60
"""Minutes saved: less is not told."""
SAVED = {
    Automated.REMINDER: ("reminder", "reminders"),
    Automated.QUESTION: ("question asked", "questions asked"),
    Automated.PASSED_ON: ("late item passed on", "late items passed on"),
    Automated.REPORT: ("report", "reports"),
}


def heading(one: Statement) -> Markup:
    """What this is, of which month."""
    so_far = " so far" if one.under_way else ""
    return mrkdwn("*What the PMO was worth in {month}{so_far}*", month=_month(one.month.first), so_far=so_far)


def lines(one: Statement) -> list[Markup]:
    """All that there is enough of to say something."""
    said = (say(one) for say in SAYS)
    return [mrkdwn("• {text}", text=text) for text in said if text]


def quiet(one: Statement) -> Markup:
    """Nothing happened that is counted."""
    return mrkdwn("Nothing was finished, decided or asked in {month}.", month=_month(one.month.first))


def small(one: Statement) -> Markup:
    """What was counted, and how to see more of it."""
    until = "until now" if one.under_way else f"to {when.day(one.month.last)}"
    return mrkdwn("_Counted from {first} {until}, over what you may see; no figure is about a person. `/pmo show A-3` "
                  "shows what a key stands for, {other}._", first=when.day(one.month.first), until=until,
                  other=LAST if one.under_way else UNDER_WAY)  # fmt: skip


LAST = mrkdwn("`/pmo about statement last` the month before")
UNDER_WAY = mrkdwn("`/pmo about statement` the month under way")


def _month(first: date) -> str:
    return f"{first:%B}"


def _then(one: Statement) -> str:
    return _month(before(one.month.first))


# --- the sentences ----------------------------------------------------------------------


def _kept(one: Statement) -> Markup:
    """`12 of 15 finished things were done by the first date that was promised: 80 %, after 71 % of 14 in October.`"""
    now = one.now.kept
    if not now.of:
        return Markup("")
    share = _share(now, one.then.kept, one)
    return mrkdwn("*{part} of {of}* finished things were done by the first date that was promised{share}{keys}.",
                  part=now.part, of=now.of, share=share, keys=_keys(now.keys))  # fmt: skip


def _share(now: Counted, then: Counted, one: Statement) -> str:
    """A share only of enough, and beside the month before only if that had enough too."""
    if now.percent is None:
        return f", too few for a share (it takes {FEW})"
    if then.percent is None:
        return f": {now.percent} %"
    return f": {now.percent} %, after {then.percent} % of {then.of} in {_then(one)}"


def _reached(one: Statement) -> Markup:
    found = one.now.reached
    if not found:
        return Markup("")
    titles = Markup(", ").join(
        mrkdwn("{title} ({key})", title=shown(item.title, TITLE_SHOWN), key=item.key) for item in found[:NAMES_SHOWN]
    )
    more = f" and {len(found) - NAMES_SHOWN} more" if len(found) > NAMES_SHOWN else ""
    return mrkdwn("Reached: {titles}{more}.", titles=titles, more=more)


def _benefits(one: Statement) -> Markup:
    came, missed = one.now.confirmed, one.now.missed
    texts = []
    if came:
        texts.append(mrkdwn("Came true, as said by somebody who does not lead the project: {kpis}.", kpis=_kpis(came)))
    if missed:
        texts.append(mrkdwn("Not reached: {kpis}.", kpis=_kpis(missed)))
    return Markup(" ").join(texts)


def _kpis(found: Sequence[Kpi]) -> Markup:
    return Markup(", ").join(mrkdwn("{name} ({key})", name=shown(one.name, TITLE_SHOWN), key=one.key) for one in found)


def _goals(one: Statement) -> Markup:
    """How far the goals are: `Half the effort (G1) 62 %, 8 of 13`."""
    found = [(goal, far) for goal, far in one.goals if far.wanted >= FEW]
    if not found:
        return Markup("")
    said = Markup("; ").join(_goal(goal, far) for goal, far in found[:NAMES_SHOWN])
    more = mrkdwn("; `/pmo goal` has all {count}", count=len(found)) if len(found) > NAMES_SHOWN else Markup("")
    return mrkdwn("How far the goals are: {said}{more}.", said=said, more=more)


def _goal(goal: Goal, far: Progress) -> Markup:
    return mrkdwn("{title} ({key}) *{percent} %*, {done} of {wanted}", title=shown(goal.title, TITLE_SHOWN),
                  key=goal.key, percent=far.percent, done=far.done, wanted=far.wanted)  # fmt: skip


def _decided(one: Statement) -> Markup:
    made, out = one.now.decided, one.carried_out
    texts = []
    if made:
        count, was = ("1 decision", "was") if len(made) == 1 else (f"{len(made)} decisions", "were")
        texts.append(mrkdwn("*{count}* {was} made{keys}.", count=count, was=was, keys=_keys(made)))
    if out.of:
        still = mrkdwn("; not yet: {keys}", keys=_list(out.keys)) if out.keys else Markup("")
        texts.append(mrkdwn("Of {of} that hold and ask for something, *{part}* {are} carried out{still}.", of=out.of,
                            part=out.part, are="is" if out.part == 1 else "are", still=still))  # fmt: skip
    return Markup(" ").join(texts)


def _answers(one: Statement) -> Markup:
    now, then = one.now.answers, one.then.answers
    count = len(now.took)
    if not count:
        return Markup("")
    if now.middle is None:
        return mrkdwn("{count} of the late things that were passed on {was} answered, too few to tell how fast{keys}.",
                      count=count, was="was" if count == 1 else "were", keys=_keys(now.keys))  # fmt: skip
    than = f", after {_long(then.middle)} in {_then(one)}" if then.middle is not None else ""
    return mrkdwn("Half of the {count} late things that were passed on were answered within *{long}*{than}{keys}.",
                  long=_long(now.middle), count=count, than=than, keys=_keys(now.keys))  # fmt: skip


def _long(span: timedelta) -> str:
    """`26 hours`, `3 days`."""
    hours = max(1, round(span / timedelta(hours=1)))
    if span < HOURS_SAID:
        return f"{hours} hour{'s' if hours > 1 else ''}"
    return f"{round(span / timedelta(days=1))} days"


def _drift(one: Statement) -> Markup:
    now, then = one.drift, one.drift_before
    if now.percent is None or now.open < FEW:
        return Markup("")
    than = f", after {then.percent} % when {_month(one.month.first)} began" if then.open >= FEW else ""
    return mrkdwn("*{percent} %* of the open work serves no goal ({without} of {open}{than}): `/pmo list orphans`.",
                  percent=now.percent, without=now.without, open=now.open, than=than)  # fmt: skip


def _own(one: Statement) -> Markup:
    now = one.now.own
    if now.percent is None:
        return Markup("")
    share = _share(now, one.then.own, one)
    return mrkdwn("*{part} of {of}* new things were written down by their owners, without being asked{share}{keys}.",
                  part=now.part, of=now.of, share=share, keys=_keys(now.keys))  # fmt: skip


def _lessons(one: Statement) -> Markup:
    count, used = one.now.lessons, one.now.lessons_used
    if not count and not used:
        return Markup("")
    written = f"{_lessons_were(count)} written down for those who come next" if count else ""
    again = f"{_lessons_were(used)} of use to somebody again" if used else ""
    return mrkdwn("{what}: `/pmo lesson`.", what=", and ".join(filter(None, (written, again))))


def _lessons_were(count: int) -> str:
    return "1 lesson was" if count == 1 else f"{count} lessons were"


def _saved(one: Statement) -> Markup:
    """`About 14 hours were saved, estimated as 120 reminders × 3 min, 8 reports × 30 min.`"""
    if one.now.minutes < WORTH_SAYING:
        return Markup("")
    counts = [(kind, count) for kind, count in one.now.automated.items() if count]
    terms = " + ".join(f"{count} {SAVED[kind][count > 1]} × {MINUTES[kind]} min" for kind, count in counts)
    hours = round(one.now.minutes / 60)
    return mrkdwn("About *{hours}* of chasing and reporting by hand were saved, estimated: {terms}.",
                  hours="1 hour" if hours == 1 else f"{hours} hours", terms=terms)  # fmt: skip


SAYS: tuple[Callable[[Statement], Markup], ...] = (
    _kept,
    _reached,
    _benefits,
    _goals,
    _decided,
    _answers,
    _drift,
    _own,
    _lessons,
    _saved,
)
"""What the statement says, in this order."""


def _keys(keys: Sequence[str]) -> str:
    """` (A-3, A-7 and 10 more)`."""
    return f" ({_list(keys)})" if keys else ""


def _list(keys: Sequence[str]) -> str:
    more = f" and {len(keys) - KEYS_SHOWN} more" if len(keys) > KEYS_SHOWN else ""
    return ", ".join(keys[:KEYS_SHOWN]) + more


def sponsor_named(person: Person | None) -> Markup:
    """Whom the PMO answers to from now on."""
    if person is None:
        return mrkdwn("The PMO's statement goes to nobody now. `/pmo about sponsor @ines` names somebody.")
    return mrkdwn("The PMO answers to *{who}* now: on the first working day of a month they get its statement of the "
                  "month before. `/pmo about statement` shows you what it would say.", who=name(person))  # fmt: skip
