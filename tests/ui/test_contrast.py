"""WCAG 2.1 AA, computed from the tokens, over every theme and a range of brands."""

from __future__ import annotations

import pytest

from tests.ui import themes
from tradewind.ui import brand, colour

THEMES = [(dark, more) for dark in (False, True) for more in (False, True)]
SURFACES = ("surface", "surface-raised", "surface-sunken")

TEXT = [
    *((text, surface) for text in ("text", "text-quiet", "accent-text", "link", "danger", "success", "warning") for surface in SURFACES),
    ("text", "surface-pressed"),
    ("text-quiet", "surface-pressed"),
    ("text", "accent-surface"),
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("on-strong", "strong"),
    ("on-strong", "strong-hover"),
    ("on-danger", "danger-fill"),
    ("on-danger", "danger"),
    *((text, f"{text}-surface") for text in ("success", "warning", "danger")),
    *(("text", f"{name}-surface") for name in ("success", "warning", "danger")),
    *(("on-tint", f"tint-{number}") for number in range(1, 7)),
]  # fmt: skip
EDGES = [
    *((edge, surface) for edge in ("line-strong", "focus", "danger") for surface in SURFACES),
    ("accent-text", "accent-surface"),
]


@pytest.mark.parametrize(("dark", "more"), THEMES)
@pytest.mark.parametrize(("text", "surface"), TEXT)
def test_text_reaches_four_and_a_half(text: str, surface: str, dark: bool, more: bool) -> None:
    values = themes.theme(dark=dark, more_contrast=more)

    ratio = colour.contrast(themes.resolve(values, text), themes.resolve(values, surface))

    assert ratio >= (7 if more and text in ("text", "text-quiet") else 4.5), round(ratio, 2)


@pytest.mark.parametrize(("dark", "more"), THEMES)
@pytest.mark.parametrize(("edge", "surface"), EDGES)
def test_edges_of_controls_reach_three(edge: str, surface: str, dark: bool, more: bool) -> None:
    values = themes.theme(dark=dark, more_contrast=more)

    ratio = colour.contrast(themes.resolve(values, edge), themes.resolve(values, surface))

    assert ratio >= 3, round(ratio, 2)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    "accent",
    ["#000", "#fff", "#ffff00", "#0000ff", "#ff0000", "#00ff88", "#808080", "#7a3cff", "#5a6b3c", "#c0ffee"],
)  # fmt: skip
def test_any_brand_stays_readable(accent: str, dark: bool) -> None:
    values = themes.theme(
        dark=dark, more_contrast=False, brand=brand.tokens(accent=colour.read(accent))
    )

    for text, surface in (
        ("on-accent", "accent"),
        ("on-accent", "accent-hover"),
        ("text", "accent-surface"),
        *(("accent-text", surface) for surface in SURFACES),
    ):
        ratio = colour.contrast(themes.resolve(values, text), themes.resolve(values, surface))
        assert ratio >= 4.45, (text, surface, round(ratio, 2))


def test_high_contrast_is_the_same_whoever_asks_for_it() -> None:
    found = themes.blocks()

    assert found['[data-contrast="more"]'] == found[':root:not([data-contrast="normal"])']
    assert len(found['[data-contrast="more"]']) > 10


def test_known_contrasts() -> None:
    black, white = colour.read("#000"), colour.read("#fff")

    assert colour.contrast(black, white) == pytest.approx(21, abs=0.01)
    # The grey that just passes on white, as every contrast checker says.
    assert colour.contrast(colour.read("#767676"), white) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("text", ["#ff6f4e", "#0f1b2a", "#faf6ee"])
def test_a_colour_survives_the_way_to_oklch_and_back(text: str) -> None:
    once = colour.read(text)

    assert colour.contrast(once, colour.read(once.css())) == pytest.approx(1, abs=0.002)


@pytest.mark.parametrize("text", ["", "red", "#12", "#12345g", "url(x)", "#fff;}body{display:none"])
def test_a_brand_can_not_smuggle_css_in(text: str) -> None:
    with pytest.raises(colour.BadColour):
        brand.sheet(accent=text)
