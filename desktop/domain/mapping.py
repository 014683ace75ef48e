"""Frozen dataclasses to plain mappings and back: a noun kept as JSON is read again unchanged."""

from __future__ import annotations

import re
import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import (
    TYPE_CHECKING,
    Any,
    NamedTuple,
    NoReturn,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Callable, KeysView, Mapping

T = TypeVar("T")
_PLAIN = frozenset({str, int, bool, types.NoneType})  # what JSON keeps as it is


def to_mapping(noun: Any) -> dict[str, Any]:
    """Return a JSON-ready mapping of a dataclass; fields that equal their default are left out."""
    kind: Any = type(noun)
    return {
        name: value if type(value) in _PLAIN else _ENCODERS[type(value)](value)
        for name, default in _defaults(kind)
        if (value := getattr(noun, name)) is not default and value != default
    }


def from_mapping(kind: type[T], mapping: Mapping[str, Any], where: str = "") -> T:
    """Return the dataclass `kind` read from a mapping made by `to_mapping` or from a TOML file.

    Raises `OfficeError` naming the place (`where` and the field) for an unknown, missing or ill-typed entry.
    """
    decoders, plain, required = _reading(cast("Any", kind))
    if not required <= mapping.keys() <= decoders.keys():
        _refuse_keys(mapping.keys(), where or kind.__name__, _reading(cast("Any", kind)))
    prefix = f"{where}." if where else ""
    return kind(**{
        name: value if type(value) is plain.get(name) else decoders[name](value, prefix + name)
        for name, value in mapping.items()
    })


def read_toml(text: str, where: str) -> dict[str, Any]:
    """Return what a TOML text says; raises `OfficeError` naming `where` and the line when it is not TOML."""
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        spot = f"第{line[1]}行" if line else "末尾"
        _refuse(f"{where} {spot}的写法有误，不是可读的 TOML 文件，请更正后再试。")


def _refuse_keys(keys: KeysView[str], place: str, reading: _Reading) -> NoReturn:
    if unknown := keys - reading.decoders.keys():
        _refuse(f"{place} 中有不认识的项：{'、'.join(sorted(unknown))}，请删去或更正。")
    missing = [name for name in reading.decoders if name in reading.required - keys]
    _refuse(f"{place} 缺少必填项：{'、'.join(missing)}，请补齐。")


def _refuse(message: str) -> NoReturn:
    raise OfficeError(message)


@cache
def _defaults(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    pairs = []
    for field in fields(kind):
        default = field.default_factory() if callable(field.default_factory) else field.default
        pairs.append((field.name, default))
    return tuple(pairs)


def _encoder(kind: type[Any]) -> Callable[[Any], Any]:
    """Return what makes values of a type JSON-ready."""
    if issubclass(kind, StrEnum):
        return attrgetter("_value_")
    if issubclass(kind, date):
        return cast("Callable[[Any], Any]", kind.isoformat)
    if issubclass(kind, tuple):
        return lambda parts: [
            part if type(part) in _PLAIN else _ENCODERS[type(part)](part) for part in parts
        ]
    if issubclass(kind, dict):
        return lambda table: {key: _ENCODERS[type(part)](part) for key, part in table.items()}
    return to_mapping if is_dataclass(kind) else lambda value: value


class _Encoders(dict[type, "Callable[[Any], Any]"]):
    """The encoder of each type, found out once, because saving asks for it all day."""

    def __missing__(self, kind: type[Any]) -> Callable[[Any], Any]:
        """Find it out."""
        self[kind] = _encoder(kind)
        return self[kind]


_ENCODERS = _Encoders()


class _Reading(NamedTuple):
    """How a type is read: every field, those taken as they are when of that very type, those it must have."""

    decoders: dict[str, Callable[[Any, str], Any]]
    plain: dict[str, type[Any]]
    required: frozenset[str]


@cache
def _reading(kind: type[Any]) -> _Reading:
    known = get_type_hints(kind)
    hints: dict[str, Any] = {field.name: known[field.name] for field in fields(kind)}
    return _Reading(
        {name: _decoder(hint) for name, hint in hints.items()},
        {name: hint for name, hint in hints.items() if hint in _PLAIN},
        frozenset(name for name, default in _defaults(cast("Any", kind)) if default is MISSING),
    )


def _decoder(hint: Any) -> Callable[[Any, str], Any]:
    origin = get_origin(hint)
    if origin is Union or origin is types.UnionType:
        return _optional(next(part for part in get_args(hint) if part is not types.NoneType))
    if origin is tuple:
        return _sequence(get_args(hint)[0])
    if origin is dict:
        return _table(get_args(hint)[1])
    if is_dataclass(hint):
        return lambda value, where: from_mapping(cast("type[Any]", hint), _expect(dict, value, where), where)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _member(hint)
    return _date if hint in (date, datetime) else lambda value, where: _expect(hint, value, where)


def _optional(hint: Any) -> Callable[[Any, str], Any]:
    inner = _decoder(hint)
    return lambda value, where: None if value is None else inner(value, where)


def _sequence(hint: Any) -> Callable[[Any, str], Any]:
    inner = _decoder(hint)
    return lambda value, where: tuple([
        part if type(part) is hint and hint in _PLAIN else inner(part, f"{where}[{index}]")
        for index, part in enumerate(_expect(list, value, where))
    ])


def _table(hint: Any) -> Callable[[Any, str], Any]:
    inner = _decoder(hint)
    return lambda value, where: {
        key: inner(part, f"{where}.{key}") for key, part in _expect(dict, value, where).items()
    }


def _member(hint: type[StrEnum]) -> Callable[[Any, str], Any]:
    members = {member.value: member for member in hint}

    def decode(value: Any, where: str) -> StrEnum:
        try:
            return members[value]
        except (KeyError, TypeError):
            _refuse(f"{where} 的值“{value}”不在可选范围内，请改为：{'、'.join(hint)}。")

    return decode


def _date(value: Any, where: str) -> date:
    if isinstance(value, date):
        return value
    try:
        return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    except (TypeError, ValueError):
        _refuse(f"{where} 的值“{value}”不是日期，请写成 2026-03-05 的形式。")


def _expect(hint: type[Any], value: Any, where: str) -> Any:
    if hint is Any or (isinstance(value, hint) and not (hint is int and isinstance(value, bool))):
        return value
    _refuse(f"{where} 的值“{value}”类型不对，请更正。")
