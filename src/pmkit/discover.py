"""The modules of a package, found by name without importing them."""

from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType


@cache
def names(package: str) -> tuple[str, ...]:
    """The names of the public modules in a package, sorted."""
    folder = import_module(package).__path__[0]
    return tuple(
        sorted(path.stem for path in Path(folder).glob("*.py") if not path.stem.startswith("_"))
    )


@cache
def module(package: str, name: str) -> ModuleType:
    """One module of a package; raises ModuleNotFoundError."""
    return import_module(f"{package}.{name}")
