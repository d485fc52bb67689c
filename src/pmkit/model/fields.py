"""Field types: each reads what a person wrote, and knows its JSON Schema and its name in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BeforeValidator, GetCoreSchemaHandler
from pydantic_core import core_schema

from pmkit.model.diagnostic import Phrase
from pmkit.model.place import Path
from pmkit.model.quantity import (
    DAYS_PER_MONTH,
    DAYS_PER_WEEK,
    Distribution,
    Duration,
    Money,
    Range,
)

Json = dict[str, Any]
Value = TypeVar("Value")

TEXT_SCHEMA: Json = {"type": ["string", "number", "boolean", "null"]}


class Refusal(ValueError):
    """Why a value cannot be read, as a message template with values, and what to write instead.

    ``within`` leads from the field's value to the faulty part; ``others`` are further refusals.
    """

    def __init__(self, fault: str, message: str, hint: str = "", **values: object) -> None:
        super().__init__(message)
        self.fault = fault
        self.message = message
        self.hint = hint
        self.values = values
        self.within: Path = ()
        self.others: list[Refusal] = []


class FieldType:
    """What a field may hold. A subclass owns reading, JSON Schema and the name of the type."""

    expected: Phrase

    def read(self, written: object) -> Any:
        """The typed value of a written one; raises Refusal."""
        raise NotImplementedError  # pragma: no cover

    def schema(self) -> Json:
        """The JSON Schema (draft-07) of what may be written."""
        raise NotImplementedError  # pragma: no cover

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def text_of(self, written: object) -> str:
        """The single value as written; raises Refusal for a list or mapping."""
        if isinstance(written, str):
            return written
        raise self.wrong_shape(written)

    def wrong_shape(self, written: object) -> Refusal:
        """The refusal of a value of another shape than this type takes."""
        collection = isinstance(written, list | dict)
        hint = "quote the value if it begins with [ or {{" if collection else ""
        return Refusal(
            "wrong-shape",
            "{field} takes {expected}, not {found}",
            hint,
            expected=self.expected,
            found=shape_of(written),
        )


def shape_of(written: object) -> Phrase:
    """The shape of a written value, in words."""
    if isinstance(written, dict):
        return Phrase("a mapping")
    if isinstance(written, list):
        return Phrase("a list")
    return Phrase("nothing") if written is None else Phrase("a single value")


class LineType(FieldType):
    """Text without a line break."""

    expected = Phrase("a line of text")

    def read(self, written: object) -> str:
        if type(written) is str and "\n" not in written:
            return written
        text = self.text_of(written).rstrip("\n")
        if "\n" in text:
            raise Refusal(
                "wrong-shape",
                "{field} takes one line, and this has {count}",
                "write it on one line",
                count=text.count("\n") + 1,
            )
        return text

    def schema(self) -> Json:
        return dict(TEXT_SCHEMA)


class TextType(FieldType):
    """Markdown of one or more lines."""

    expected = Phrase("text")

    def read(self, written: object) -> str:
        return self.text_of(written).rstrip("\n")

    def schema(self) -> Json:
        return dict(TEXT_SCHEMA)


_NUMBER = re.compile(r"([+-]?)([0-9]+(?:\.[0-9]+)?)[ ]?(万|亿)?")
_TIMES = {None: 1, "万": 10_000, "亿": 100_000_000}
_MOST_DIGITS = 15


def read_number(text: str) -> Decimal | None:
    """The number that a text such as ``12``, ``3.5`` or ``38万`` writes, exactly; None if none.

    At most 15 digits, so that the number survives every program that reads the output.
    """
    match = _NUMBER.fullmatch(text)
    if match is None or sum(map(str.isdigit, match[2])) > _MOST_DIGITS:
        return None
    return Decimal(match[1] + match[2]) * _TIMES[match[3]]


def _number_hint(text: str) -> str:
    half_width = unicodedata.normalize("NFKC", text)
    if half_width != text and read_number(half_width) is not None:
        return half_width
    plain = re.sub(r"(?<=[0-9])[,_ ](?=[0-9]{3})", "", text)
    if plain != text and read_number(plain) is not None:
        return plain
    if re.fullmatch(r"[+-]?[0-9.]+[eE][+-]?[0-9]{1,2}", text):
        return f"{Decimal(text):f}"
    return ""


class NumberType(FieldType):
    """A finite decimal number, in ASCII digits or with 万 or 亿."""

    expected = Phrase("a number such as 12, 3.5 or 38万")

    def read(self, written: object) -> Decimal:
        text = self.text_of(written)
        number = read_number(text)
        if number is None:
            better = _number_hint(text)
            hint = "write {better}" if better else "write {expected}"
            if len(re.sub(r"[^0-9]", "", text)) > _MOST_DIGITS:
                hint = "at most 15 digits are kept exactly"
            raise Refusal(
                "bad-number",
                "{field}: {value} is not a number",
                hint,
                value=text,
                better=better,
                expected=self.expected,
            )
        return number

    def schema(self) -> Json:
        return {"type": ["number", "string"], "pattern": r"^[+-]?[0-9]+(\.[0-9]+)? ?(万|亿)?$"}


class ScaleType(FieldType):
    """A whole number from ``lowest`` to ``highest``."""

    def __init__(self, lowest: int, highest: int) -> None:
        self.lowest, self.highest = lowest, highest
        self.expected = Phrase(f"a whole number from {lowest} to {highest}")

    def read(self, written: object) -> int:
        number = NumberType().read(written)
        if number != int(number) or not self.lowest <= number <= self.highest:
            raise Refusal(
                "bad-number",
                "{field}: {value} is off the scale",
                "write a whole number from {lowest} to {highest}",
                value=str(written),
                lowest=self.lowest,
                highest=self.highest,
            )
        return int(number)

    def schema(self) -> Json:
        return {"type": ["integer", "string"], "minimum": self.lowest, "maximum": self.highest}


class BoolType(FieldType):
    """Yes or no, written ``true`` or ``false``, 是 or 否."""

    expected = Phrase("true or false")
    words = {"true": True, "false": False, "是": True, "否": False}
    near = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}

    def read(self, written: object) -> bool:
        text = self.text_of(written)
        if text not in self.words:
            better = self.near.get(text.casefold(), text.casefold())
            known = better in self.words
            raise Refusal(
                "bad-bool",
                "{field} takes true or false, not {value}",
                "write {better}" if known else "write true or false",
                value=text,
                better=better,
            )
        return self.words[text]

    def schema(self) -> Json:
        return {"enum": [True, False, "true", "false", "是", "否"]}


class PercentType(FieldType):
    """A share, written ``80%`` or ``0.8``; the value is the fraction 0.8."""

    expected = Phrase("a percentage such as 80% or 0.8")

    def read(self, written: object) -> Decimal:
        text = self.text_of(written)
        number = read_number(text[:-1].rstrip(" ") if text.endswith("%") else text)
        if number is not None and text.endswith("%"):
            return number / 100
        if number is not None and -1 <= number <= 1:
            return number
        better = f"{text}%" if number is not None else unicodedata.normalize("NFKC", text)
        readable = read_number(better.removesuffix("%")) is not None and better != text
        raise Refusal(
            "bad-percent",
            "{field}: {value} is not a percentage",
            "write {better}" if readable else "write {expected}",
            value=text,
            better=better,
            expected=self.expected,
        )

    def schema(self) -> Json:
        return {
            "type": ["number", "string"],
            "minimum": -1,
            "maximum": 1,
            "pattern": r"^([+-]?[0-9]+(\.[0-9]+)? ?%|[+-]?(0(\.[0-9]+)?|1(\.0+)?))$",
        }


_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_OTHER_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


class DateType(FieldType):
    """A day of the calendar, written ``2026-12-01``."""

    expected = Phrase("a date such as 2026-12-01")

    def read(self, written: object) -> date:
        text = self.text_of(written)
        match = _DATE.fullmatch(text)
        if match is not None:
            try:
                return date(int(match[1]), int(match[2]), int(match[3]))
            except ValueError:
                raise Refusal("bad-date", "{field}: there is no day {value}", value=text) from None
        other = _OTHER_DATE.fullmatch(unicodedata.normalize("NFKC", text))
        better = f"{other[1]}-{int(other[2]):02}-{int(other[3]):02}" if other else ""
        raise Refusal(
            "bad-date",
            "{field}: {value} is not a date",
            "write {better}" if other else "write {expected}",
            value=text,
            better=better,
            expected=self.expected,
        )

    def schema(self) -> Json:
        return {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


_UNITS: dict[str, str] = {"h": "h", "d": "d", "w": "w", "mo": "mo", "": "d"}
_UNITS |= {"小时": "h", "人时": "h", "天": "d", "人天": "d", "人日": "d"}
_UNITS |= {"周": "w", "人周": "w", "月": "mo", "个月": "mo", "人月": "mo"}
_DURATION = re.compile(rf"([0-9]+(?:\.[0-9]+)?) ?({'|'.join(filter(None, _UNITS))})?")
_DURATION_SCHEMA = r"^[0-9]+(\.[0-9]+)? ?(h|d|w|mo|小时|人时|天|人天|人日|周|人周|月|个月|人月)?$"


class DurationType(FieldType):
    """Working time such as ``4h``, ``10d``, ``2w``, ``1mo``; a bare number is in ``bare`` units."""

    expected = Phrase("a duration such as 4h, 10d, 2w or 1mo")

    def __init__(self, bare: str = "d") -> None:
        self.bare = bare

    def read(self, written: object) -> Duration:
        text = self.text_of(written)
        match = _DURATION.fullmatch(text)
        if match is not None and len(match[1]) <= _MOST_DIGITS:
            unit = _UNITS[match[2]] if match[2] else self.bare
            return Duration(Decimal(match[1]), unit)  # type: ignore[arg-type]
        raise Refusal(
            "bad-duration",
            "{field}: {value} is not a duration",
            self._hint(text),
            value=text,
            expected=self.expected,
        )

    def _hint(self, text: str) -> str:
        if text.startswith("-"):
            return "a duration is never negative"
        if re.fullmatch(r"[0-9.]+ ?m", text):
            return "m could be minutes or months: write h or mo"
        return "write {expected}"

    def schema(self) -> Json:
        return {"type": ["number", "string"], "minimum": 0, "pattern": _DURATION_SCHEMA}


class MoneyType(FieldType):
    """An amount in the workspace's currency, or with its own as in ``12000 USD``."""

    expected = Phrase("an amount such as 12000 or 12000 USD")
    _written = re.compile(r"(.*?) ?([A-Z]{3})?")

    def read(self, written: object) -> Money:
        text = self.text_of(written)
        match = self._written.fullmatch(text)
        number = read_number(match[1]) if match else None
        if match is None or number is None:
            better = _number_hint(text)
            raise Refusal(
                "bad-money",
                "{field}: {value} is not an amount of money",
                "write {better}" if better else "write {expected}",
                value=text,
                better=better,
                expected=self.expected,
            )
        return Money(number, match[2] or "")

    def schema(self) -> Json:
        pattern = r"^[+-]?[0-9]+(\.[0-9]+)? ?(万|亿)? ?([A-Z]{3})?$"
        return {"type": ["number", "string"], "pattern": pattern}


class PathType(LineType):
    """A path of a file inside the workspace, relative to it, with ``/`` between its parts."""

    expected = Phrase("a path inside the workspace, such as data/survey.csv")

    def read(self, written: object) -> str:
        text = super().read(written)
        if text.startswith(("/", "\\", "~")) or ":" in text or ".." in re.split(r"[/\\]", text):
            raise Refusal(
                "outside-workspace",
                "{field}: {value} leaves the workspace",
                "write {expected}",
                value=text,
                expected=self.expected,
            )
        return text


@dataclass(frozen=True, slots=True)
class Lag:
    """Days between two linked items; working days, or days of the calendar. Negative: a lead."""

    days: Decimal
    calendar: bool = False


class LagType(FieldType):
    """A lag such as ``3d`` in working days or ``3cd`` in calendar days."""

    expected = Phrase("a lag such as 3d, or 3cd in calendar days")
    _pattern = r"^-?[0-9]+(\.[0-9]+)? ?(d|cd|w|天|周)?$"

    def read(self, written: object) -> Lag:
        text = self.text_of(written)
        match = re.fullmatch(r"(-?[0-9.]+) ?([a-z天周]*)", text)
        number = read_number(match[1]) if match else None
        if match is None or number is None or not re.match(self._pattern, text):
            raise Refusal(
                "bad-duration",
                "{field}: {value} is not a lag",
                "write {expected}",
                value=text,
                expected=self.expected,
            )
        return Lag(number * (5 if match[2] in ("w", "周") else 1), calendar=match[2] == "cd")

    def schema(self) -> Json:
        return {"type": ["number", "string"], "pattern": self._pattern}


class LikelihoodType(FieldType):
    """How likely a risk is: a whole number from 1 to 5, or a percentage with its sign."""

    expected = Phrase("a whole number from 1 to 5, or a percentage such as 30%")

    def read(self, written: object) -> Decimal:
        text = self.text_of(written)
        number = read_number(text.removesuffix("%").rstrip(" "))
        if number is not None and text.endswith("%") and 0 <= number <= 100:
            return number / 100
        if number is not None and (0 < number < 1 or number in range(1, 6)):
            return number
        raise Refusal(
            "bad-number",
            "{field}: {value} is not a probability",
            "write {expected}",
            value=text,
            expected=self.expected,
        )

    def schema(self) -> Json:
        return {"type": ["number", "string"], "pattern": r"^([1-5]|0?\.[0-9]+|[0-9.]+ ?%)$"}


class EffectType(FieldType):
    """A change that an experiment looks for: ``+8pp`` (percentage points) or ``+15%``."""

    expected = Phrase("an effect such as +8pp or +15%")
    _pattern = r"^[+-]?[0-9]+(\.[0-9]+)? ?(pp|%)$"

    def read(self, written: object) -> str:
        text = self.text_of(written)
        if not re.match(self._pattern, text):
            raise Refusal(
                "bad-percent",
                "{field}: {value} is not an effect",
                "write {expected}",
                value=text,
                expected=self.expected,
            )
        return text

    def schema(self) -> Json:
        return {"type": "string", "pattern": self._pattern}


class LinkType(FieldType):
    """An id of an item of one of the kinds; of any kind when none is named."""

    expected = Phrase("an id")

    def __init__(
        self,
        *kinds: str,
        or_line: bool = False,
        or_text: bool = False,
        criterion: bool = False,
    ) -> None:
        self.kinds = frozenset(kinds)
        self.criterion = criterion
        self.or_line = or_line or or_text
        self.or_text = or_text
        if self.or_line:
            self.expected = Phrase("an id or a line of text")

    def read(self, written: object) -> str:
        if type(written) is str and "\n" not in written:
            return written
        text = self.text_of(written).rstrip("\n")
        if "\n" in text and not self.or_text:
            raise self.wrong_shape([written])
        return text

    def schema(self) -> Json:
        if self.or_line:
            return dict(TEXT_SCHEMA)
        return {"type": "string", "pattern": CRITERION_PATTERN if self.criterion else ID_PATTERN}


ID_PATTERN = r"^[A-Za-z][A-Za-z0-9]*([-_][A-Za-z0-9]+)+$"
CRITERION_PATTERN = ID_PATTERN[:-1] + r"(/[^ ]+)?$"


@dataclass(frozen=True)
class RangeType(FieldType, Generic[Value]):
    """One value of a type, or ``{low, likely, high, dist}`` of it."""

    of: FieldType

    _distributions = ("pert", "triangular", "lognormal")

    @property
    def expected(self) -> Phrase:  # type: ignore[override]
        return self.of.expected

    def read(self, written: object) -> Range[Any]:
        if not isinstance(written, dict):
            single = self.of.read(written)
            return Range(single, single, single)
        refusals: list[Refusal] = []
        read: dict[str, Any] = {}
        for key, value in written.items():
            try:
                read[key] = self._read_part(key, value)
            except Refusal as refusal:
                refusal.within = (key, *refusal.within)
                refusals.append(refusal)
        for key in ("low", "likely", "high"):
            if key not in written:
                refusals.append(Refusal("missing-field", "{field} lacks {missing}", missing=key))
        if not refusals:
            refusals.extend(self._out_of_order(read))
        if refusals:
            refusals[0].others = refusals[1:]
            raise refusals[0]
        distribution: Distribution = read.get("dist", "pert")
        return Range(read["low"], read["likely"], read["high"], distribution)

    def _read_part(self, key: str, value: object) -> Any:
        if key in ("low", "likely", "high"):
            return self.of.read(value)
        if key == "dist":
            if value in self._distributions:
                return value
            raise Refusal(
                "unknown-choice",
                "{field}: {value} is not a distribution",
                "write pert, triangular or lognormal",
                value=str(value),
            )
        raise Refusal(
            "unknown-key", "a range has no {key}", "it has low, likely, high and dist", key=key
        )

    def _out_of_order(self, read: dict[str, Any]) -> list[Refusal]:
        found = []
        for lower, upper in (("low", "likely"), ("likely", "high")):
            if magnitude(read[lower]) > magnitude(read[upper]):
                refusal = Refusal(
                    "bad-range",
                    "{field}: {lower} {lower_value} is greater than {upper} {upper_value}",
                    "order them low, likely, high",
                    lower=lower,
                    upper=upper,
                    lower_value=str(read[lower]),
                    upper_value=str(read[upper]),
                )
                refusal.within = (lower,)
                found.append(refusal)
        return found

    def schema(self) -> Json:
        inner = self.of.schema()
        written = {
            "type": "object",
            "properties": {
                "low": inner,
                "likely": inner,
                "high": inner,
                "dist": {"enum": list(self._distributions)},
            },
            "required": ["low", "likely", "high"],
            "additionalProperties": False,
        }
        return {"anyOf": [inner, written]}


_HOURS = {"h": 1, "d": 8, "w": 8 * DAYS_PER_WEEK, "mo": 8 * DAYS_PER_MONTH}


def magnitude(amount: Decimal | Duration | Money) -> Any:
    """A number by which amounts of one type compare; a day counts as eight hours."""
    if isinstance(amount, Duration):
        return amount.amount * _HOURS[amount.unit]
    return amount.amount if isinstance(amount, Money) else amount


def as_list(written: object) -> object:
    """One value alone is a list of one."""
    return written if isinstance(written, list) else [written]


Line = Annotated[str, LineType()]
Text = Annotated[str, TextType()]
Number = Annotated[Decimal, NumberType()]
Bool = Annotated[bool, BoolType()]
Percent = Annotated[Decimal, PercentType()]
Date = Annotated[date, DateType()]
Effort = Annotated[Duration, DurationType()]
Cash = Annotated[Money, MoneyType()]
Probability = Annotated[Decimal, LikelihoodType()]
WorkspacePath = Annotated[str, PathType()]
NumberRange = Annotated[Range[Decimal], RangeType(NumberType())]
PercentRange = Annotated[Range[Decimal], RangeType(PercentType())]
EffortRange = Annotated[Range[Duration], RangeType(DurationType())]
CashRange = Annotated[Range[Money], RangeType(MoneyType())]

Entry = TypeVar("Entry")
Many = Annotated[tuple[Entry, ...], BeforeValidator(as_list)]
Lines = Many[Line]

Reader = Callable[[object], Any]
