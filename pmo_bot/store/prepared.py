"""Queries that are put together once: to build one anew takes longer than to run it."""

from collections.abc import Callable, Collection
from functools import cache, wraps
from inspect import signature
from typing import Any, Concatenate, ParamSpec, TypeVar, TypeVarTuple, overload

from sqlalchemy import ScalarResult, SelectBase, bindparam
from sqlalchemy.engine import TupleResult
from sqlmodel import Session
from sqlmodel.sql.expression import Select, SelectOfScalar

P = ParamSpec("P")
T = TypeVar("T")
Ts = TypeVarTuple("Ts")


@overload
def prepared(build: Callable[P, SelectOfScalar[T]]) -> Callable[Concatenate[Session, P], ScalarResult[T]]: ...
@overload
def prepared(build: Callable[P, Select[*Ts]]) -> Callable[Concatenate[Session, P], TupleResult[tuple[*Ts]]]: ...
def prepared(build: Callable[..., Any]) -> Callable[..., Any]:
    """A function that writes a query becomes one that runs it, written once with its arguments left open.

    It is called with a session and the arguments in their order: values, or collections of them for `in_`.  What it
    writes may not depend on a value, so None is refused with ValueError: SQL compares with that in words of its own.
    With a query in place of a collection it is written anew.
    """
    names = tuple(signature(build).parameters)

    @cache
    def statement() -> Any:
        return build(*(bindparam(name) for name in names))

    @wraps(build)
    def run(session: Session, *values: Any) -> Any:
        if any(value is None for value in values):
            raise ValueError(f"{build.__name__} is asked for None")
        if any(isinstance(value, SelectBase) for value in values):
            return session.exec(build(*values))
        return session.exec(statement(), params=dict(zip(names, map(_bound, values), strict=True)))

    return run


def _bound(value: Any) -> Any:
    """What a driver takes: a list for any collection."""
    return list(value) if isinstance(value, Collection) and not isinstance(value, str) else value
