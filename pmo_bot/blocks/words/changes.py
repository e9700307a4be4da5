"""What was done to an item, in one sentence after its line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from pmo_bot.blocks import when
from pmo_bot.blocks.people import item_line, name, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words import links, requirements, severity
from pmo_bot.blocks.words.risk_scores import RESPONSES, points
from pmo_bot.blocks.words.waiting import waits_for
from pmo_bot.model import Acceptance, Confirmation, Event, Item, Mode, Person, Project, Response
from pmo_bot.rules.load import effort
from pmo_bot.rules.risks import scores_in


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to an item, with whom and what its sentence names."""

    event: Event
    item: Item
    owner: Person | None = None
    project: Project | None = None
    blocker: Person | None = None
    blocked_on: Item | None = None
    confirmer: Person | None = None
    """Who is asked whether it is done."""
    chosen: str = ""
    """The option that was taken."""
    requirements: tuple[str, ...] = ()
    """The names of what it is for."""
    linked: Item | None = None
    """What it waits for, or no longer does; None where the reader may not know of it."""


def sentence(change: Change, today: date) -> Markup:
    """`Draft the cutover plan (A-12) — new date: Fri 4 Dec (Maria's time, Madrid).`"""
    says = SAYS.get(change.event.what, _kept)
    return mrkdwn("{item} — {sentence}", item=item_line(change.item), sentence=says(change, today))


def _done(change: Change, today: date) -> Markup:
    project = change.project
    if change.item.confirmation is Confirmation.AWAITED:
        return _to_be_confirmed(change)
    if project is None or project.channel is None:
        return mrkdwn("done. Thank you.")
    return mrkdwn("done. Thank you. It is in the next digest of {name}.", name=project.name)


def _decided(change: Change, today: date) -> Markup:
    where = change.project is not None and change.project.channel is not None
    told = mrkdwn(" I tell the channel in five minutes.") if where else Markup("")
    return mrkdwn("decided: *{chosen}*.{told}", chosen=shown(change.chosen or "yes"), told=told)


def _to_be_confirmed(change: Change) -> Markup:
    who = name(change.confirmer, "whoever asked for it")
    if change.project is not None and change.project.mode is Mode.DIRECTIVE:
        return mrkdwn("done. Thank you. {who} is asked to confirm it; it counts once they have.", who=who)
    return mrkdwn("done. Thank you. {who} is asked to confirm it; without an answer in three working days it stands.",
                  who=who)  # fmt: skip


def _reopened(change: Change, today: date) -> Markup:
    return mrkdwn("open again, {due}. Its history stays.", due=due(change, today))


def _moved(change: Change, today: date) -> Markup:
    return mrkdwn("new date: {due}.", due=due(change, today))


def _assigned(change: Change, today: date) -> Markup:
    directive = change.project is not None and change.project.mode is Mode.DIRECTIVE
    if change.item.acceptance is Acceptance.REQUESTED and not directive:
        return mrkdwn("{owner} is asked to take it, {due}.", owner=name(change.owner), due=due(change, today))
    return mrkdwn("{owner} has it now, {due}.", owner=name(change.owner), due=due(change, today))


def _ranked(change: Change, today: date) -> Markup:
    return mrkdwn("{priority} from now on.", priority=change.item.priority.value)


def _sized(change: Change, today: date) -> Markup:
    points = effort(change.item)
    return mrkdwn("counts {points} {word} now.", points=points, word="point" if points == 1 else "points")


def _rated(change: Change, today: date) -> Markup:
    return severity.kept(change.item)


def _tagged(change: Change, today: date) -> Markup:
    return requirements.is_for(change.requirements)


def _skilled(change: Change, today: date) -> Markup:
    if not change.item.skills:
        return mrkdwn("anybody can do it.")
    return mrkdwn("noted. Whoever can do that is suggested where it needs an owner.")


def _blocked(change: Change, today: date) -> Markup:
    return mrkdwn("noted: it waits for {what}.", what=waits_for(change.item, change.blocker, change.blocked_on))


def _snoozed(change: Change, today: date) -> Markup:
    until = when.day(change.item.snoozed_until, today) if change.item.snoozed_until else "later"
    return mrkdwn("quiet until {day}. Its date stays as it is.", day=until)


def _noted(change: Change, today: date) -> Markup:
    return mrkdwn("your note is in its history. `/pmo show {key}` shows it.", key=change.item.key)


def _undone(change: Change, today: date) -> Markup:
    if not change.item.is_open:
        return mrkdwn("taken back.")
    return mrkdwn("taken back: {who}, {due}.", who=name(change.owner, "no owner yet"), due=due(change, today))


def _kept(change: Change, today: date) -> Markup:
    return mrkdwn("kept: {who}, {due}.", who=name(change.owner, "no owner yet"), due=due(change, today))


def _accepted(change: Change, today: date) -> Markup:
    return mrkdwn("you said yes: {due}.", due=due(change, today))


def _countered(change: Change, today: date) -> Markup:
    offer = when.day(change.item.offer_due, today) if change.item.offer_due else "another day"
    if change.project is not None and change.project.mode is Mode.DIRECTIVE:
        return mrkdwn("you offered {offer}. The lead of {name} or a PMO lead decides; until then: {due}.", offer=offer,
                      name=change.project.name, due=due(change, today))  # fmt: skip
    return mrkdwn("you offered {offer}. Until it is agreed: {due}.", offer=offer, due=due(change, today))


def _declined(change: Change, today: date) -> Markup:
    return mrkdwn("you said “not me”. Whoever asked looks for somebody else; until then it stays with you.")


def _kept_as_it_was(change: Change, today: date) -> Markup:
    return mrkdwn("it stays as it was: {owner}, {due}. {owner} is asked once more.", owner=name(change.owner),
                  due=due(change, today))  # fmt: skip


def _ready_by(change: Change, today: date) -> Markup:
    until = when.day(change.item.blocked_until, today) if change.item.blocked_until else "soon"
    return mrkdwn("ready by {day}: {owner} hears so.", day=until, owner=name(change.owner))


def _told_owner(change: Change, today: date) -> Markup:
    return mrkdwn("{owner} hears so. Until something changes: {due}.", owner=name(change.owner), due=due(change, today))


def _noted_date(change: Change, today: date) -> Markup:
    return mrkdwn("noted. Your date stays: {due}.", due=due(change, today))


def _assessed(change: Change, today: date) -> Markup:
    found, response = scores_in(change.event), change.event.after.get("response")
    parts = [points(found[1])] if found is not None and found[1] is not None else []
    parts += [RESPONSES[Response(response)]] if response else []
    was = f" It was {points(found[0])}." if found is not None and found[0] and found[0] != found[1] else ""
    return mrkdwn("kept{now}.{was}", now=f": {', '.join(parts)}" if parts else "", was=was)


def _planned(change: Change, today: date) -> Markup:
    return mrkdwn("the plan is kept. `/pmo show {key}` has the button that begins it.", key=change.item.key)


def _acknowledged(change: Change, today: date) -> Markup:
    until = change.event.after.get("paused_until")
    zone = change.owner.zone if change.owner is not None else "UTC"
    if not until:
        return mrkdwn("thank you.")
    day = when.day(when.local_day(datetime.fromisoformat(until), zone), today)
    return mrkdwn("thank you. I ask nobody else before {day}.", day=day)


def _always(text: Markup) -> Callable[[Change, date], Markup]:
    return lambda change, today: text


SAYS: Mapping[str, Callable[[Change, date], Markup]] = {
    "item.done": _done,
    "item.rated": _rated,
    "item.tagged": _tagged,
    "item.decided": _decided,
    "item.dropped": _always(mrkdwn("no longer needed. Its history stays.")),
    "item.started": _always(mrkdwn("begun.")),
    "item.reopened": _reopened,
    "item.edited": _kept,
    "item.moved": _moved,
    "item.assigned": _assigned,
    "item.ranked": _ranked,
    "item.sized": _sized,
    "item.skilled": _skilled,
    "item.blocked": _blocked,
    "item.unblocked": _always(mrkdwn("noted: it can go on.")),
    "item.snoozed": _snoozed,
    "item.on_track": _always(mrkdwn("good. Nothing moves, and you hear nothing of it on your next working day.")),
    "item.noted": _noted,
    "item.undone": _undone,
    "item.accepted": _accepted,
    "item.countered": _countered,
    "item.declined": _declined,
    "item.questioned": _always(mrkdwn("your question is on its way; you hear of it with the answer.")),
    "item.approved": _moved,
    "item.kept": _kept_as_it_was,
    "item.confirmed": _always(mrkdwn("confirmed. Thank you.")),
    "item.answered": _always(mrkdwn("your answer is on its way.")),
    "escalation.acknowledged": _acknowledged,
    "escalation.sentence": _always(mrkdwn("kept. It goes along word for word if this is passed on.")),
    "item.ready_by": _ready_by,
    "item.not_waited": _told_owner,
    "item.pause_allowed": _always(mrkdwn("its date waits until it can go on.")),
    "item.pause_refused": _told_owner,
    "item.ripple_seen": _noted_date,
    "item.objected": lambda change, today: links.objected(change.linked),
    "item.linked": lambda change, today: links.linked(change.item, change.linked),
    "item.unlinked": lambda change, today: links.unlinked(change.item, change.linked),
    "item.happened": _always(mrkdwn("it has happened: an issue from now on.")),
    "risk.assessed": _assessed,
    "risk.reviewed": _always(mrkdwn("noted: as it was. It is asked about again after the same time.")),
    "risk.planned": _planned,
    "risk.undone": _always(mrkdwn("taken back.")),
}


def due(change: Change, today: date) -> Markup:
    """`Fri 4 Dec (Maria's time, Madrid)`; nobody is told their own zone."""
    item, owner = change.item, change.owner
    if item.due is None:
        return mrkdwn("no date yet")
    zone = f" ({when.whose_time(owner)})" if owner and owner.id != change.event.actor_id else ""
    return mrkdwn("{day}{zone}", day=when.due(item.due, item.due_time, today), zone=zone)
