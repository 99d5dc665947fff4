"""What a button carries: a small frozen dataclass, packed into at most 64 bytes and versioned by its prefix.

A subclass names its prefix; raise the digit in it whenever the fields change, so that buttons under old messages are
recognised as old instead of being misread.
"""

import re
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, ClassVar, Self, get_type_hints

MAX_BYTES = 64
MAX_INT = 2**31 - 1
"""The largest number a row of ours can have; a larger one was made up."""


class StaleButton(Exception):  # noqa: N818 (what it is, not what went wrong)
    """Data of a button that this version does not know, or that nobody of ours packed."""


@dataclass(frozen=True, slots=True)
class Tap:
    """Base of all button data. Fields may be int, str, bool or a StrEnum; strings hold no colon but the last."""

    prefix: ClassVar[str] = "-"

    def pack(self) -> str:
        values = (getattr(self, field.name) for field in fields(self))
        data = ":".join([self.prefix, *(_packed(value) for value in values)])
        if len(data.encode()) > MAX_BYTES:
            raise ValueError(f"{type(self).__name__} packs into {len(data.encode())} bytes, a button holds {MAX_BYTES}")
        return data

    @classmethod
    def unpack(cls, data: str) -> Self:
        """The tap this data was packed from.

        Raises:
            StaleButton: another prefix, or values that do not fit the fields.
        """
        names = fields(cls)
        prefix, *values = data.split(":", len(names))
        if prefix != cls.prefix or len(values) != len(names):
            raise StaleButton(data)
        kinds = get_type_hints(cls)
        try:
            return cls(*(_unpacked(kinds[field.name], value) for field, value in zip(names, values, strict=True)))
        except (ValueError, KeyError) as error:
            raise StaleButton(data) from error


def _packed(value: Any) -> str:
    if isinstance(value, StrEnum):
        return value.name
    return str(int(value)) if isinstance(value, bool) else str(value)


def _unpacked(kind: Any, value: str) -> Any:
    if issubclass(kind, StrEnum):
        return kind[value]
    if kind is bool:
        return {"0": False, "1": True}[value]
    if kind is int:
        if not re.fullmatch(r"-?[0-9]{1,10}", value) or abs(int(value)) > MAX_INT:
            raise ValueError(value)
        return int(value)
    if not value.isprintable():
        raise ValueError(value)
    return value
