"""An archive as one JSON file: an object that says what it is, then its tables, a row a line."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from pmo_bot.exchange.archive import Head, Row, Unusable
from pmo_bot.exchange.json_stream import NotJson, Stream

TABLES = "tables"


def write(file: TextIO, about: Head, tables: Iterable[tuple[str, Iterable[Mapping[str, Any]]]]) -> None:
    """Write an archive, row by row."""
    file.write("{\n")
    file.writelines(f"{as_json(name)}: {as_json(value)},\n" for name, value in asdict(about).items())
    file.write(f'"{TABLES}": {{')
    for number, (name, rows) in enumerate(tables):
        file.write(f"{',' if number else ''}\n{as_json(name)}: [")
        file.writelines(f"{',' if place else ''}\n{as_json(row)}" for place, row in enumerate(rows))
        file.write("\n]")
    file.write("\n}\n}\n")


def as_json(value: Any) -> str:
    """In one line, readable in every language; half a character, which no file can hold, by its number."""
    said = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        said.encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"))
    return said


class JsonArchive:
    """An archive that is read from its beginning to its end, once."""

    def __init__(self, path: Path, file: TextIO) -> None:
        self._name = path.name
        self._stream = Stream(file)
        self._members = self._stream.members()
        with _Readable(self._name):
            self.about = Head.of(dict(self._head()), self._name)

    def _head(self) -> Iterator[tuple[str, Any]]:
        for name in self._members:
            if name == TABLES:
                return
            yield name, self._stream.value()
        raise Unusable(f"{self._name} has no tables in it. Export again.")

    def tables(self) -> Iterator[tuple[str, Iterator[Row]]]:
        """Each table with its rows; what follows the last is looked at, too."""
        with _Readable(self._name):
            for name in self._stream.members():
                yield name, self._rows(name)
            if next(self._members, None) is not None:
                raise Unusable(f"{self._name}, line {self._stream.line}: something follows the tables. Export again.")
            self._stream.end()

    def _rows(self, table: str) -> Iterator[Row]:
        with _Readable(self._name):
            for _ in self._stream.elements():
                where = f"{self._name}, line {self._stream.line} ({table})"
                values = self._stream.value()
                if not isinstance(values, dict):
                    raise Unusable(f"{where}: that is no row. Export again.")
                yield Row(where, values)


class _Readable:
    """Says of a text that is no JSON where that shows, and what to do."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, failure: BaseException | None, _trace: object) -> None:
        if isinstance(failure, NotJson):
            raise Unusable(
                f"{self._name}, line {failure.line}: this is no JSON, or the file was cut here. "
                "Copy it again from where it was written, or export again."
            ) from None
        if isinstance(failure, UnicodeDecodeError):
            raise Unusable(f"{self._name} is not UTF-8. Copy it again as it was written.") from None
