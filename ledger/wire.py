"""Records between bytes and classes, typed (`docs/format.md`, sections 2 and 3).

- Every record has exactly the keys of its class, in ascending order; unknown keys are refused.
- The limits in the annotations of the classes hold; text has only the characters allowed.
- What is decoded encodes to the same bytes again, so that one value has one encoding.

The codec of a class is made from its annotations once, when this module's users are imported; decoding is compiled code
(`msgspec`), which is what keeps a verification's time with its signatures (`docs/performance.md`).
"""

import types
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain
from operator import attrgetter
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec.structs import astuple

from domain.statements import Statement, StatementData
from domain.types import ListOf, Record, SignatureField
from ledger.errors import NotCanonicalError, RecordError

encode: Final = msgspec.msgpack.Encoder().encode
"""The bytes of a record, or of a structure of records."""


class SealedStatement(msgspec.Struct, frozen=True, gc=False):
    """A statement as it is embedded: the signed bytes and one signature for each signer."""

    payload: bytes
    signatures: ListOf[SignatureField]


Collector = Callable[[Any, list[str]], None]
"""Adds all texts of a record to a list."""


class Codec:
    """A record class on the wire.  An embedded statement stands there as `SealedStatement`."""

    def __init__(self, kind: type[Record]) -> None:
        """Read the annotations of `kind`, whose fields stand in ascending order."""
        names = kind.__struct_fields__
        if list(names) != sorted(names):
            raise TypeError(kind)
        self.kind = kind
        self.statements = statement_fields(kind)
        self.wire = _wire_class(kind, self.statements) if self.statements else kind
        self._decoder = msgspec.msgpack.Decoder(self.wire)
        self._collect = _collector(self.wire)

    def decode(self, raw: bytes | msgspec.Raw, texts: list[str]) -> Any:
        """The wire form of the record in `raw`, whose texts are added to `texts`.

        Raises `RecordError` or `NotCanonicalError`.  Two checks are left to the caller, who makes them once for the
        whole that this is a part of: that it encodes to the same bytes, and `check_joined_text`.
        """
        record = decode_with(self._decoder, raw)
        if self._collect is not None:
            self._collect(record, texts)
        return record

    def to_wire(self, record: Any) -> Any:
        """The wire form of a record."""
        if not self.statements:
            return record
        return self.wire(*[_sealed(getattr(record, name)) for name in self.kind.__struct_fields__])

    def from_wire(self, wire: Any, parse: Callable[[SealedStatement], Statement[Any]]) -> Any:
        """The record of a wire form, its statements parsed by `parse`.  Raises `RecordError` for another type."""
        if not self.statements:
            return wire
        values = list(astuple(wire))
        for place, kind in self.statements.items():
            sealed = values[place]
            if type(sealed) is SealedStatement:
                statement = values[place] = parse(sealed)
                if not isinstance(statement.data, kind):
                    raise RecordError(reason="statement")
            else:
                statements = values[place] = tuple([parse(each) for each in sealed])
                if not all(isinstance(statement.data, kind) for statement in statements):
                    raise RecordError(reason="statement")
        return self.kind(*values)

    def statements_in(self, wire: Any) -> Iterator[tuple[SealedStatement, type[StatementData]]]:
        """Every statement of a wire form, still sealed, with the class that its data must have."""
        for place, kind in self.statements.items():
            value = getattr(wire, self.kind.__struct_fields__[place])
            for sealed in (value,) if type(value) is SealedStatement else value:
                yield sealed, kind


def decode_with(decoder: msgspec.msgpack.Decoder[Any], raw: bytes | msgspec.Raw) -> Any:
    """What `decoder` makes of `raw`.  Raises `RecordError` for wrong types, `NotCanonicalError` for no msgpack."""
    try:
        return decoder.decode(raw)
    except msgspec.ValidationError as error:
        raise RecordError(reason=str(error).encode("ascii", "replace").decode()[:200]) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise NotCanonicalError(reason="encoding") from None


def statement_fields(kind: type[Record]) -> dict[int, type[StatementData]]:
    """The places of the fields that hold a statement or a list of them, with the class that its data must have."""
    found = {}
    hints = get_type_hints(kind)
    for place, name in enumerate(kind.__struct_fields__):
        hint = hints[name]
        part = get_args(hint)[0] if get_origin(hint) is tuple else hint
        if get_origin(part) is Statement:
            found[place] = get_args(part)[0]
    return found


def _sealed(value: Any) -> Any:
    """A statement, or each one of a list, as it is embedded; anything else as it is."""
    if isinstance(value, Statement):
        return SealedStatement(value.payload, value.signatures)
    if isinstance(value, tuple) and value and isinstance(value[0], Statement):
        return tuple(map(_sealed, value))
    return value


def _wire_class(kind: type[Record], statements: Collection[int]) -> type[Any]:
    """The class as it is on the wire: like `kind`, with sealed statements."""
    hints = get_type_hints(kind, include_extras=True)
    for place in statements:
        name = kind.__struct_fields__[place]
        is_one = get_origin(hints[name]) is Statement
        hints[name] = SealedStatement if is_one else ListOf[SealedStatement]
    return msgspec.defstruct(
        kind.__name__, [(name, hints[name]) for name in kind.__struct_fields__], frozen=True, gc=False
    )


def _collector(kind: type[Any]) -> Collector | None:
    """What adds the texts of a `kind` to a list, or None if it has none."""
    direct: list[str] = []
    lists: list[Callable[[Any], Iterable[str]]] = []
    nested: list[Collector] = []
    for name, hint in get_type_hints(kind).items():
        is_list, part = _part_of(hint)
        if part is str and is_list:
            lists.append(attrgetter(name))
        elif part is str:
            direct.append(name)
        elif _is_record(part) and (below := _below(name, part, is_list=is_list)) is not None:
            nested.append(below)
    if not (direct or lists or nested):
        return None
    return _collect_all([_getter_of(direct)] if direct else [], lists, nested)


def _getter_of(names: list[str]) -> Callable[[Any], Iterable[str]]:
    """What gives the values of these fields, one or several."""
    get: Callable[[Any], Any] = attrgetter(*names)
    return get if len(names) > 1 else lambda record: (get(record),)


def _collect_all(
    direct: list[Callable[[Any], Iterable[str]]], lists: list[Callable[[Any], Iterable[str]]], nested: list[Collector]
) -> Collector:
    getters = (*direct, *lists)

    def collect(record: Any, texts: list[str]) -> None:
        for get in getters:
            texts += get(record)
        for below in nested:
            below(record, texts)

    return collect


def _below(name: str, kind: type[Any], *, is_list: bool) -> Collector | None:
    """A collector for what lies in field `name`: a record, a list of records, or nothing; None if it has no texts."""
    get = attrgetter(name)
    simple = _only_texts(kind)
    if is_list and simple:
        # Lists are long and their records mostly plain: no Python for each of them.
        texts_of: Callable[[Any], Any] = attrgetter(*simple)
        if len(simple) == 1:
            return lambda record, texts: texts.extend(map(texts_of, get(record)))
        return lambda record, texts: texts.extend(chain.from_iterable(map(texts_of, get(record))))
    collect = _collector(kind)
    if collect is None:
        return None

    def collect_below(record: Any, texts: list[str]) -> None:
        value = get(record)
        for part in value if is_list else () if value is None else (value,):
            collect(part, texts)

    return collect_below


def _only_texts(kind: type[Any]) -> list[str]:
    """The text fields of a record that has texts nowhere else; empty if it has."""
    parts = {name: _part_of(hint) for name, hint in get_type_hints(kind).items()}
    if any(_is_record(part) or (is_list and part is str) for is_list, part in parts.values()):
        return []
    return [name for name, (_, part) in parts.items() if part is str]


def _is_record(part: Any) -> bool:
    return isinstance(part, type) and issubclass(part, msgspec.Struct) and part is not SealedStatement


def _part_of(hint: Any) -> tuple[bool, Any]:
    """Whether an annotation is a list, and what it is of; an optional value counts as the value."""
    if get_origin(hint) is Annotated:
        return _part_of(get_args(hint)[0])
    if get_origin(hint) in (Union, types.UnionType):
        return _part_of(get_args(hint)[0])
    if get_origin(hint) is tuple:
        return True, _part_of(get_args(hint)[0])[1]
    return False, hint
