from __future__ import annotations

import gettext
import os
from pathlib import Path

import pytest
from babel.messages import Catalog

from tradewind.platform.i18n import catalogues
from tradewind.platform.i18n.extraction import extract

PAGE = """{% load i18n %}
  <c-button label="{% translate "Buy now" %}">{{ _("Cart") }}</c-button>
 {# Translators: on the shelf #}
{% blocktranslate count n=n with name=x.name trimmed %}
  One of {{ name }}
{% plural %}
  {{ n }} of {{ name }}
{% endblocktranslate %}
      <p>don't "stumble" over (this {% translate 'May' context "month" %}
"""
CODE = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
TITLE = _("Hello {name}")
def told(n): return ngettext("%(n)s left", "%(n)s left over", n) + pgettext("verb", "Order")
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    (tmp_path / "shop" / "templates" / "shop").mkdir(parents=True)
    (tmp_path / "shop" / "templates" / "shop" / "page.html").write_text(PAGE)
    (tmp_path / "shop" / "views.py").write_text(CODE)
    return tmp_path


@pytest.fixture
def template(sources: Path) -> Catalog:
    return extract(sources)


def test_messages_of_code_templates_and_components(template: Catalog) -> None:
    found = {(message.id, message.context) for message in template if message.id}
    assert found == {
        ("Buy now", None),
        ("Cart", None),
        (("One of %(name)s", "%(n)s of %(name)s"), None),
        ("May", "month"),
        ("Hello {name}", None),
        (("%(n)s left", "%(n)s left over"), None),
        ("Order", "verb"),
    }


def test_a_new_catalogue_is_all_untranslated(tmp_path: Path, template: Catalog) -> None:
    assert catalogues.update(tmp_path / "locale", "fr", template) == 7
    told = catalogues.faults(catalogues.load(tmp_path / "locale", "fr"), template)
    assert len(told) == 7
    assert "untranslated: 'Order' (verb)" in told


def test_a_complete_catalogue_passes_and_stays_as_it_is(tmp_path: Path, template: Catalog) -> None:
    locale = tmp_path / "locale"
    _translate(locale, template)
    assert catalogues.faults(catalogues.load(locale, "fr"), template) == []
    before = catalogues.path_of(locale, "fr").read_bytes()
    assert catalogues.update(locale, "fr", template) == 0
    assert catalogues.path_of(locale, "fr").read_bytes() == before


def test_every_fault_is_named(tmp_path: Path, template: Catalog) -> None:
    locale = tmp_path / "locale"
    _translate(locale, template)
    catalog = catalogues.load(locale, "fr")
    catalog.get("Hello {name}").string = "Bonjour {nom}"
    catalog.get("Cart").flags.add("fuzzy")
    catalog.get("Buy now").string = ""
    catalog.get("%(n)s left").string = ("reste", "restent")
    catalog.delete("May", context="month")
    catalog.add("Gone", "Parti")
    assert catalogues.faults(catalog, template) == [
        "fuzzy: 'Cart'",
        "missing: 'May' (month)",
        "placeholders differ: 'Hello {name}'",
        "placeholders differ: ('%(n)s left', '%(n)s left over')",
        "stale: 'Gone'",
        "untranslated: 'Buy now'",
    ]


def test_what_the_sources_dropped_is_dropped(tmp_path: Path, template: Catalog) -> None:
    locale = tmp_path / "locale"
    _translate(locale, template)
    smaller = Catalog()
    smaller.add("Cart")
    catalogues.update(locale, "fr", smaller)
    assert [m.id for m in catalogues.load(locale, "fr") if m.id] == ["Cart"]


def test_only_stale_catalogues_are_compiled(tmp_path: Path, template: Catalog) -> None:
    locale = tmp_path / "locale"
    _translate(locale, template)
    compiled = locale / "fr" / "LC_MESSAGES" / "django.mo"
    assert catalogues.compile_stale(locale) == [compiled]
    assert catalogues.compile_stale(locale) == []
    os.utime(compiled, (1, 1))
    assert catalogues.compile_stale(locale) == [compiled]
    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Cart") == "fr Cart"


def _translate(locale: Path, template: Catalog) -> None:
    catalogues.update(locale, "fr", template)
    catalog = catalogues.load(locale, "fr")
    for message in catalog:
        if isinstance(message.id, str):
            message.string = f"fr {message.id}" if message.id else message.string
        else:
            message.string = tuple(f"fr {form}" for form in message.id)
    with catalogues.path_of(locale, "fr").open("wb") as file:
        catalogues.write_po(file, catalog, sort_by_file=True, include_lineno=False)
