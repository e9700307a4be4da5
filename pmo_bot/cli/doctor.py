"""`./run doctor`: in one screen, what works and what is missing."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

from pmo_bot.cli.codes import FAILED
from pmo_bot.cli.needed import Wanted, wanted
from pmo_bot.settings import Settings, secret_of


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    good: bool
    what: str
    next_step: str = ""
    optional: bool = False

    @property
    def mark(self) -> str:
        """What stands before it."""
        return "option" if self.optional else "ok" if self.good else "to do"


def doctor(settings: Settings) -> int:
    """Look at everything; the exit code is 1 when something has to be done."""
    findings = [*_database(settings), *_tokens(settings)]
    for finding in findings:
        print(f"{finding.mark:7}{finding.what}")
        if finding.next_step and finding.mark != "ok":
            print(f"       {finding.next_step}")
    return 0 if all(finding.good for finding in findings) else FAILED


def _database(settings: Settings) -> Iterator[Finding]:
    from alembic.util import CommandError
    from sqlalchemy.exc import SQLAlchemyError

    from pmo_bot.cli.data import prepare
    from pmo_bot.cli.letters import letters
    from pmo_bot.cli.unusable import in_words
    from pmo_bot.store.migrate import SchemaIsNewer, check

    try:
        prepare(settings.database_url)
        check(settings.database_url)
        yield Finding(True, "The database can be reached and has the newest schema.")
        yield from (Finding(*letter) for letter in letters(settings.database_url))
    except (SQLAlchemyError, OSError) as failure:
        why = str(getattr(failure, "orig", None) or type(failure).__name__).strip().partition("\n")[0]
        yield Finding(False, f"The database cannot be used: {why}.", "Look at DATABASE_URL.")
    except (CommandError, SchemaIsNewer) as failure:
        if (newer := in_words(failure)) is not None:
            what, _, next_step = newer.sentence.partition(". ")
            yield Finding(False, f"{what}.", next_step)
            return
        yield Finding(False, f"The schema differs: {failure}.", "Type ./run migrate.")


def _tokens(settings: Settings) -> Iterator[Finding]:
    if settings.serves_many:
        from pmo_bot.cli.installed import installed

        yield from (Finding(*one) for one in installed(settings))
        return
    if settings.slack_bot_token is None:
        yield Finding(True, "Without SLACK_BOT_TOKEN the playground opens instead of Slack.")
    yield from (_of_setting(one) for one in wanted(settings))
    if settings.slack_bot_token is not None:
        yield from asyncio.run(_slack(settings))


def _of_setting(one: Wanted) -> Finding:
    if one.is_set:
        return Finding(True, f"{one.name} is set.")
    if one.needed:
        return Finding(False, f"{one.name} is not set, and is needed: {one.why}.", one.where)
    return Finding(True, f"{one.name} is not set, and is not needed here: {one.why}.", one.where, optional=True)


async def _slack(settings: Settings) -> list[Finding]:
    from pmo_bot.ports import Fate
    from pmo_bot.slack.client import SlackClient

    client = SlackClient(secret_of(settings.slack_bot_token), settings.slack_api_url)
    outcome, data = await client.call("auth.test")
    await client.close()
    if outcome.fate is Fate.DONE and not data.get("team_id"):
        return [Finding(False, "What answers is not Slack.", "Look at SLACK_API_URL, and at what lies in between.")]
    if outcome.fate is Fate.DONE:
        return [Finding(True, f"Slack answers: {data.get('team')} knows the bot as {data.get('user')}.")]
    if outcome.fate is Fate.DEAD:
        return [Finding(False, f"Slack says {outcome.error}.", "Copy the bot token again from OAuth & Permissions.")]
    return [
        Finding(False, f"No answer from Slack: {outcome.error}.", "Look at this machine's network, then try again.")
    ]
