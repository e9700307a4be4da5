"""What the bot answers to somebody's own action: it says what it understood, with the weekday and the zone."""

from collections.abc import Sequence
from datetime import date

from pmo_bot.blocks import when
from pmo_bot.blocks.people import called, item_line, name
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words.brief import due_words
from pmo_bot.model import Decision, Event, Item, Person, Project
from pmo_bot.rules.grammar import Misread
from pmo_bot.rules.grammar_verbs import VERBS

CHANGED: dict[str, str] = {
    "item.done": "Done. {who} sees it in the next digest.",
    "item.dropped": "Dropped: no longer needed.",
    "item.started": "Started.",
    "item.reopened": "Open again; its history stays.",
    "item.edited": "Changed.",
    "item.moved": "New date: {due}.",
    "item.assigned": "{owner} has it now.",
    "item.blocked": "Noted: it waits for {blocker}.",
    "item.unblocked": "Noted: it can go on.",
    "item.snoozed": "Back on {snoozed}. The date and the next steps stay as they are.",
    "item.on_track": "Good. Nothing moves; no reminder on your next working day.",
    "item.undone": "Taken back.",
}

PREFERENCES_KEPT = mrkdwn("Kept. `/pmo prefs` shows them.")
SENTENCE_KEPT = mrkdwn("Kept. It goes along word for word if this is passed on.")
ACKNOWLEDGED = mrkdwn("Thank you. I keep still about this for three working days.")
RELEASED = mrkdwn("The next person on the list is asked on their next working day.")
SAME_CLICK = mrkdwn("That was done already; once is enough.")
NOTHING_DUE = mrkdwn("Nothing is waiting for you today. `/pmo list` shows everything that is open.")
NO_DECISIONS = mrkdwn("I found no decision with these words. Log one with `/pmo decide We go with vendor B`.")


def captured(item: Item, owner: Person | None, project: Project | None, today: date) -> Markup:
    """`A-12 · Draft the cutover plan — Maria, due Fri 4 Dec (Maria's time, Madrid) · Apollo`."""
    who = name(owner, "no owner yet")
    due = f", due {when.due(item.due, item.due_time, today)}" if item.due else ", no date yet"
    zone = f" ({when.whose_time(owner)})" if owner and item.due else ""
    tail = mrkdwn(" · {name}", name=project.name) if project else Markup("")
    return mrkdwn("*{key} · {title}* — {who}{due}{zone}{tail}", key=item.key, title=item.title, who=who, due=due,
                  zone=zone, tail=tail)  # fmt: skip


def next_step(item: Item, owner: Person | None, actor: Person) -> Markup | None:
    """What is still missing, or who hears of it."""
    if owner is None:
        return mrkdwn("Who takes it? `/pmo assign {key} @somebody`", key=item.key)
    if item.due is None:
        return mrkdwn("By when? `/pmo move {key} next friday`", key=item.key)
    if owner.id != actor.id:
        return mrkdwn("{name} hears of it in the morning brief when it is near.", name=when.first_name(owner))
    return None


def changed(event: Event, item: Item, owner: Person | None, requester: Person | None, today: date) -> Markup:
    """What was done, in one sentence after the item's line."""
    template = CHANGED.get(event.what, "Kept.")
    sentence = template.format(
        who=name(requester, "The channel"),
        due=when.due(item.due, item.due_time, today) + (f" ({when.whose_time(owner)})" if owner else "")
        if item.due
        else "",
        owner=name(owner, "Nobody"),
        blocker=item.blocked_by_text or "an answer",
        snoozed=when.day(item.snoozed_until, today) if item.snoozed_until else "",
    )
    return mrkdwn("{item} — {sentence}", item=item_line(item), sentence=sentence)


def decided(decision: Decision, decider: Person | None, project: Project | None) -> Markup:
    """A logged decision."""
    tail = f" · {project.name}" if project else ""
    return mrkdwn("*{key} · {title}* — decided by {who} on {day}{tail}", key=decision.key, title=decision.title,
                  who=name(decider), day=when.day(decision.decided_on), tail=tail)  # fmt: skip


def decision_line(decision: Decision, decider: Person | None, today: date) -> Markup:
    """One hit of a search."""
    return mrkdwn("• *{key}* {title} — {who}, {day}", key=decision.key, title=decision.title, who=name(decider),
                  day=when.day(decision.decided_on, today))  # fmt: skip


def list_line(item: Item, owner: Person | None, today: date) -> Markup:
    """One line of a list."""
    return mrkdwn("• {item} — {who}, {due}", item=item_line(item), who=name(owner, "no owner yet"),
                  due=due_words(item, today))  # fmt: skip


def list_heading(scope: str, person: Person | None, project: Project | None, count: int) -> Markup:
    """What a list is about."""
    what = {
        "mine": "What you owe",
        "asked": "What you asked for",
        "overdue": "What is late",
        "unowned": "What nobody owns yet",
        "all": "Everything open",
    }[scope]
    if person is not None:
        what = f"What {when.first_name(person)} owes"
    if project is not None:
        what = f"Open in {project.name}"
    return mrkdwn("*{what}* ({count})", what=what, count=count)


def list_empty() -> Markup:
    """Nothing to list."""
    return mrkdwn("Nothing here. `/pmo add Draft the plan @somebody by friday` puts something on the list.")


def misread(word: Misread) -> Markup:
    """An unknown command: the nearest one and an example."""
    if word.nearest:
        return mrkdwn("I do not know “{word}”. Did you mean `/pmo {example}`?", word=word.word, example=word.example)
    return mrkdwn(
        "I do not know “{word}”. Try `/pmo {example}`, or `/pmo help` for everything I can do.",
        word=word.word, example=word.example,
    )  # fmt: skip


def help_lines(verbs: Sequence[str]) -> list[Markup]:
    """One line a command, from the grammar itself."""
    return [
        mrkdwn("`/pmo {example}` — {summary}", example=VERBS[verb].example, summary=VERBS[verb].summary)
        for verb in verbs
    ]


HELP_HEADING = mrkdwn("*What I can do.* Words may come in any order; dates in words; people by @mention.")
HELP_FOOT = mrkdwn("In threads, use a message's menu: *Track this*. Answers are only visible to you.")


def project_made(project: Project, lead: Person | None, sponsor: Person | None) -> Markup:
    """A project begins."""
    return mrkdwn(
        "*{name}* ({key}) begins: led by {lead}, sponsor {sponsor}{channel}. Mode: {mode}.",
        name=project.name, key=project.key, lead=name(lead), sponsor=name(sponsor, "not named yet"),
        channel=mrkdwn(", digest on Mondays in {room}", room=_room(project)) if project.channel else Markup(""),
        mode=project.mode.value,
    )  # fmt: skip


def _room(project: Project) -> Markup:
    return Markup(f"<#{project.channel}>")


def project_line(project: Project, lead: Person | None, sponsor: Person | None) -> Markup:
    """One line of the list of projects."""
    return mrkdwn("• *{key}* {name} — lead {lead}, sponsor {sponsor}, {mode}", key=project.key, name=project.name,
                  lead=name(lead), sponsor=name(sponsor, "not named"), mode=project.mode.value)  # fmt: skip


def receipt_line(what: str, on: date, arrived: str, person: Person | None) -> Markup:
    """One line of the trail of messages about an item."""
    return mrkdwn(
        "• {on}: {what} to {who} — {arrived}", on=when.day(on), what=what, who=called(person), arrived=arrived
    )


def why(item: Item, owner: Person | None, effective: date | None, policy: int) -> Markup:
    """Why somebody hears about an item: rule, dates, zone, calendar, policy."""
    if item.due is None or owner is None:
        return mrkdwn("{item} has no owner or no date, so nobody is reminded of it.", item=item_line(item))
    shifted = f" (a day off, so {when.day(effective)} counts)" if effective and effective != item.due else ""
    return mrkdwn(
        "{item} is due *{due}*{shifted}. Reminders count in {who} working days ({zone}, holidays: {country}); "
        "policy version {policy}.",
        item=item_line(item), due=when.day(item.due), shifted=shifted, who=f"{when.first_name(owner)}'s",
        zone=owner.zone, country=owner.country or "none", policy=policy,
    )  # fmt: skip


def project_changed(project: Project) -> Markup:
    """How a project stands after a change."""
    health = f", {project.health.value}" if project.health else ""
    return mrkdwn("Kept: *{name}* ({key}) is {mode}{health}.", name=project.name, key=project.key,
                  mode=project.mode.value, health=health)  # fmt: skip


HOW_TO_TALK = mrkdwn(
    "I keep track of who owes what by when. Type `/pmo` to see yours, `/pmo add Draft the plan @somebody by friday` "
    "to note something, `/pmo help` for everything else."
)


def late_click(item: Item) -> Markup:
    """The answer to a click on an old message."""
    state = {"done": "was finished", "dropped": "was dropped"}.get(item.state.value, "changed")
    return mrkdwn("This message is from before {item} {state}.", item=item_line(item), state=state)
