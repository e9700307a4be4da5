"""Tips for newcomers, in small print at the end of a brief."""

from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.rules.tips import Tip

SAYS: dict[Tip, Markup] = {
    Tip.WORDS: mrkdwn("Good to know: you can answer me in words, such as `2 more days` or `waiting for legal`."),
    Tip.TRACK: mrkdwn("Good to know: *Track this* in the menu of any message makes a promise of it, link included."),
    Tip.BLOCKED: mrkdwn("Good to know: *Blocked…* stops the clock of what waits for somebody, and asks them."),
    Tip.PREFS: mrkdwn("Good to know: `/pmo prefs` has when this comes, how often you are reminded, and your days off."),
}
"""What each tip says."""
