"""`tradewind backup` and `tradewind restore`: the whole mall in one file."""

from __future__ import annotations

import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import click
from rich.progress import Progress

from tradewind.cli import environment
from tradewind.config import secrets
from tradewind.config.env import read
from tradewind.kernel import clock
from tradewind.platform.postgres import dump
from tradewind.platform.postgres import restore as restore_database
from tradewind.platform.processes import Mendable, nobody_serving

_DATABASE = "database.dump"
_SECRETS = "secrets.json"
# Folders of the data folder that hold what can't be made again; search indexes can.
FOLDERS = ("files",)


class NotABackup(Mendable):
    """The file holds something else, or only half of a backup."""

    code = "not_a_backup"
    fact = "{file} is not a whole backup: {reason}."
    remedy = "Name a file that `tradewind backup` wrote; nothing was changed."


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
def backup(file: Path | None) -> None:
    """Save database, files and secrets in FILE (default: a dated one in the data folder).

    The mall may run meanwhile. Keep FILE as safe as the mall itself: it holds every secret.
    """
    data = environment.data_folder()
    target = file or data / "backups" / f"{clock.now():%Y-%m-%dT%H%M%S}.tar"
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.unfinished")
    with tempfile.TemporaryDirectory() as folder, Progress() as progress:
        dumped = Path(folder) / _DATABASE
        task = progress.add_task("database", total=None)
        dump(url=read("DATABASE_URL"), to=dumped)
        kept = [(dumped, _DATABASE), *_kept(data)]
        progress.update(task, description="files", total=len(kept))
        unfinished.touch(mode=0o600)
        with tarfile.open(unfinished, "w") as archive:
            for path, name in kept:
                archive.add(path, name, recursive=False)
                progress.advance(task)
    unfinished.rename(target)
    click.echo(f"saved {len(kept)} files in {target}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(file: Path, yes: bool) -> None:
    """Put the mall back as it was when FILE was saved. What it holds now is replaced."""
    data = environment.data_folder()
    if not yes:
        click.confirm(f"Replace the database and the files of {data}?", abort=True)
    with nobody_serving(data), tempfile.TemporaryDirectory(dir=data) as folder:
        unpacked = Path(folder)
        with Progress() as progress:
            task = progress.add_task("unpacking", total=None)
            _unpack(file, unpacked)
            progress.update(task, description="database")
            restore_database(url=read("DATABASE_URL"), source=unpacked / _DATABASE)
            progress.update(task, description="files")
            _replace(unpacked, data)
            progress.update(task, total=1, completed=1)
    click.echo(f"restored {file}")


def _kept(data: Path) -> Iterator[tuple[Path, str]]:
    yield secrets.location(data), _SECRETS
    for folder in FOLDERS:
        for path in sorted((data / folder).rglob("*")):
            if path.is_file():
                yield path, str(path.relative_to(data))


def _unpack(file: Path, target: Path) -> None:
    """Unpack only what a backup holds: a name that leads elsewhere is refused."""
    try:
        with tarfile.open(file) as archive:
            for member in archive:
                name = PurePosixPath(member.name)
                expected = member.name in (_DATABASE, _SECRETS) or name.parts[0] in FOLDERS
                content = archive.extractfile(member) if member.isreg() else None
                if not expected or ".." in name.parts or content is None:
                    raise NotABackup(file=file, reason=f"it holds {member.name}")
                path = target / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.touch(mode=0o600)
                with path.open("wb") as output:
                    shutil.copyfileobj(content, output)
    except tarfile.TarError as error:
        raise NotABackup(file=file, reason=str(error)) from error
    for needed in (_DATABASE, _SECRETS):
        if not (target / needed).exists():
            raise NotABackup(file=file, reason=f"{needed} is missing")


def _replace(unpacked: Path, data: Path) -> None:
    for name in FOLDERS:
        shutil.rmtree(data / name, ignore_errors=True)
        if (unpacked / name).exists():
            (unpacked / name).rename(data / name)
    (unpacked / _SECRETS).rename(secrets.location(data))
