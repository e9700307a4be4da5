"""Small changes of a module that a good test notices."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Mod: ast.Mult, ast.FloorDiv: ast.Mult,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One change: where, what, and the module with it."""

    line: int
    change: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant of a module, one change each."""
    tree = ast.parse(source)
    skipped = _skipped(tree)
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in skipped:
            continue
        for variant, change in enumerate(_changes(node)):
            fresh = copy.deepcopy(tree)
            twin = list(ast.walk(fresh))[number]
            list(_changes(twin))[variant].apply()
            yield Mutant(getattr(node, "lineno", 0), change.name, ast.unparse(ast.fix_missing_locations(fresh)))


def _skipped(tree: ast.Module) -> set[int]:
    """Docstrings, annotations, decorators, and the text behind a name: nothing they say decides anything."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            parts = [node.value]
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            parts = [node.value]
        if isinstance(node, ast.AnnAssign | ast.arg):
            parts = [node.annotation]
        if isinstance(node, ast.FunctionDef):
            parts = [node.returns, *node.decorator_list]
        if isinstance(node, ast.ClassDef):
            parts = [*node.decorator_list]
        skipped |= {id(inner) for part in parts if part is not None for inner in ast.walk(part)}
    return skipped


@dataclass(frozen=True)
class _Change:
    name: str
    node: ast.AST
    field: str
    value: object

    def apply(self) -> None:
        setattr(self.node, self.field, self.value)


def _changes(node: ast.AST) -> Iterator[_Change]:
    match node:
        case ast.Constant():
            yield from _other_values(node)
        case ast.IfExp(body=body, orelse=orelse):
            yield _Change("if always", node, "orelse", body)
            yield _Change("if never", node, "body", orelse)
        case ast.Return(value=ast.expr(), lineno=_) if not _says_nothing(node):
            yield _Change("return → None", node, "value", ast.Constant(None))
        case _:
            yield from _other_operators(node)


def _other_values(node: ast.Constant) -> Iterator[_Change]:
    match node.value:
        case bool() as value:
            yield _Change(f"{value} → {not value}", node, "value", not value)
        case int() as value:
            yield _Change(f"{value} → {value + 1}", node, "value", value + 1)
        case str() as value if value:
            yield _Change(f"{value!r} → 'mutant'", node, "value", "mutant")
        case _:
            pass


def _other_operators(node: ast.AST) -> Iterator[_Change]:
    match node:
        case ast.Compare(ops=[op]):
            for other in COMPARED.get(type(op), ()):
                yield _Change(f"{_name(op)} → {other.__name__}", node, "ops", [other()])
        case ast.BoolOp(op=ast.And()):
            yield _Change("and → or", node, "op", ast.Or())
        case ast.BoolOp(op=ast.Or()):
            yield _Change("or → and", node, "op", ast.And())
        case ast.BinOp(op=op) if type(op) in COUNTED:
            yield _Change(f"{_name(op)} → {COUNTED[type(op)].__name__}", node, "op", COUNTED[type(op)]())
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield _Change("not dropped", node, "operand", ast.UnaryOp(op=ast.Not(), operand=operand))
        case _:
            pass


def _says_nothing(node: ast.Return) -> bool:
    return isinstance(node.value, ast.Constant) and not node.value.value


def _name(op: ast.AST) -> str:
    return type(op).__name__
