"""`./run template`: what projects begin with, as a file that people read, change and share."""

import argparse
import sys

from pmo_bot.blocks.words import refusals
from pmo_bot.cli.codes import UNUSABLE
from pmo_bot.cli.data import prepare
from pmo_bot.clock import real_now
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import packs
from pmo_bot.services.imports import WhichWorkspace, workspace_for
from pmo_bot.settings import Settings
from pmo_bot.store.database import Database

NEXT = {
    "export": "Name a file in a folder where I may write.",
    "import": "Name a YAML file, as `./run template export` writes them.",
}


def template(settings: Settings, options: argparse.Namespace) -> int:
    """Write a project, template or pack to a file, or keep a file as a template of the workspace."""
    prepare(settings.database_url)
    db = Database(settings.database_url)
    try:
        team = workspace_for(db, real_now(), options.workspace)
        print(_export(db, team, options) if options.do == "export" else _import(db, team, options))
    except WhichWorkspace as why:
        print(why, file=sys.stderr)
        return UNUSABLE
    except Refused as refused:
        print(refusals.sentence(refused), file=sys.stderr)
        return UNUSABLE
    except OSError as failure:
        print(f"I cannot use {options.file}: {failure.strerror}. {NEXT[options.do]}", file=sys.stderr)
        return UNUSABLE
    finally:
        db.close()
    return 0


def _export(db: Database, team: str, options: argparse.Namespace) -> str:
    pack = packs.exported(db, team, options.name)
    part = options.file.with_name(f"{options.file.name}.part")
    try:
        part.write_text(packs.to_text(pack), encoding="utf-8")
        part.replace(options.file)  # what was there before stays until the new one is whole
    finally:
        part.unlink(missing_ok=True)
    return f"“{pack.title}” is in {options.file}: {len(pack.milestones)} dates, {len(pack.gates)} gates."


def _import(db: Database, team: str, options: argparse.Namespace) -> str:
    pack = packs.of_text(options.file.read_text(encoding="utf-8", errors="replace"))
    packs.imported(db, team, pack, real_now())
    return f"Kept “{pack.title}” ({pack.name}): /pmo project new offers it."
