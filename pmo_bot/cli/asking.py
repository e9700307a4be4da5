"""What the command line says to somebody who typed it in another way: what it did not understand, and what it knows."""

import argparse
import difflib
import re
import sys
from collections.abc import Iterable
from typing import NoReturn

from pmo_bot.cli.codes import UNUSABLE

UNKNOWN_WORD = re.compile(r"argument .+?: invalid choice: '(.*?)'.*", re.DOTALL)
LACKING = re.compile(r"the following arguments are required: (.*)")
LEFT_OVER = re.compile(r"unrecognized arguments: (.*)", re.DOTALL)
WITHOUT_VALUE = re.compile(r"argument (.+?): expected .*")
BAD_VALUE = re.compile(r"argument (.+?): (.*)", re.DOTALL)


class Parser(argparse.ArgumentParser):
    """A parser that speaks like the rest of the bot."""

    def error(self, message: str) -> NoReturn:
        """Say what was not understood and where the whole of it stands, and end."""
        print(f"{self._in_words(message)}\n`{self.prog} --help` shows all of it.", file=sys.stderr)
        sys.exit(UNUSABLE)

    def _in_words(self, message: str) -> str:
        if found := UNKNOWN_WORD.fullmatch(message):
            return self._no_such(found[1])
        if found := LACKING.fullmatch(message):
            return self._say_which() or f"{found[1].replace(', ', ' and ')} has to be named, too."
        if found := LEFT_OVER.fullmatch(message):
            return f"There is no “{found[1]}” here."
        if found := WITHOUT_VALUE.fullmatch(message):
            return f"Something has to follow {found[1]}."
        if found := BAD_VALUE.fullmatch(message):
            return f"{found[1]}: {found[2]}."
        return f"{message}."

    def _no_such(self, given: str) -> str:
        words = self._words()
        near = difflib.get_close_matches(given, words, n=1)
        return f"There is no “{given}” here. " + (f"Did you mean {near[0]}?" if near else f"There is {either(words)}.")

    def _say_which(self) -> str:
        words = self._words()
        return f"Say which: {either(words)}." if words else ""

    def _words(self) -> list[str]:
        """The words one of which has to be said."""
        return next((list(one.choices) for one in self._actions if one.choices and not one.option_strings), [])


def either(words: Iterable[str]) -> str:
    """Words in a row."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
