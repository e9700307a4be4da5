"""What every table has in common: one metadata, UTC instants, enums stored as text."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, Dialect, Enum, MetaData
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(SQLModel):
    """The root of all tables.  Constraints have names, so that SQLite's batch migrations can find them."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)


class UTCDateTime(TypeDecorator[datetime]):
    """An instant.  Refuses naive values; SQLite would silently drop the offset of any other zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}: instants are stored with their zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value is not None else None

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """How values are read, by the thousand: SQLite's text in one step."""
        return _from_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _from_text(value: str | None) -> datetime | None:
    """What SQLite keeps is an instant in UTC without saying so."""
    return datetime.fromisoformat(f"{value}+00:00") if value is not None else None


OPTIONAL_JSON: Any = JSON(none_as_null=True)
"""A structure that may be missing: nothing is kept as the database's own nothing, not as the word `null`."""


class TextEnum(Enum):
    """Reads a value with a look into a table; there are tens of thousands of them in one report."""

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """By its text, every member; nothing for nothing."""
        return {None: None, **{member.value: member for member in self.enum_class or ()}}.__getitem__


def text_enum(kind: type[StrEnum]) -> Any:
    """A column type that stores the values of `kind` as text and refuses any other string."""
    return TextEnum(
        kind,
        values_callable=lambda e: [m.value for m in e],
        native_enum=False,
        length=32,
        validate_strings=True,
    )
