"""The mall's own: its tree of categories, what attributes mean, the home page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tradewind.domains.catalogue.models import Attribute as AttributeRow
from tradewind.domains.catalogue.models import Category as CategoryRow
from tradewind.domains.catalogue.models import Section as SectionRow
from tradewind.domains.catalogue.operations import (
    NewAttribute,
    create_category,
    create_section,
    declare_attributes,
)
from tradewind.domains.catalogue.operations.sections import SectionColumns
from tradewind.flows.furnish.mall.shapes import Attribute, Mall, Story, translations
from tradewind.flows.furnish.pictures import draw_category, draw_section, draw_story
from tradewind.flows.furnish.writing.keeping import keep

Categories = Mapping[str, CategoryRow]
"""By slug; the sections of the mall are the roots of its tree."""

_KINDS = {
    "choice": AttributeRow.Kind.TEXT,
    "choices": AttributeRow.Kind.TEXT,
    "number": AttributeRow.Kind.NUMBER,
    "boolean": AttributeRow.Kind.BOOLEAN,
}
# Shelves of the home page, in order.
_SHELVES = ("new", "gift", "bestseller", "winter", "handmade", "last-pieces")


def write_tree(mall: Mall) -> Categories:
    """Sections at the top, categories below, each with its picture."""
    tree = {row.slug: row for row in CategoryRow.objects.all()}
    for place, section in enumerate(mall.sections):
        if section.slug not in tree:
            tree[section.slug] = create_category(
                slug=section.slug,
                title=section.name.en,
                description=section.tagline.en,
                picture=keep(draw_section(kinds=section.pictures), folder="categories"),
                position=place,
                translations=translations(title=section.name, description=section.tagline),
            )
    for place, category in enumerate(mall.categories):
        if category.slug not in tree:
            tree[category.slug] = create_category(
                slug=category.slug,
                title=category.name.en,
                parent=tree[category.parent or category.section].public_id,
                picture=keep(draw_category(kind=category.picture), folder="categories"),
                position=place,
                translations=translations(title=category.name),
            )
    return tree


def write_attributes(mall: Mall) -> None:
    """What each attribute is called and what its texts are in other languages."""
    declare_attributes(attributes=[_declared(attribute) for attribute in mall.attributes])


def write_home(mall: Mall, *, categories: Categories) -> None:
    """The stories, and a shelf for each of some tags between them."""
    shown = set(SectionRow.objects.values_list("slug", flat=True))
    for place, (slug, columns) in enumerate(_home(mall, categories)):
        if slug not in shown:
            columns["position"] = place
            create_section(slug=slug, **columns)


def _declared(attribute: Attribute) -> NewAttribute:
    words = {
        language: {
            **told,
            "values": {
                choice.name.en: getattr(choice.name, language) for choice in attribute.choices
            },
        }
        for language, told in translations(label=attribute.label).items()
    }
    return NewAttribute(
        code=attribute.code,
        kind=_KINDS[attribute.kind],
        label=attribute.label.en,
        unit=attribute.unit,
        translations=words,
    )


def _home(mall: Mall, categories: Categories) -> Iterator[tuple[str, SectionColumns]]:
    tags = {tag.slug: tag for tag in mall.tags}
    stories = iter(mall.stories)
    for place, slug in enumerate(_SHELVES):
        if place % 2 == 0 and (story := next(stories, None)):
            yield story.slug, _story(story, categories)
        name = tags[slug].name
        yield (
            f"shelf-{slug}",
            {
                "kind": SectionRow.Kind.SHELF,
                "title": name.en,
                "tag": slug,
                "translations": translations(title=name),
            },
        )


def _story(story: Story, categories: Categories) -> SectionColumns:
    sort, _, slug = story.leads_to.partition(":")
    columns: SectionColumns = {
        "kind": SectionRow.Kind.STORY,
        "title": story.title.en,
        "lead": story.body.en,
        "picture": keep(draw_story(story=story.picture, crop="wide"), folder="stories"),
        "picture_narrow": keep(draw_story(story=story.picture, crop="tall"), folder="stories"),
        "translations": translations(title=story.title, lead=story.body),
    }
    if sort == "section":
        columns["category"] = categories[slug].public_id
    if sort == "tag":
        columns["tag"] = slug
    return columns
