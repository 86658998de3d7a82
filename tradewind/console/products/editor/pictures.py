"""A product's pictures: brought, described, put in order, taken away."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tradewind.console.acting import recorded, told
from tradewind.console.products.editor.picture_cards import picture_texts
from tradewind.console.products.editor.saving import Outcome, save
from tradewind.console.products.editor.screen import editor_screen, read_facts
from tradewind.console.products.editor.views import answer
from tradewind.domains.catalogue import operations
from tradewind.domains.catalogue.queries.facts import PictureFacts
from tradewind.kernel.errors import TradewindError
from tradewind.platform.http import audience
from tradewind.platform.i18n.languages import current

PART = "pictures"
_MOST_AT_ONCE = 12


@audience.store("products.change")
@require_POST
def add(request: audience.StoreRequest, store: str, product_id: str) -> HttpResponse:
    """POST `picture`, one or several files. Those that can be read are kept."""
    uploads = request.FILES.getlist("picture")[:_MOST_AT_ONCE]
    refused: list[str] = []
    for upload in uploads:
        try:
            recorded(
                request,
                action="products.picture",
                subject=product_id,
                act=lambda upload=upload: operations.add_picture(  # type: ignore[misc]
                    store_id=request.store.pk, product_id=product_id, upload=upload
                ),
            )
        except TradewindError as error:
            refused.append(_("{label}: {text}").format(label=upload.name, text=told(error)))
    notice = " ".join(refused) if uploads else _("Choose a picture first.")
    return _answer(request, product_id, Outcome(notice=notice, is_saved=not notice))


@audience.store("products.change")
@require_POST
def describe(request: audience.StoreRequest, store: str, product_id: str) -> HttpResponse:
    """POST ``alt-<picture>``: what can be seen, for those who can't; ``shows-<picture>-<place>``:
    which value of an option it shows, empty for every one."""
    outcome = save(
        request,
        subject=product_id,
        read=lambda: picture_texts(read_facts(request.store, product_id)),
        write=lambda wanted: _write(request, product_id, wanted),
    )
    return _answer(request, product_id, outcome)


def _write(request: audience.StoreRequest, product_id: str, wanted: Mapping[str, str]) -> None:
    facts = read_facts(request.store, product_id)
    for picture in facts.pictures:
        media_id = picture.public_id
        if f"alt-{media_id}" in wanted:
            operations.describe_picture(
                store_id=request.store.pk,
                product_id=product_id,
                media_id=media_id,
                alt=wanted[f"alt-{media_id}"],
            )
        held = picture.shows or ("",) * len(facts.options)
        shows = [wanted.get(f"shows-{media_id}-{place}", value) for place, value in enumerate(held)]
        if shows != list(held):
            operations.link_picture(
                store_id=request.store.pk, product_id=product_id, media_id=media_id, shows=shows
            )


@audience.store("products.change")
@require_POST
def order(request: audience.StoreRequest, store: str, product_id: str) -> HttpResponse:
    """POST `order` (ids, comma between), or `earlier` or `later` with the id of one."""

    def act() -> None:
        held = [picture.public_id for picture in _pictures(request, product_id)]
        operations.order_pictures(
            store_id=request.store.pk, product_id=product_id, media_ids=_ordered(request, held)
        )

    return _done(request, product_id, "products.picture_order", act)


@audience.store("products.change")
@require_POST
def remove(
    request: audience.StoreRequest, store: str, product_id: str, picture_id: str
) -> HttpResponse:
    """Show it no longer."""
    return _done(
        request,
        product_id,
        "products.picture_removal",
        lambda: operations.remove_picture(
            store_id=request.store.pk, product_id=product_id, media_id=picture_id
        ),
    )


def _ordered(request: audience.StoreRequest, held: list[str]) -> list[str]:
    if "order" in request.POST:
        return request.POST["order"].split(",")
    for name, step in (("earlier", -1), ("later", 1)):
        moved = request.POST.get(name, "")
        if moved in held:
            place = held.index(moved)
            other = max(0, min(place + step, len(held) - 1))
            held[place], held[other] = held[other], held[place]
    return held


def _pictures(request: audience.StoreRequest, product_id: str) -> tuple[PictureFacts, ...]:
    return read_facts(request.store, product_id).pictures


def _done(
    request: audience.StoreRequest, product_id: str, action: str, act: Callable[[], object]
) -> HttpResponse:
    outcome = Outcome(is_saved=True)
    try:
        recorded(request, action=action, subject=product_id, act=act)
    except TradewindError as error:
        outcome = Outcome(notice=told(error))
    return _answer(request, product_id, outcome)


def _answer(request: audience.StoreRequest, product_id: str, outcome: Outcome) -> HttpResponse:
    screen = editor_screen(
        request.store,
        read_facts(request.store, product_id),
        language=current(),
        permissions=request.store_access.permissions,
        outcomes={PART: outcome},
    )
    return answer(request, PART, screen, outcome)
