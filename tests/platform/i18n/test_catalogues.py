from __future__ import annotations

import gettext
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages import Catalog

from tradewind.platform.i18n import catalogues
from tradewind.platform.i18n.extraction import extract
from tradewind.platform.i18n.languages import languages

PAGE = """{% load i18n %}
  <c-button label="{% translate "Buy now" %}">{{ _("Cart") }}</c-button>
 {# Translators: on the shelf #}
{% blocktranslate count n=n with name=x.name trimmed %}
  One of {{ name }}
{% plural %}
  {{ n }} of {{ name }}
{% endblocktranslate %}
{% partialdef row %}{% blocktranslate asvar told with on=x.day|date %}Sent {{ on }}{% endblocktranslate %}
<c-field label="{{ told }}" />{% translate "Save" as word %}{% endpartialdef %}
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
        ("Sent %(on)s", None),
        ("Save", None),
        ("Hello {name}", None),
        (("%(n)s left", "%(n)s left over"), None),
        ("Order", "verb"),
    }


def test_a_new_catalogue_is_all_untranslated(tmp_path: Path, template: Catalog) -> None:
    assert catalogues.update(tmp_path / "locale", "fr", template) == 9
    told = catalogues.faults(catalogues.load(tmp_path / "locale", "fr"), template)
    assert len(told) == 9
    assert "untranslated: 'Order' (verb)" in told


def test_a_complete_catalogue_passes_and_stays_as_it_is(tmp_path: Path, template: Catalog) -> None:
    locale = tmp_path / "locale"
    _translate(locale, template)
    assert catalogues.faults(catalogues.load(locale, "fr"), template) == []
    before = catalogues.path_of(locale, "fr").read_bytes()
    assert catalogues.update(locale, "fr", template) == 0
    assert catalogues.path_of(locale, "fr").read_bytes() == before


def test_extracting_again_later_changes_nothing(tmp_path: Path, sources: Path) -> None:
    locale = tmp_path / "locale"
    _translate(locale, extract(sources))
    before = catalogues.path_of(locale, "fr").read_bytes()
    later = extract(sources)
    later.creation_date = datetime(2031, 1, 1, tzinfo=UTC)
    catalogues.update(locale, "fr", later)
    assert catalogues.path_of(locale, "fr").read_bytes() == before


@pytest.mark.parametrize(
    ("count", "form"),
    [(0, 0), (1, 1), (2, 2), (3, 3), (10, 3), (11, 4), (99, 4), (100, 5), (103, 3)],
)
def test_arabic_counts_in_six_forms(tmp_path: Path, count: int, form: int) -> None:
    template = Catalog()
    template.add(("%(n)s ship", "%(n)s ships"))
    catalogues.update(tmp_path, "ar", template)
    catalog = catalogues.load(tmp_path, "ar")
    catalog.get("%(n)s ship").string = tuple("012345")
    with catalogues.path_of(tmp_path, "ar").open("wb") as file:
        catalogues.write_po(file, catalog)
    (compiled,) = catalogues.compile_stale(tmp_path)
    with compiled.open("rb") as file:
        words = gettext.GNUTranslations(file)
    assert words.ngettext("%(n)s ship", "%(n)s ships", count) == str(form)


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
    assert list(compiled.parent.glob("*.mo")) == [compiled]
    os.utime(compiled, (1, 1))
    assert catalogues.compile_stale(locale) == [compiled]
    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Cart") == "fr Cart"


@pytest.mark.parametrize("language", languages()[1:])
def test_the_malls_own_catalogues_are_complete(language: str) -> None:
    template = extract(catalogues.FOLDER.parent)
    assert len(template) > 1000
    assert catalogues.faults(catalogues.load(catalogues.FOLDER, language), template) == []


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
