"""What a notice says. The domain whose news it is keeps its letters; the wiring lists them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Letter:
    """One kind of notice.

    `template` names ``<template>.html`` and ``<template>.txt``. `subject` is a translatable text
    with ``{names}`` from what `gather` makes of the notice's facts; `gather` runs in the reader's
    language when the letter is written, so that a row holds ids and not people's data. A ``link``
    in it is where the notice centre leads. `purpose` is a key of `purposes.py`: it decides what
    the reader can choose, and whether the consent gate stands before it.
    """

    kind: str
    template: str
    subject: str | Promise
    gather: Callable[[Facts], dict[str, Any]] = dict
    purpose: str = "service"


def letter_of(kind: str) -> Letter:
    """The letter of that kind. Raises `KeyError`, a bug: a kind that no wiring lists."""
    return _letters()[kind]


@cache
def _letters() -> dict[str, Letter]:
    listed: tuple[Letter, ...] = import_string(settings.NOTICE_LETTERS)
    return {letter.kind: letter for letter in listed}
