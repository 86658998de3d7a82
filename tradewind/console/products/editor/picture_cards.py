"""The pictures of one product as its page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tradewind.console.products.editor.saving import FieldShown, Outcome, shown
from tradewind.domains.catalogue.queries.facts import ProductFacts
from tradewind.platform.files.storages import public_url


@dataclass(frozen=True, slots=True)
class PictureChoice:
    """Which value of an option a picture shows, empty for any."""

    field: str
    name: str
    values: Sequence[tuple[str, str]]
    shown: FieldShown


@dataclass(frozen=True, slots=True)
class PictureCard:
    """A picture, what can be seen on it, and the choices it shows."""

    id: str
    url: str
    field: str
    alt: FieldShown
    choices: Sequence[PictureChoice]


def picture_cards(facts: ProductFacts, outcome: Outcome) -> list[PictureCard]:
    """A card for each, in their order."""
    fields = shown(picture_texts(facts), outcome)
    return [
        PictureCard(
            id=picture.public_id,
            url=public_url(dict(picture.renditions).get(480, picture.file)),
            field=f"alt-{picture.public_id}",
            alt=fields[f"alt-{picture.public_id}"],
            choices=[
                PictureChoice(
                    field=(name := f"shows-{picture.public_id}-{place}"),
                    name=option.name,
                    values=[
                        ("", _("Every one")),
                        *zip(option.keys, option.values, strict=True),
                    ],
                    shown=fields[name],
                )
                for place, option in enumerate(facts.options)
            ],
        )
        for picture in facts.pictures
    ]


def picture_texts(facts: ProductFacts) -> dict[str, str]:
    """Field → text: ``alt-<id>`` what can be seen, ``shows-<id>-<place of an option>`` the value
    the picture shows, empty for any."""
    texts = {}
    for picture in facts.pictures:
        texts[f"alt-{picture.public_id}"] = picture.alt
        shows = picture.shows or ("",) * len(facts.options)
        texts |= {f"shows-{picture.public_id}-{place}": value for place, value in enumerate(shows)}
    return texts
