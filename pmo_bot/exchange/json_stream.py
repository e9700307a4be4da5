"""Read a large JSON text piece by piece, so that it never has to fit into memory."""

import json
from collections.abc import Iterator
from typing import Any, NoReturn, TextIO

CHUNK = 1 << 16
LARGEST = 1 << 24
"""The most characters that one value may have before the text is taken to be broken."""


class NotJson(Exception):
    """The text is no JSON, or ends too early; says in which line."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class Stream:
    """A JSON text that is taken apart from its beginning."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._text, self._at, self._ended = "", 0, False
        self._lines, self._counted = 1, 0
        self._decode = json.JSONDecoder(parse_constant=_refuse).raw_decode

    @property
    def line(self) -> int:
        """The line that is being read."""
        self._lines += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._lines

    def members(self) -> Iterator[str]:
        """The names in an object; take each one's value before you ask for the next name."""
        self._expect("{")
        more = self._peek() != "}"
        while more:
            name = self.value()
            if not isinstance(name, str):
                self._stop()
            self._expect(":")
            yield name
            more = self._another("}")
        self._expect("}")

    def elements(self) -> Iterator[None]:
        """The elements of a list; take each one's value before you ask for the next."""
        self._expect("[")
        more = self._peek() != "]"
        while more:
            self._peek()  # so that `line` is where it begins
            yield
            more = self._another("]")
        self._expect("]")

    def value(self) -> Any:
        """The next value, whole."""
        self._peek()
        while True:
            try:
                found, end = self._decode(self._text, self._at)
            except (ValueError, RecursionError):
                if not self._read_on():
                    self._stop()
                continue
            # A number may go on in what has not been read yet.
            if end < len(self._text) or not self._read_on():
                self._at = end
                return found

    def end(self) -> None:
        """Nothing but white space may follow."""
        if self._peek():
            self._stop()

    def _another(self, closing: str) -> bool:
        if self._peek() == closing:
            return False
        self._expect(",")
        return True

    def _expect(self, char: str) -> None:
        if self._peek() != char:
            self._stop()
        self._at += 1

    def _peek(self) -> str:
        while True:
            text, at = self._text, self._at
            while at < len(text) and text[at] in " \t\r\n":
                at += 1
            self._at = at
            if at < len(text):
                return text[at]
            if not self._read_on():
                return ""

    def _read_on(self) -> bool:
        """Forget what was taken, and read as much again as is left; False at the end."""
        if self._ended or len(self._text) - self._at > LARGEST:
            return False
        self._lines, rest = self.line, self._text[self._at :]
        more = self._file.read(max(CHUNK, len(rest)))
        self._text, self._at, self._counted, self._ended = rest + more, 0, 0, not more
        return bool(more)

    def _stop(self) -> NoReturn:
        raise NotJson(self.line)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
