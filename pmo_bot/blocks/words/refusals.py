"""What the bot says when something cannot be done: what is the case, and what to do next."""

from collections.abc import Callable
from typing import Any

from pmo_bot.blocks import when
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words import requirements, severity
from pmo_bot.blocks.words.naming import both
from pmo_bot.blocks.words.refusals_capacity import CAPACITY
from pmo_bot.blocks.words.refusals_editions import EDITIONS
from pmo_bot.blocks.words.refusals_items import ITEMS, titled
from pmo_bot.blocks.words.refusals_lifecycle import LIFECYCLE
from pmo_bot.blocks.words.refusals_links import LINKS
from pmo_bot.blocks.words.refusals_pairs import PAIRS
from pmo_bot.blocks.words.refusals_people import PEOPLE
from pmo_bot.blocks.words.refusals_projects import PROJECTS
from pmo_bot.blocks.words.refusals_risks import RISKS
from pmo_bot.blocks.words.refusals_value import VALUE
from pmo_bot.blocks.words.unread import unread
from pmo_bot.rules.refusals import Refused

TYPED: dict[str, Callable[..., Markup]] = {
    "unread_date": lambda words, command="", title="": mrkdwn(
        "I could not read “{words}” as a date. Try `by fri`, `by 4 dec` or `in 10 working days`.", words=words
    ),
    "no_date": lambda key: mrkdwn(
        "Which day? Try `/pmo move {key} fri` or `/pmo move {key} in 3 working days`.", key=key
    ),
    "far_date": lambda day, today: mrkdwn(
        "{day} is more than ten years away. Choose a day that is nearer.", day=when.day(day, today)
    ),
    "which_item": lambda verb: mrkdwn(
        "Which item? Try `/pmo {verb} A-12`; `/pmo list` shows yours.", verb=verb
    ),
    "one_item": lambda verb, keys, words="": mrkdwn(
        "`/pmo {verb}` is about one at a time, and you named {keys}. Type it once for each: "
        "`/pmo {verb} {first}{words}`.",
        verb=verb, keys=both(keys), first=keys[0], words=words,
    ),
    "list_of_item": lambda key: mrkdwn(
        "A list is of many items. `/pmo show {key}` shows this one, `/pmo move {key} to friday` gives it another date.",
        key=key,
    ),
    "waits_for_several": lambda item, keys: mrkdwn(
        "{item} is blocked by one thing, and you named {keys}. Type `/pmo link {key} after {keys}` for what has to be "
        "there first.", item=titled(item), key=item.key, keys=both(keys),
    ),
    "unread_words": unread,
    "which_owner": lambda key: mrkdwn("Who takes it? Try `/pmo assign {key} @maria`.", key=key),
    "nothing_to_undo": lambda: mrkdwn("There is nothing of yours to undo here. `/pmo list` shows how things stand."),
    "old_words": lambda: mrkdwn(
        "Those words are not yours to answer for, or no longer there. Write to me anew; `/pmo` shows how things stand."
    ),
    "words_stale": lambda item: mrkdwn(
        "{item} changed since you wrote that, so I left it as it is. `/pmo show {key}` tells what happened.",
        item=titled(item), key=item.key,
    ),
    "odd_value": lambda: mrkdwn(
        "I cannot read what stands there: it may be from an older version of me. Please open it anew; `/pmo` shows how "
        "things stand now."
    ),
    "old_button": lambda: mrkdwn("This button is from an older version. `/pmo` shows how things stand now."),
    "not_your_message": lambda: mrkdwn(
        "That message was for somebody else, so only they can ask why. `/pmo why A-12` explains an item."
    ),
    "expired": lambda: mrkdwn("Slack did not open the window in time. Please try it once more."),
    "slack_silent": lambda: mrkdwn(
        "Slack did not tell me who you are just now, so nothing was changed. Please try it again in a moment."
    ),
    "no_workspace": lambda: mrkdwn(
        "I do not know this workspace yet, so nothing was changed. Ask an admin to start me once more."
    ),
    "unread": lambda: mrkdwn(
        "I could not read what came back from that window, so nothing was changed. Please open it anew and try again."
    ),
    "too_much_at_once": lambda: mrkdwn(
        "That is a lot at once, so I did not do this one. Please wait a minute and try it again; `/pmo` shows what is "
        "done. Many items come in faster as a table: ask whoever runs me."
    ),
    "broken": lambda reference: mrkdwn(
        "Something went wrong on my side and nothing was changed. Try again; if it stays, tell an admin “{reference}”.",
        reference=reference,
    ),
    "still_at_it": lambda: mrkdwn(
        "This takes longer than usual. I am still at it and write to you when it is done; then close this window. "
        "Try again if nothing comes: nothing is done twice."
    ),
}  # fmt: skip
"""What was typed, or pressed too late."""

SENTENCES = {
    **ITEMS,
    **PEOPLE,
    **PROJECTS,
    **RISKS,
    **VALUE,
    **LIFECYCLE,
    **TYPED,
    **LINKS,
    **CAPACITY,
    **EDITIONS,
    **PAIRS,
    **severity.REFUSALS,
    **requirements.REFUSALS,
}

PLACES = ("field", "fields")
"""Where in a form it is said; no part of the sentence."""


def sentence(refused: Refused) -> Markup:
    """What to say for a refusal."""
    facts: dict[str, Any] = {name: value for name, value in refused.facts.items() if name not in PLACES}
    return SENTENCES[refused.why](**facts)
