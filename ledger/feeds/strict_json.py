"""JSON as the public feed writes it, read without trust.

Rules of this module:

- The text is UTF-8, of a bounded size, and nested at most 16 deep.
- A key stands once in its object.
- A number has at most 15 digits; one with a fraction comes out as `Decimal`, which is no figure anywhere.
- NaN and infinity are no numbers.
- The time it takes grows with the text and no faster.
"""

import json
import re
from decimal import Decimal
from typing import Final

MAX_BYTES: Final = 1024 * 1024
"""The largest JSON file that is read; a TPS has two thousand bytes, a province of aggregates ten thousand."""

MAX_DEPTH: Final = 16
MAX_DIGITS: Final = 15
# A text that never ends goes on to the end of the file: looked for again behind every quote, it would take for ever.
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)


class JsonRefusedError(ValueError):
    """JSON that is refused: why (the last part of a key `feed.reason.*`), the line, and what stands there."""

    def __init__(self, *, reason: str, value: str = "", line: int = 0) -> None:
        self.reason = reason
        self.value = value
        self.line = line
        super().__init__(reason, value, line)


def parse_json(data: bytes) -> object:
    """The value in `data`; raises `JsonRefusedError`."""
    if len(data) > MAX_BYTES:
        raise JsonRefusedError(reason="json_too_large", value=str(len(data)))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise JsonRefusedError(reason="not_utf8") from None
    _check_depth(text)
    try:
        value: object = json.loads(
            text, object_pairs_hook=_object, parse_int=_integer, parse_float=_fraction, parse_constant=_no_constant
        )
    except json.JSONDecodeError as error:
        raise JsonRefusedError(reason="json_malformed", value=error.msg, line=error.lineno) from None
    return value


def _check_depth(text: str) -> None:
    depth = 0
    for match in _TOKEN.finditer(text):
        if match[0] in "{[":
            depth += 1
            if depth > MAX_DEPTH:
                raise JsonRefusedError(reason="json_too_deep", value=str(MAX_DEPTH))
        elif match[0] in "]}":
            depth -= 1


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise JsonRefusedError(reason="json_key_twice", value=key)
        found[key] = value
    return found


def _integer(digits: str) -> int:
    if len(digits.lstrip("-")) > MAX_DIGITS:
        raise JsonRefusedError(reason="too_large", value=digits)
    return int(digits)


def _fraction(digits: str) -> Decimal:
    if len(digits) > 2 * MAX_DIGITS:
        raise JsonRefusedError(reason="too_large", value=digits)
    return Decimal(digits)


def _no_constant(name: str) -> object:
    raise JsonRefusedError(reason="not_whole", value=name)
