"""`./run keys`: make a key for tokens, and encrypt with it what an older one opens."""

import argparse
import sys

from pmo_bot.cli.codes import UNUSABLE
from pmo_bot.settings import Settings, secret_of
from pmo_bot.store.keys import keys_from, new_key


def keys(settings: Settings, options: argparse.Namespace) -> int:
    """Print a new key, or use the newest one for all that is kept."""
    if options.do == "new":
        print(new_key())
        return 0
    if settings.token_keys is None:
        print("TOKEN_KEYS is not set: put a new key before the old one, with a comma.", file=sys.stderr)
        return UNUSABLE
    return _rotate(settings)


def _rotate(settings: Settings) -> int:
    from pmo_bot.cli.data import prepare
    from pmo_bot.services.renewing import Rekeyed, rekey
    from pmo_bot.store.database import Database
    from pmo_bot.store.vault import Vault

    prepare(settings.database_url)
    db = Database(settings.database_url)
    far = Rekeyed(0, ())
    try:
        for far in rekey(db, Vault(keys_from(secret_of(settings.token_keys)))):
            print(f"{far.done} done", file=sys.stderr)
    except KeyboardInterrupt:
        print(f"Stopped after {far.done}. Nothing is lost: type it again to go on.", file=sys.stderr)
        return 1
    finally:
        db.close()
    if far.locked:
        print(f"The tokens of {', '.join(far.locked)} need a key that is not in TOKEN_KEYS: put it back, at the end.")
        return 1
    print(f"The newest key opens every token now ({far.done} changed). The older ones can go.")
    return 0
