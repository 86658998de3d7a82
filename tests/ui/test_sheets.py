"""Rules of the style sheets and templates of all areas. Mail is left out: its programs know no sheets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tradewind

SOURCE = Path(tradewind.__file__).parent
SHEETS = sorted(path for path in SOURCE.glob("*/css/**/*.css"))
TEMPLATES = sorted(
    path for path in SOURCE.glob("**/templates/**/*.html") if "mail" not in path.parts
)

# Margins, paddings, borders, insets, sizes and alignments that name a side of the screen.
PHYSICAL = re.compile(
    r"(?<![\w-])(?:"
    r"(?:margin|padding|border)-(?:left|right|top|bottom)(?:-[a-z]+)?\s*:"
    r"|border-(?:top|bottom)-(?:left|right)-radius\s*:"
    r"|(?:left|right|top|bottom)\s*:"
    r"|(?:min-|max-)?(?:width|height)\s*:"
    r"|overflow-[xy]\s*:(?!\s*auto)"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
    r")"
)
RAW_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch)\(")
RAMP = re.compile(r"var\(--(?:sand|ink|coral|tide|amber|rose|plum|moss)-\d+\)")


def named(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def declarations(path: Path) -> str:
    """The sheet without comments and without the conditions of media and container queries."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    return re.sub(r"@(?:media|container)[^{]*", "@", text)


def test_there_are_sheets_and_templates() -> None:
    assert len(SHEETS) >= 15
    assert len(TEMPLATES) >= 40


@pytest.mark.parametrize("path", SHEETS, ids=named)
def test_only_logical_properties(path: Path) -> None:
    assert PHYSICAL.findall(declarations(path)) == []


@pytest.mark.parametrize("path", SHEETS, ids=named)
def test_colours_come_from_tokens(path: Path) -> None:
    text = declarations(path)
    if path.name in ("ramps.css", "tokens.css"):
        return

    assert RAW_COLOUR.findall(text) == []
    assert RAMP.findall(text) == []


@pytest.mark.parametrize("path", SHEETS, ids=named)
def test_every_token_read_is_defined(path: Path) -> None:
    defined = set()
    for sheet in SHEETS:
        defined |= set(re.findall(r"(--[\w-]+)\s*:", sheet.read_text()))

    # A fallback after a comma makes a token optional.
    read = set(re.findall(r"var\((--[\w-]+)\)", declarations(path)))

    assert read - defined == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_templates_hold_nothing_the_policy_forbids(path: Path) -> None:
    text = path.read_text()
    if "archive" in path.parts:
        # A file that people keep and open without us has its looks inside.
        text = re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)

    assert re.findall(r"\sstyle=|<style|\son[a-z]+=|\shx-on|javascript:", text) == []
    # A block of JSON-LD is data: no browser runs it, so the policy lets it stand.
    scripts = [tag for tag in re.findall(r"<script[^>]*>", text) if "src=" not in tag]
    assert [tag for tag in scripts if 'type="application/ld+json"' not in tag] == []
    assert re.findall(r"(?:src|href|action)=[\"']https?://", text) == []


@pytest.mark.parametrize(
    "declaration",
    ["margin-left: 1px", "right: 0", "width: 2rem", "max-height: 3rem", "text-align: left", "border-top-left-radius: 1px", "border-bottom: 0"],
)  # fmt: skip
def test_the_pattern_sees_physical_properties(declaration: str) -> None:
    assert PHYSICAL.search(f".x {{ {declaration}; }}")


@pytest.mark.parametrize(
    "declaration",
    ["margin-inline-start: 1px", "inset-inline-end: 0", "line-height: 2", "border-width: 1px", "stroke-width: 2", "transform-origin: 0 0", "outline-width: 2px"],
)  # fmt: skip
def test_the_pattern_leaves_logical_ones(declaration: str) -> None:
    assert not PHYSICAL.search(f".x {{ {declaration}; }}")
