"""Every module of the mall, imported, so that what it defines can be listed."""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TypeVar

import tradewind

ROOT = Path(tradewind.__file__).resolve().parent.parent

Kind = TypeVar("Kind", bound=type)


@cache
def modules() -> tuple[ModuleType, ...]:
    """All of them except migrations and what runs when imported."""
    found = pkgutil.walk_packages(tradewind.__path__, f"{tradewind.__name__}.")
    names = [one.name for one in found if not one.name.endswith(".__main__")]
    return tuple(import_module(name) for name in names if ".migrations" not in name)


def subclasses(kind: Kind) -> list[Kind]:
    """Every class of the mall that derives from `kind`, sorted by where it stands."""
    modules()
    found = {one for one in _below(kind) if _is_there(one)}
    return sorted(found, key=lambda one: (one.__module__, one.__qualname__))


def sources() -> list[Path]:
    """All Python files but migrations, relative to the root."""
    files = (path.relative_to(ROOT) for path in (ROOT / "tradewind").rglob("*.py"))
    return sorted(path for path in files if "migrations" not in path.parts)


def _is_there(kind: type) -> bool:
    """False for what is not ours, and for the ghost a dataclass with slots leaves behind."""
    return kind.__module__.startswith(tradewind.__name__) and kind is getattr(
        sys.modules[kind.__module__], kind.__qualname__, None
    )


def _below(kind: Kind) -> Iterator[Kind]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)
