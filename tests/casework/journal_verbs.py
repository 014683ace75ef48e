"""Every verb word casework can write into the journal, read from its source: what `Office.note` is given."""

from __future__ import annotations

import ast
from enum import Enum
from functools import cache
from importlib import import_module
from itertools import chain, product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOM = Path(__file__).parents[2] / "desktop" / "casework"
_KINDS = {
    "change": ("desktop.domain.trail", "RequestKind"),
    "coordinate": ("desktop.domain.coordination", "CoordinationKind"),
}
_LETTER = ("desktop.domain.reply", "ReplyKind")
"""What a `kind` is in a module: its label is only known when the verb is done, so every member may come."""
_LABELS = {
    "act": ("desktop.domain.procedure", "Act"),
    "level": ("desktop.domain.supervision", "SupervisionLevel"),
    "filing": ("desktop.domain.proposal", "Filing"),
    "move": ("desktop.domain.trail", "Move"),
    "field": ("desktop.casework.edit", "EditField"),
}
"""The same by the name of what bears the label, wherever it stands."""


class Call(NamedTuple):
    """One call of `Office.note`: where it stands, and every word it may give."""

    place: str
    words: tuple[str, ...]


def calls() -> Iterator[Call]:
    """Yield every call of `.note(` in casework with the verb words it may be given."""
    for path in sorted(ROOM.glob("*.py")):
        tree = _read(path)
        for node, function in _notes(tree):
            words = tuple(_words(node.args[0], _Room(path.stem, tree, function)))
            yield Call(f"{path.name}:{node.lineno}", words)


@cache
def _read(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def _functions(tree: ast.Module) -> tuple[ast.FunctionDef, ...]:
    return tuple(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@cache
def _calls(function: ast.FunctionDef) -> tuple[ast.Call, ...]:
    return tuple(node for node in ast.walk(function) if isinstance(node, ast.Call))


class _Room(NamedTuple):
    module: str
    tree: ast.Module
    function: ast.FunctionDef | None


def _notes(tree: ast.Module) -> Iterator[tuple[ast.Call, ast.FunctionDef | None]]:
    for function in _functions(tree):
        for node in _calls(function):
            if isinstance(node.func, ast.Attribute) and node.func.attr == "note":
                yield node, function


def _words(node: ast.expr, room: _Room) -> Iterator[str]:
    """Yield every word an expression may stand for; an unknown shape is an error of this reader."""
    match node:
        case ast.Constant(value=str() as word):
            yield word
        case ast.IfExp(body=one, orelse=other):
            yield from chain(_words(one, room), _words(other, room))
        case ast.JoinedStr(values=values):
            yield from map("".join, product(*(tuple(_words(value, room)) for value in values)))
        case ast.FormattedValue(value=value):
            yield from _words(value, room)
        case ast.Name(id=name):
            yield from _named(name, room)
        case ast.Attribute():
            yield from _of_attribute(node, room)
        case _:
            yield from _of_call(node, room)


def _of_attribute(node: ast.Attribute, room: _Room) -> Iterator[str]:
    match node:
        case ast.Attribute(attr="label"):
            yield from _labels(node, room)
        case ast.Attribute(value=ast.Attribute(attr="contacts"), attr="word"):
            yield "面商"
        case ast.Attribute(value=ast.Name(id="note"), attr="verb"):
            return  # the note was made, and read here, where it came from
        case _:
            raise _unreadable(node, room)


def _of_call(node: ast.expr, room: _Room) -> Iterator[str]:
    match node:
        case ast.Call(func=ast.Attribute(attr="word"), args=[_, ast.Constant(value=str() as word)]):
            yield word
        case ast.Call(func=ast.Name(id="stage_words")):
            yield "面复"
        case ast.Call(func=ast.Name(id=name)):
            yield from _returned(name, room)
        case _:
            raise _unreadable(node, room)


def _unreadable(node: ast.expr, room: _Room) -> AssertionError:
    return AssertionError(f"{room.module}: cannot tell the words of {ast.unparse(node)}")


def _labels(node: ast.Attribute, room: _Room) -> Iterator[str]:
    module = import_module(f"desktop.casework.{room.module}")
    if isinstance(node.value, ast.Attribute) and isinstance(node.value.value, ast.Name):
        kind = getattr(module, node.value.value.id, None)
        if isinstance(kind, type) and issubclass(kind, Enum):
            yield getattr(kind, node.value.attr).label
            return
    bearer = ast.unparse(node.value).rsplit(".", 1)[-1]
    where, name = _KINDS.get(room.module, _LETTER) if bearer == "kind" else _LABELS[bearer]
    yield from (member.label for member in getattr(import_module(where), name))


def _named(name: str, room: _Room) -> Iterator[str]:
    module = import_module(f"desktop.casework.{room.module}")
    value = getattr(module, name, None)
    if isinstance(value, str):
        yield value
        return
    function = room.function
    assert function is not None
    places = [each.arg for each in (*function.args.args, *function.args.kwonlyargs)]
    if name in places:
        yield from _given(function, name, places.index(name), room.module)
        return
    for node in ast.walk(function):
        targets = node.targets if isinstance(node, ast.Assign) else ()
        if any(isinstance(each, ast.Name) and each.id == name for each in targets):
            yield from _words(node.value, room)


def _returned(name: str, room: _Room) -> Iterator[str]:
    """Yield every word a function of the same module may return."""
    for function in _functions(room.tree):
        if function.name == name:
            for node in ast.walk(function):
                if isinstance(node, ast.Return) and node.value is not None:
                    yield from _words(node.value, room._replace(function=function))


def _given(function: ast.FunctionDef, name: str, place: int, module: str) -> Iterator[str]:
    """Yield what every caller in casework gives a parameter that becomes the verb."""
    for path in sorted(ROOM.glob("*.py")):
        tree = _read(path)
        for caller in _functions(tree):
            for node in _calls(caller):
                if _is_call_of(node, function.name, module, path.stem):
                    by_name = [each.value for each in node.keywords if each.arg == name]
                    given = by_name or node.args[place : place + 1]
                    for each in given or _default(function, place):
                        yield from _words(each, _Room(path.stem, tree, caller))


def _default(function: ast.FunctionDef, place: int) -> list[ast.expr]:
    first = len(function.args.args) - len(function.args.defaults)
    return function.args.defaults[place - first : place - first + 1] if place >= first else []


def _is_call_of(node: ast.Call, function: str, module: str, here: str) -> bool:
    match node.func:
        case ast.Name(id=name):
            return name == function and (here == module)
        case ast.Attribute(value=ast.Name(id=owner), attr=name):
            return name == function and owner in (module, "self")
        case _:
            return False
