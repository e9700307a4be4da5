"""What is said of messages that did not arrive."""

from collections.abc import Mapping

from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.model import PostState
from pmo_bot.rules.letters import OURS, Letters

REASONS_SHOWN = 3
MEANINGS: Mapping[str, str] = {
    "channel_not_found": "the channel is gone, or private without the bot",
    "is_archived": "the channel is archived",
    "messages_tab_disabled": "the app takes no direct messages: switch its Messages tab on",
    "missing_scope": "the app lacks a permission: install it again from manifest.json",
    "not on Slack": "the person is known from an import only",
    "not_in_channel": "the bot is not in the channel: /invite it",
    "restricted_action": "the workspace does not let the bot write there",
    "the project has no channel": "a channel is chosen when a project begins: /pmo project new",
    "token_revoked": "install the app again and copy the new bot token",
    "user_disabled": "the account is closed: their items need another owner",
}
"""What to think of a reason.  One that is not here is told as Slack names it."""
NOTHING_LEFT = mrkdwn("Nothing is left to be sent again: somebody did it before, or it is no longer wanted.")


def letters_line(letters: Letters) -> Markup:
    """How many, why, of which projects, and what helps."""
    one = letters.total == 1
    of = mrkdwn(" ({places})", places=", ".join(letters.places)) if letters.places else Markup("")
    if letters.state is PostState.HELD:
        return mrkdwn(
            "*{count} may have arrived, and nobody can tell*{of}. Look into the channel first: send again only what is "
            "not there.", count=_messages(letters.total), of=of,
        )  # fmt: skip
    said = mrkdwn("*{count} could not be delivered* in the last 14 days{of}: {why}.",
                  count=_messages(letters.total), of=of, why=_reasons(letters.reasons))  # fmt: skip
    if letters.again:
        return said + mrkdwn(" Once that is put right, have {it} sent again.", it="it" if one else "them")
    return said + mrkdwn(" Reminders come again by themselves on the next working day.")


def sent_again(count: int) -> Markup:
    """What the button did."""
    return mrkdwn("{count} will be tried once more now.", count=_messages(count)) if count else NOTHING_LEFT


def _messages(count: int) -> str:
    return "1 message" if count == 1 else f"{count} messages"


def _reasons(reasons: Mapping[str, int]) -> Markup:
    shown = [_reason(why, number) for why, number in list(reasons.items())[:REASONS_SHOWN]]
    rest = sum(list(reasons.values())[REASONS_SHOWN:])
    return Markup("; ").join([*shown, *([mrkdwn("and {count} for other reasons", count=rest)] if rest else [])])


def _reason(why: str, number: int) -> Markup:
    how_many = f" ({number})" if number > 1 else ""
    name = why.rpartition(": ")[2]
    if why.startswith(OURS):
        return mrkdwn("I could not make it, whoever runs me finds why in my log{count}", count=how_many)
    return mrkdwn("{why}{count}", why=MEANINGS.get(name, f"Slack says {name or 'nothing'}"), count=how_many)
