"""`./run`: what the command line understands."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from pmo_bot.cli import options
from pmo_bot.cli.asking import Parser
from pmo_bot.cli.codes import CODES, UNUSABLE
from pmo_bot.memory import collect_less, collect_nothing

if TYPE_CHECKING:
    from pmo_bot.settings import Settings

Act: TypeAlias = Callable[[], int]
Run: TypeAlias = "Callable[[Settings, argparse.Namespace], Act]"
"""Imports what a command needs."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; without any, the bot, or the playground when there are no Slack tokens."""
    chosen = parser().parse_args(_asked(sys.argv[1:] if arguments is None else arguments))
    collect_nothing()  # what is imported is no garbage
    try:
        act = _imported(chosen)
    finally:
        collect_less()
    sys.exit(_done(act))


def _imported(chosen: argparse.Namespace) -> Act:
    """What carries the command out, with the settings; an error in those ends here."""
    from pydantic import ValidationError

    from pmo_bot.settings import Settings

    try:
        settings = Settings()
    except ValidationError as wrong:
        from pmo_bot.cli.unusable import of_settings

        print("\n".join(of_settings(wrong)), file=sys.stderr)
        sys.exit(UNUSABLE)
    act: Act = chosen.run(settings, chosen)
    return act


def _done(act: Act) -> int:
    """Carry a command out; what is wrong with a disk, a database or a port is a sentence, and no traceback."""
    try:
        return act()
    except Exception as failure:
        from pmo_bot.cli.unusable import in_words

        trouble = in_words(failure)
        if trouble is None:
            raise
        print(trouble.sentence, file=sys.stderr)
        return trouble.code


def _asked(arguments: Sequence[str]) -> list[str]:
    """`help` before a command is `--help` after it."""
    return [*arguments[1:], "--help"] if arguments and arguments[0] == "help" else list(arguments)


def parser() -> argparse.ArgumentParser:
    """The commands.  What a command needs is imported when it runs: `--help` stays quick."""
    top = Parser(prog="./run", description="A Slack bot for stakeholder accountability.", epilog=CODES)
    top.set_defaults(run=_default)
    commands = top.add_subparsers(metavar="command")
    for name, summary, run in (
        ("worker", "Socket Mode and the heartbeat: all that one machine needs", _worker),
        ("web", "what Slack calls over HTTP; needs PostgreSQL beside a worker", _web),
        ("playground", "a local Slack in the browser, with a small company to try things on", _playground),
        ("doctor", "say in one screen what is missing", _doctor),
        ("resend", "try once more what was given up or held", _resend),
    ):
        commands.add_parser(name, help=summary, description=summary).set_defaults(run=run)
    for name, summary, ask, act in _with_options():
        one = commands.add_parser(name, help=summary, description=summary)
        ask(one)
        one.set_defaults(run=act)
    return top


def _with_options() -> Sequence[tuple[str, str, Callable[[argparse.ArgumentParser], None], Run]]:
    """The commands that ask for more than their name: what each is for, its options, and what carries it out."""
    return (
        ("migrate", "bring the database to the newest schema, or back to an older one", options.of_migrate, _migrate),
        ("keys", "make a key for tokens, or encrypt every token with the newest one", options.of_keys, _keys),
        ("export", "take everything with you, as JSON or CSV; or the items as a table", options.of_export, _export),
        ("import", "take in what was exported, a table of items, or the issues of Jira", options.of_import, _import),
        ("template", "export and import what projects begin with, as a file", options.of_template, _template),
        ("preview", "show what would be sent to whom and when, without sending anything", options.of_preview, _preview),
        ("backup", "write everything into one file, while the bot is at work", options.of_backup, _backup),
        ("restore", "bring a backup back into an empty database; nothing is sent twice", options.of_restore, _restore),
        ("audit", "see whether the history is still as it was written down", options.of_audit, _audit),
        ("person", "print everything that is kept about somebody, or erase them", options.of_person, _person),
        ("rights", "show who may do what, as a table", options.of_rights, _rights),
    )  # fmt: skip


def _default(settings: Settings, options: argparse.Namespace) -> Act:
    if settings.serves_many:
        return _web(settings, options)
    return _worker(settings, options) if settings.slack_bot_token else _playground(settings, options)


def _worker(settings: Settings, options: argparse.Namespace) -> Act:
    from pmo_bot.cli.serve import worker

    return partial(worker, settings)


def _web(settings: Settings, options: argparse.Namespace) -> Act:
    from pmo_bot.cli.serve import web

    return partial(web, settings)


def _playground(settings: Settings, options: argparse.Namespace) -> Act:
    from pmo_bot.cli.play import play

    return partial(play, settings)


def _migrate(settings: Settings, options: argparse.Namespace) -> Act:
    from pmo_bot.cli.data import migrate

    return partial(migrate, settings, options.to)


def _keys(settings: Settings, options: argparse.Namespace) -> Act:
    from pmo_bot.cli.keys import keys

    return partial(keys, settings, options)


def _export(settings: Settings, options: argparse.Namespace) -> Act:
    from pmo_bot.cli.take import take

    return partial(take, settings, options)


def _import(settings: Settings, options: argparse.Namespace) -> Act:
    if options.system in ("json", "csv"):
        from pmo_bot.cli.bring_all import bring_all

        return partial(bring_all, settings, options)
    if options.system == "items":
        from pmo_bot.cli.bring_items import bring_items

        return partial(bring_items, settings, options)
    from pmo_bot.cli.bring import bring

    return partial(bring, settings, options)


def _template(settings: Settings, options: argparse.Namespace) -> Act:
    from pmo_bot.cli.templates import template

    return partial(template, settings, options)


def _audit(settings: Settings, options: argparse.Namespace) -> Act:
    from pmo_bot.cli.audit import audit

    return partial(audit, settings, options)


def _person(settings: Settings, options: argparse.Namespace) -> Act:
    from pmo_bot.cli.person import person

    return partial(person, settings, options)


def _preview(settings: Settings, options: argparse.Namespace) -> Act:
    from pmo_bot.cli.preview import preview

    return partial(preview, settings, options)


def _backup(settings: Settings, options: argparse.Namespace) -> Act:
    from pmo_bot.cli.backup import write

    return partial(write, settings, options)


def _restore(settings: Settings, options: argparse.Namespace) -> Act:
    from pmo_bot.cli.backup import bring_back

    return partial(bring_back, settings, options)


def _resend(settings: Settings, options: argparse.Namespace) -> Act:
    from pmo_bot.cli.letters import resend

    return partial(resend, settings)


def _doctor(settings: Settings, options: argparse.Namespace) -> Act:
    from pmo_bot.cli.doctor import doctor

    return partial(doctor, settings)


def _rights(settings: Settings, options: argparse.Namespace) -> Act:
    from pmo_bot.cli.rights import rights

    return partial(rights, every=options.every)


if __name__ == "__main__":
    main()
