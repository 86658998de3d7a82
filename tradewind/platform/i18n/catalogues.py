"""Message catalogues: `<locale>/<language>/LC_MESSAGES/django.po`, kept complete by `check`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

FOLDER = Path(__file__).parents[2] / "locale"
"""Where the mall's own catalogues stand."""

_HEADER = "# What the mall says. How to work on it: docs/guides/translating.md\n#"
# Babel's own rule for Arabic tells "other" before "many"; everybody else, Django included, keeps
# CLDR's order: zero, one, two, few, many, other.
_PLURALS = {
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 && n%100<=99 ? 4 : 5;"
}
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|(?<!\{)\{(\w*)[^{}]*\}(?!\})")

MessageKey = tuple[object, str | None]


def path_of(folder: Path, language: str) -> Path:
    """Where the catalogue of `language` stands under a locale folder."""
    return folder / language / "LC_MESSAGES" / "django.po"


def load(folder: Path, language: str) -> Catalog:
    """The catalogue of `language`, empty when there is no file yet."""
    path = path_of(folder, language)
    if not path.exists():
        return _new(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(folder: Path, language: str, template: Catalog) -> int:
    """Bring the catalogue to what the sources say; gives how many messages wait for words.

    Nothing is guessed from similar messages, and what the sources dropped is dropped.
    """
    catalog = load(folder, language)
    since = catalog.creation_date
    catalog.update(template, no_fuzzy_matching=True)
    # Else each run would change a line although no message did.
    catalog.creation_date = since
    catalog.obsolete.clear()
    path = path_of(folder, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    return sum(1 for message in _messages(catalog) if not _is_translated(message))


def compile_stale(folder: Path) -> list[Path]:
    """Write each `.mo` that is missing or older than its `.po`; gives those written.

    A folder that can't be written to, as of an installed package, is left as it is.
    """
    sources = sorted(folder.glob("*/LC_MESSAGES/django.po"))
    return [_compile(source) for source in sources if _is_stale(source)]


def faults(catalog: Catalog, template: Catalog) -> list[str]:
    """What keeps `catalog` from being complete for the sources' `template`, a line each."""
    wanted = {_key(message) for message in _messages(template)}
    held = {_key(message): message for message in _messages(catalog)}
    found = [f"missing: {_named(key)}" for key in wanted - held.keys()]
    for key, message in held.items():
        if key not in wanted:
            found.append(f"stale: {_named(key)}")
        elif message.fuzzy:
            found.append(f"fuzzy: {_named(key)}")
        elif not _is_translated(message):
            found.append(f"untranslated: {_named(key)}")
        elif not _keeps_placeholders(message):
            found.append(f"placeholders differ: {_named(key)}")
    return sorted(found)


def _new(language: str) -> Catalog:
    catalog = Catalog(
        locale=language,
        header_comment=_HEADER,
        project="Tradewind",
        version="1",
        last_translator="Tradewind",
        language_team="Tradewind",
        msgid_bugs_address="issues",
        charset="utf-8",
        fuzzy=False,
    )
    if language in _PLURALS:
        catalog.mime_headers = [("Plural-Forms", _PLURALS[language])]
    return catalog


def _is_stale(source: Path) -> bool:
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return False
    return os.access(source.parent, os.W_OK)


def _compile(source: Path) -> Path:
    with source.open("rb") as file:
        catalog = read_po(file, locale=source.parent.parent.name)
    target = source.with_suffix(".mo")
    # Others may be reading or writing it: never a half-written file under the final name.
    with NamedTemporaryFile(dir=source.parent, suffix=".mo", delete=False) as partial:
        write_mo(partial, catalog)
    path = Path(partial.name)
    # Temporary files are for their owner only; these are for whoever serves.
    path.chmod(0o644)
    path.replace(target)
    return target


def _messages(catalog: Catalog) -> Iterator[Message]:
    # The first message is the header.
    return (message for message in catalog if message.id)


def _key(message: Message) -> MessageKey:
    singular = message.id if isinstance(message.id, str) else tuple(message.id)
    return singular, message.context


def _named(key: MessageKey) -> str:
    text, context = key
    return f"{text!r} ({context})" if context else repr(text)


def _is_translated(message: Message) -> bool:
    words = message.string
    return all(words) if isinstance(words, list | tuple) else bool(words)


def _keeps_placeholders(message: Message) -> bool:
    """Whether a translation fills in the same things.

    A plural form may leave out what its number says by itself, as Arabic's forms for one and two
    do, but may name nothing new; one form at least names everything.
    """
    if isinstance(message.string, str):
        return _placeholders(str(message.id)) == _placeholders(message.string)
    known = set().union(*map(_placeholders, message.id))
    told = [_placeholders(words) for words in message.string or ()]
    return all(form <= known for form in told) and known in told


def _placeholders(text: str) -> set[str]:
    return {named or braced for named, braced in _PLACEHOLDER.findall(text)}
