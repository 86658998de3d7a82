"""Tags and filters of the design system; built into every template."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from secrets import token_hex
from typing import Any

from django import template
from django.forms import BoundField
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import get_script_prefix
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from tradewind.ui import look, mark, people
from tradewind.ui.icons import POINTS
from tradewind.ui.sparklines import Sparkline
from tradewind.ui.sparklines import sparkline as draw_sparkline

register = template.Library()

# Stands where a gap is, so that no text of a page can be taken for one.
_UNGUESSABLE = token_hex(16)


@register.simple_tag
@lru_cache(maxsize=1024)  # a page has dozens, and static names are fixed while a process lives
def icon(name: str, classes: str = "") -> SafeString:
    """``{% icon "truck" %}``: decoration, hidden from screen readers; words stand beside it.

    Raises `TemplateSyntaxError` for a name missing from icons.txt.
    """
    try:
        turning = " icon-points" if POINTS[name] else ""
    except KeyError:
        raise template.TemplateSyntaxError(f"icons.txt has no icon {name!r}") from None
    return format_html(
        '<svg class="icon{} {}" aria-hidden="true"><use href="{}#{}"></use></svg>',
        turning,
        classes,
        static("dist/icons.svg"),
        name,
    )


@register.simple_tag
def kept_include(template_name: str, **values: Any) -> SafeString:
    """``{% kept_include "ui/tile.html" tile=tile %}``: drawn once for equal values, then kept.

    The template sees `values` alone, not the page, the request or its CSRF token; they must be
    hashable, and what it says may depend on nothing else but the language. So nothing kept can
    grow old: other values are another picture. A list of 24 tiles takes 0.1 ms so, drawn 1.4.
    """
    return _drawn(template_name, get_language(), get_script_prefix(), tuple(values.items()))


@register.simple_tag
def gapped_include(template_name: str, **values: Any) -> SafeString:
    """As `kept_include`, with gaps for what differs from page to page, given as ``gap_next=…``.

    The template may do nothing with `next` but print it: what it says there, escaped, is filled in
    each time. It never looks empty there.
    """
    gaps = {name[4:]: value for name, value in values.items() if name.startswith("gap_")}
    kept = [item for item in values.items() if not item[0].startswith("gap_")]
    kept += [(name, f"{_UNGUESSABLE}-{name}-") for name in gaps]
    text: str = _drawn(template_name, get_language(), get_script_prefix(), tuple(kept))
    for name, value in gaps.items():
        text = text.replace(f"{_UNGUESSABLE}-{name}-", conditional_escape(value))
    return SafeString(text)


@lru_cache(maxsize=8192)  # tiles of 1 KB, most of them: 10 MB a process
def _drawn(
    template_name: str, _language: str, _prefix: str, values: tuple[tuple[str, Any], ...]
) -> SafeString:
    # What templates draw is safe already; the stubs call it a plain text.
    return SafeString(get_template(template_name).render(dict(values)))


@register.simple_tag
@lru_cache(maxsize=1)
def logo_mark() -> SafeString:
    """The sail, coloured by the theme."""
    paths = format_html_join(
        "", '<path class="logo-{}" d="{}"/>', ((shape.name, shape.path) for shape in mark.SHAPES)
    )
    return format_html('<svg viewBox="0 0 48 48" aria-hidden="true">{}</svg>', paths)


@register.simple_tag(takes_context=True)
def look_attributes(context: template.Context) -> SafeString:
    """Attributes of ``<html>`` that hold the reader's theme, text size, contrast and motion."""
    return format_html_join(" ", '{}="{}"', current_look(context).attributes().items())


@register.simple_tag(takes_context=True)
def current_look(context: template.Context) -> look.Look:
    """``{% current_look as chosen %}``: what the reader chose, or what the view insists on as `look`."""
    insisted: look.Look | None = context.get("look")
    if insisted is not None:
        return insisted
    request = context.get("request")
    return look.read(request.COOKIES if request else {})


@register.filter
def initials(name: str) -> str:
    """Two letters for an avatar."""
    return people.initials(str(name))


@register.filter
def tint(name: str) -> int:
    """The number of the tint that belongs to a name."""
    return people.tint(str(name))


@register.filter
def sparkline(values: Sequence[float] | None) -> Sparkline | None:
    """Path data for the line through `values`."""
    return draw_sparkline(values or ())


@register.filter
def control(field: BoundField) -> str:
    """The kind of a field's widget, which decides its markup: check, choices, select, file or input."""
    widget: Any = field.field.widget
    kinds = {
        "checkbox": "check",
        "radio": "choices",
        "checkbox_select": "choices",
        "select": "select",
    }
    name = widget.template_name.rsplit("/", 1)[-1].removesuffix(".html")
    if getattr(widget, "allow_multiple_selected", False) and name == "select":
        return "input"
    return kinds.get(name, "input")
