"""What `./run doctor` says where several workspaces let the bot in by themselves."""

from collections.abc import Iterator

from sqlalchemy.exc import SQLAlchemyError

from pmo_bot.cli.needed import wanted
from pmo_bot.settings import Settings, secret_of
from pmo_bot.store import installations, outbox
from pmo_bot.store.database import Database
from pmo_bot.store.keys import keys_from
from pmo_bot.store.vault import Vault
from pmo_bot.web.oauth import INSTALL


def installed(settings: Settings) -> Iterator[tuple[bool, str, str]]:
    """What is good, what it is, and what helps."""
    yield True, "SLACK_CLIENT_ID is set: workspaces let the bot in by themselves.", ""
    lacking = [one for one in wanted(settings) if not one.is_set]
    yield from ((False, f"{one.name} is not set, and is needed: {one.why}.", one.where) for one in lacking)
    if lacking:
        return
    public = settings.public_url or ""
    if not public.startswith("https://"):
        yield False, f"PUBLIC_URL is {public}: Slack comes back to https:// only.", "Put a certificate before the bot."
    yield True, f"People let the bot in at {public}{INSTALL}.", ""
    try:
        yield from _kept(settings)
    except SQLAlchemyError:
        return  # what is wrong with the database is said above


def _kept(settings: Settings) -> Iterator[tuple[bool, str, str]]:
    vault, db = Vault(keys_from(secret_of(settings.token_keys))), Database(settings.database_url)
    try:
        with db.reading() as session:
            number, needed = installations.count(session), installations.key_ids(session)
            ended = installations.ended(session, outbox.shared_clock(session))
    finally:
        db.close()
    yield True, f"{number} {'workspace has' if number == 1 else 'workspaces have'} let the bot in.", ""
    unknown = sorted(one for one in needed if not vault.knows(one))
    if unknown:
        yield False, f"Some tokens need the key {', '.join(unknown)}.", "Put it back into TOKEN_KEYS, at the end."
    elif needed - {vault.newest}:
        yield False, "Some tokens are encrypted with an older key.", "Type ./run keys rotate."
    if ended:
        yield False, f"The token has ended for {', '.join(ended)}.", "Let the bot in again there, at the same address."
