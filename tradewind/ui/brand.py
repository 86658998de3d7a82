"""A store's own accent as other values for the same tokens, made readable in every theme."""

from __future__ import annotations

from dataclasses import replace

from tradewind.ui.colour import Oklch, contrast, read

TEXT_CONTRAST = 4.5
_STEP = 0.005

# The surfaces text may stand on, from ramps.css: paper and its sunken shade, night and its raised one.
_LIGHT = (Oklch(0.948, 0.014, 85), Oklch(0.973, 0.011, 85))
_DARK = (Oklch(0.25, 0.04, 250), Oklch(0.175, 0.03, 250))
_INK = Oklch(0.12, 0.022, 250)
_PAPER = Oklch(0.992, 0.005, 85)


def sheet(*, accent: str) -> str:
    """A style sheet that gives a page the brand's `accent` (``#rrggbb`` or ``oklch(…)``).

    The fill keeps the colour as given; text on it is ink or paper, whichever reads better, and the
    accent as text is darkened or lightened until it has `TEXT_CONTRAST` on each surface. Raises
    `BadColour`.
    """
    values = tokens(accent=read(accent))
    lines = "".join(f"  --{name}: {value};\n" for name, value in values.items())
    return f'@layer tokens {{\n:root:not([data-contrast="more"]) {{\n{lines}}}\n}}\n'


def tokens(*, accent: Oklch) -> dict[str, str]:
    """The tokens a brand changes, by name without dashes."""
    on_accent = max((_INK, _PAPER), key=lambda text: contrast(text, accent))
    fill = _until_readable(accent, (on_accent,), darker=on_accent is _PAPER)
    shift = -0.04 if on_accent is _PAPER else 0.04
    hover = replace(fill, lightness=min(1.0, max(0.0, fill.lightness + shift)))
    light_text = _until_readable(accent, _LIGHT, darker=True)
    dark_text = _until_readable(accent, _DARK, darker=False)
    light_wash = Oklch(0.94, min(accent.chroma, 0.03), accent.hue)
    dark_wash = Oklch(0.26, min(accent.chroma, 0.05), accent.hue)
    return {
        "accent": fill.css(),
        "accent-hover": hover.css(),
        "on-accent": on_accent.css(),
        "accent-text": f"light-dark({light_text.css()}, {dark_text.css()})",
        "accent-surface": f"light-dark({light_wash.css()}, {dark_wash.css()})",
    }


def _until_readable(colour: Oklch, against: tuple[Oklch, ...], *, darker: bool) -> Oklch:
    step, end = (-_STEP, 0.0) if darker else (_STEP, 1.0)
    while colour.lightness != end and any(
        contrast(colour, other) < TEXT_CONTRAST for other in against
    ):
        colour = replace(colour, lightness=min(1.0, max(0.0, colour.lightness + step)))
    return colour
