"""What others have published about report formats, read from packages that carry it."""

from __future__ import annotations

import json
import pickletools
import sqlite3
from contextlib import closing
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from lxml import etree

_SARIF = '"title": "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"'
_BEGIN_AND_MAYBE_END = {
    "type": "object",
    "required": ["begin"],
    "properties": {"begin": {"type": "integer", "minimum": 1}},
}
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\.?/)"},
                    "lines": _BEGIN_AND_MAYBE_END,
                },
            },
        },
    },
}
"""What GitLab's documentation says of Code Quality reports; it publishes no schema."""


def _file(package: str, name: str) -> Path:
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / name


def _bytes_in(pickled: bytes) -> bytes:
    """The first stretch of bytes in a pickle, which is taken apart and not run."""
    return next(arg for _, arg, _ in pickletools.genops(pickled) if isinstance(arg, bytes))


@cache
def sarif() -> Draft7Validator:
    """OASIS' JSON Schema of SARIF 2.1.0, out of the responses that schemastore has kept."""
    path = _file("schemastore", "cache.sqlite")
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as kept:
        query = "SELECT value FROM responses WHERE instr(value, ?)"
        ((value,),) = kept.execute(query, (_SARIF.encode(),))
    schema: dict[str, Any] = json.loads(_bytes_in(value))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


@cache
def gitlab() -> Draft7Validator:
    """GitLab's words on Code Quality reports as a schema."""
    return Draft7Validator(GITLAB)


@cache
def junit() -> etree.XMLSchema:
    """The XML Schema that pyEDAA.Reports has for the JUnit reports of whatever tool."""
    path = _file("pyEDAA.Reports", "Resources/Any-JUnit.xsd")
    return etree.XMLSchema(etree.parse(path))


def faults(validator: Draft7Validator, document: object) -> list[str]:
    """What a schema finds wrong with a document."""
    return [f"{one.json_path}: {one.message}" for one in validator.iter_errors(document)]
