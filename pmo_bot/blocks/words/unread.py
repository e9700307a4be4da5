"""What is said of words that a command does not know: which they are, and what can be said instead."""

from collections.abc import Callable

from pmo_bot.blocks.people import shown
from pmo_bot.blocks.text import Markup, mrkdwn

WORDS_SHOWN = 60
INSTEAD: dict[str, Callable[[str], Markup]] = {
    "list": lambda key: mrkdwn(
        "Try `/pmo list overdue #{key}` or `/pmo list overdue @maria`; there are asked, overdue, unaccepted, issues "
        "and all. ", key=key.lower(),
    ),
    "digest": lambda key: mrkdwn(
        "A report is for sponsors, executives or the team: `/pmo digest {key} for sponsors`. Where it goes and how "
        "often is said together: `/pmo digest {key} to #steering monthly`. ", key=key,
    ),
    "project": lambda key: mrkdwn(
        "Try `/pmo project {key} sponsor @ines`, or with lead, mode, channel, phase, gates, goal, people or priority. "
        "A day it works towards is a milestone: `/pmo milestone Go-live 31 mar #{hash}`. ", key=key, hash=key.lower(),
    ),
    "prefs": lambda key: mrkdwn(
        "`/pmo prefs` alone opens a window with everything; one thing at a time fits a line, such as `/pmo prefs brief "
        "09:30` or `/pmo prefs light`. "
    ),
    "status": lambda key: mrkdwn(
        "The reason for a colour stands behind *because*: `/pmo status {key} amber because one input is open`. ",
        key=key,
    ),
}  # fmt: skip
"""By command."""


def unread(words: str, verb: str, key: str) -> Markup:
    """`I do not know what “aliens” asks for here. A report is for …`"""
    instead = INSTEAD[verb](key) if verb in INSTEAD else Markup("")
    return mrkdwn("I do not know what “{words}” asks for here. {instead}`/pmo help {verb}` has more.",
                  words=shown(words, WORDS_SHOWN), instead=instead, verb=verb)  # fmt: skip
