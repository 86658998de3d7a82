"""Components as templates use them: wiring of labels, escaping, states."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.http import HttpRequest
from django.template import Context, RequestContext, Template, TemplateSyntaxError
from django.template.loader import get_template
from django.test.signals import template_rendered
from django.utils import translation
from django_cotton import render_component
from django_cotton.compiler_regex import CottonCompiler

from tradewind.kernel.money import Money
from tradewind.ui import people
from tradewind.ui.icons import POINTS
from tradewind.ui.pages import page_links
from tradewind.ui.sparklines import sparkline
from tradewind.ui.tiles import Tile

pytestmark = pytest.mark.usefixtures("assets")

_COMPILER = CottonCompiler()
HOSTILE = '" onmouseover="alert(1)" x=\'<script>alert(2)</script>'


class _Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def one(self, tag: str) -> dict[str, str | None]:
        (found,) = (attributes for name, attributes in self.tags if name == tag)
        return found


def render(component: str, /, **attributes: Any) -> _Tags:
    return _Tags(render_component(HttpRequest(), component, attributes))


def test_a_field_ties_label_hint_and_error_to_its_input() -> None:
    tags = render("field", name="email", label="E-mail", hint="For the receipt", error="Missing")

    assert tags.one("label")["for"] == "field-email"
    assert tags.one("input") == {
        "id": "field-email", "type": "text", "name": "email", "value": "",
        "aria-describedby": "field-email-hint field-email-error", "aria-invalid": "true",
    }  # fmt: skip
    assert [a["id"] for name, a in tags.tags if name == "p"] == [
        "field-email-hint",
        "field-email-error",
    ]


def test_a_field_without_fault_says_nothing_of_one() -> None:
    tags = render("field", name="city", label="City", value="Québec")

    assert "aria-invalid" not in tags.one("input")
    assert "aria-describedby" not in tags.one("input")
    assert tags.one("input")["value"] == "Québec"


def test_what_a_person_wrote_stays_text() -> None:
    for component, attribute in (
        ("field", "value"), ("field", "label"), ("badge", "slot"), ("notice", "title"), ("toast", "text"),
        ("avatar", "name"), ("copy", "text"), ("card", "title"), ("empty", "title"), ("figure", "value"),
    ):  # fmt: skip
        source = f'<c-{component} {attribute}="{{{{ hostile }}}}" />'
        if attribute == "slot":
            source = f"<c-{component}>{{{{ hostile }}}}</c-{component}>"
        tags = _Tags(render_source(source, hostile=HOSTILE))

        assert "script" not in [name for name, _ in tags.tags], component
        assert not [a for _, a in tags.tags if "onmouseover" in a], component


def render_source(source: str, **context: Any) -> str:
    from_string = get_template("ui/tile.html").backend.engine.from_string  # type: ignore[attr-defined]
    compiled = _COMPILER.process(source)
    return str(from_string(compiled).render(RequestContext(HttpRequest(), context)))


def test_a_button_with_href_is_a_link_unless_disabled() -> None:
    assert render("button", href="/cart").one("a")["href"] == "/cart"
    assert "disabled" in render("button", href="/cart", disabled=True).one("button")
    assert render("button", busy=True).one("button")["aria-busy"] == "true"
    assert (
        render("button", icon="heart", label="Favourite").one("button")["aria-label"] == "Favourite"
    )


def test_what_is_kept_is_drawn_once_for_equal_values() -> None:
    source = '{% kept_include "ui/tile.html" tile=tile %}'
    tile = Tile(url="/p/lamp", title="Oak lamp", price=Money(4200, "CAD"))

    def shown(tile: Tile, language: str = "en") -> str:
        with translation.override(language), track_templates() as drawn:
            told = render_source(source, tile=tile, request="never seen inside")
        counts.append(drawn.count("ui/tile.html"))
        return told

    counts: list[int] = []
    first, again = shown(tile), shown(replace(tile))
    dearer = shown(replace(tile, price=Money(4300, "CAD")))
    french = shown(tile, "fr")

    assert first == again
    assert counts == [1, 0, 1, 1]
    assert "42" in first
    assert "43" in dearer
    assert "42,00" in french


def test_gaps_are_filled_anew_and_escaped_in_what_is_kept() -> None:
    source = (
        '{% gapped_include "storefront/browse/buy-bar.html" action="/cart" most=most'
        " gap_token=token gap_variant=variant %}"
    )
    with track_templates() as drawn:
        first = render_source(source, most=17, token="one", variant=HOSTILE)
        again = render_source(source, most=17, token="two", variant="var_1")

    assert drawn.count("storefront/browse/buy-bar.html") == 1
    tokens = [
        [tag.get("value") for name, tag in _Tags(html).tags if tag.get("type") == "hidden"]
        for html in (first, again)
    ]
    assert tokens == [["one", HOSTILE], ["two", "var_1"]]


def test_what_can_change_is_never_kept() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        render_source('{% kept_include "ui/tile.html" tile=tile %}', tile=["Oak lamp"])


@contextmanager
def track_templates() -> Iterator[list[str | None]]:
    """Names of the templates drawn inside."""
    names: list[str | None] = []

    def note(template: Template, **_: object) -> None:
        names.append(template.name)

    template_rendered.connect(note)
    try:
        yield names
    finally:
        template_rendered.disconnect(note)


def test_an_unknown_icon_fails_at_once() -> None:
    with pytest.raises(TemplateSyntaxError, match="no-such-icon"):
        render_source('{% icon "no-such-icon" %}')


def test_icons_that_point_are_marked_to_turn() -> None:
    assert "icon-points" in render_source('{% icon "arrow-right" %}')
    assert "icon-points" not in render_source('{% icon "search" %}')


def test_every_icon_is_in_the_sprite(assets: Path) -> None:
    sprite = (assets / "dist" / "icons.svg").read_text()

    assert [name for name in POINTS if f'id="{name}"' not in sprite] == []


def test_money_says_now_and_before_only_when_it_fell() -> None:
    price, was = Money(4200, "CAD"), Money(5600, "CAD")

    reduced = render_component(HttpRequest(), "money", {"value": price, "was": was})
    plain = render_component(HttpRequest(), "money", {"value": price, "was": price})

    assert "<s " in reduced
    assert "Before" in reduced
    assert "<s " not in plain
    assert "42.00" in plain


class _Form(forms.Form):
    email = forms.EmailField(help_text="For the receipt")
    city = forms.CharField(required=False)
    country = forms.ChoiceField(choices=[("CA", "Canada")])
    method = forms.ChoiceField(choices=[("post", "Post")], widget=forms.RadioSelect)
    news = forms.BooleanField(required=False)


def test_a_django_form_comes_out_in_our_markup() -> None:
    html = str(_Form({"email": "x"}))
    tags = _Tags(html)
    inputs = {a["name"]: a for name, a in tags.tags if name == "input"}

    assert inputs["email"]["aria-invalid"] == "true"
    described = str(inputs["email"]["aria-describedby"]).split()
    assert {"id_email_helptext", "id_email_error"} == set(described)
    assert all(f'id="{key}"' in html for key in described)
    assert html.count('class="field-optional"') == 1
    assert html.count("<fieldset") == 1
    assert html.count('class="check"') == 1
    assert html.count('class="select"') == 1


def test_links_between_pages_keep_the_query_and_leave_gaps() -> None:
    pages = page_links(number=10, count=20, query={"q": "bowl & spoon", "page": "10"})

    assert [link.number for link in pages.links] == [1, None, 9, 10, 11, None, 20]
    assert [link.number for link in pages.links if link.is_current] == [10]
    assert pages.next_query == "q=bowl+%26+spoon&page=11"
    assert pages.previous_query == "q=bowl+%26+spoon&page=9"


@pytest.mark.parametrize(
    ("number", "count", "shown"), [(1, 1, []), (1, 2, [1, 2]), (2, 3, [1, 2, 3]), (3, 3, [1, 2, 3])]
)
def test_short_lists_have_no_gaps(number: int, count: int, shown: list[int]) -> None:
    pages = page_links(number=number, count=count, query={})

    assert [link.number for link in pages.links] == shown
    assert pages.has_other_pages is (count > 1)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Amélie Tremblay", "AT"), ("Bo", "B"), ("", "?"), ("  ", "?"), ("ليلى حداد", "لح"), ("- Jo -", "J"), ("Ann Mary Poe", "AP")],
)  # fmt: skip
def test_initials(name: str, expected: str) -> None:
    assert people.initials(name) == expected


def test_a_name_keeps_its_tint() -> None:
    assert people.tint("Amélie") == people.tint("Amélie")
    assert {people.tint(str(n)) for n in range(200)} == {1, 2, 3, 4, 5, 6}


def test_a_sparkline_needs_two_points_and_stays_in_its_box() -> None:
    assert sparkline([]) is None
    assert sparkline([4]) is None
    flat, falling = sparkline([5, 5, 5]), sparkline([10, 0])
    assert flat is not None
    assert falling is not None
    assert flat.line == "M0 28 L50 28 L100 28"
    assert falling.line == "M0 2 L100 28"
    assert falling.dot == "M100 28h0"


def test_a_sparkline_is_not_written_with_a_decimal_comma() -> None:
    with translation.override("fr"):
        html = render_component(HttpRequest(), "figure", {"label": "x", "points": [1, 2, 4, 3]})

    assert 'd="M0 28 L33.33 19.33' in html


@pytest.mark.parametrize(
    "page",
    [
        "errors/400.html",
        "errors/403.html",
        "errors/404.html",
        "errors/500.html",
        "errors/503.html",
        "errors/error.html",
    ],
)
def test_error_pages_need_neither_request_nor_database(page: str) -> None:
    html = get_template(page).template.render(Context())  # type: ignore[attr-defined]

    assert html.count("<h1>") == 1
    assert 'href="/"' in html
