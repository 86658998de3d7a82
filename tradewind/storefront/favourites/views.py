"""Liking things, looking at them, sorting them: with htmx or without."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tradewind.domains.checkout import operations as checkout
from tradewind.domains.engagement.models import Keeper, KeeperMail
from tradewind.domains.engagement.operations import keeping, mailing
from tradewind.domains.engagement.queries import favourites as queries
from tradewind.domains.engagement.queries.favourites import Liked
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound, TradewindError
from tradewind.kernel.money import Money
from tradewind.platform.files.storages import public_url
from tradewind.platform.http import audience
from tradewind.platform.http.throttles import throttled
from tradewind.platform.i18n.listing import split_list
from tradewind.storefront.addresses import product_url
from tradewind.storefront.favourites.liking import liked
from tradewind.storefront.going_back import back
from tradewind.storefront.shell import storefront_shell
from tradewind.storefront.shopper import keep_cart, shopper_of
from tradewind.storefront.telling import told
from tradewind.ui.shell import Link

TEMPLATE = "storefront/favourites/favourites.html"
_ADDRESS = "storefront:favourites"


@dataclass(frozen=True, slots=True)
class Row:
    """A favourite as the page shows it; `told` are pairs of a setting's name and label, with
    whether it is on."""

    id: str
    url: str
    title: str
    picture_url: str
    note: str
    price: Money | None
    was: Money | None
    is_cheaper: bool
    is_out: bool
    is_gone: bool
    folder: str
    tags: Sequence[str]
    told: Sequence[tuple[str, str, bool]]
    notices_url: str


@dataclass(frozen=True, slots=True)
class FavouritesScreen:
    """The page. `folders` are pairs for the choice of one; `views` lead to what is in each."""

    rows: Sequence[Row]
    views: Sequence[Link]
    folders: Sequence[tuple[str, str]]
    tags: Sequence[Link]
    more_url: str
    is_guest: bool
    is_filtered: bool
    here: str
    mail: KeeperMail | None = None
    is_heard: bool = False


@audience.public
@never_cache
@throttled("favourites", per_minute=120, by="actor")
@require_http_methods(["GET", "HEAD", "POST"])
def favourites(request: HttpRequest) -> HttpResponse:
    """The page; POST `product` (and `variant`), `inquiry` or `address` to like one, `unlike` (a
    product, and `variant`) to like it no longer."""
    if request.method == "POST":
        return liked(request)
    screen = _screen(request)
    return render(request, TEMPLATE, {"shell": storefront_shell(request), "screen": screen})


@audience.public
@require_POST
def batch(request: HttpRequest) -> HttpResponse:
    """POST `chosen` (several) and `action`: remove, move (to `folder`), tag (`tags`), cart."""
    keeper = _keeper(request)
    chosen = request.POST.getlist("chosen")[: keeping.MOST]
    action = request.POST.get("action", "")
    response = back(request, reverse(_ADDRESS))
    try:
        if action == "cart":
            _to_cart(request, response, keeper, chosen)
        elif action == "remove":
            count = keeping.remove(keeper=keeper, favourite_ids=chosen)
            text = ngettext("{n} favourite removed.", "{n} favourites removed.", count)
            messages.success(request, text.format(n=count))
        elif action == "move":
            folder = request.POST.get("folder", "")
            keeping.move(keeper=keeper, favourite_ids=chosen, folder_id=folder)
        elif action == "tag":
            tags = split_list(request.POST.get("tags", ""))
            keeping.tag(keeper=keeper, favourite_ids=chosen, tags=tags)
    except TradewindError as error:
        messages.error(request, told(error))
    return response


@audience.public
@require_POST
def folders(request: HttpRequest) -> HttpResponse:
    """POST `name` for a new folder, with `folder` to call that otherwise, `remove` to remove it."""
    keeper = _keeper(request)
    folder = request.POST.get("folder", "")
    try:
        if request.POST.get("remove"):
            keeping.remove_folder(keeper=keeper, folder_id=folder)
        elif folder:
            name = request.POST.get("name", "")
            keeping.rename_folder(keeper=keeper, folder_id=folder, name=name)
        else:
            keeping.make_folder(keeper=keeper, name=request.POST.get("name", ""))
    except TradewindError as error:
        messages.error(request, told(error))
    return HttpResponseRedirect(reverse(_ADDRESS))


@audience.public
@require_POST
def notices(request: HttpRequest, favourite_id: str) -> HttpResponse:
    """POST those of `keeping.NOTICES` that are wanted; the others are turned off."""
    wanted = {name: name in request.POST for name in keeping.NOTICES}
    keeping.set_notices(keeper=_keeper(request), favourite_id=favourite_id, told=wanted)
    messages.success(request, _("Saved."))
    return back(request, reverse(_ADDRESS))


def _to_cart(
    request: HttpRequest, response: HttpResponse, keeper: Keeper, chosen: Sequence[str]
) -> None:
    variants = queries.variants_to_buy(keeper=keeper, favourite_ids=chosen)
    if not variants:
        messages.error(request, _("Choose a size or colour on the product's page first."))
        return
    cart = shopper_of(request).cart_to_fill()
    checkout.add_lines(cart=cart, lines=dict.fromkeys(variants.values(), 1))
    keep_cart(response, cart)
    count = len(variants)
    text = ngettext("{n} thing is in your cart.", "{n} things are in your cart.", count)
    messages.success(request, text.format(n=count))


def _screen(request: HttpRequest) -> FavouritesScreen:
    keeper = shopper_of(request).keeper
    folder, tag = request.GET.get("folder", ""), request.GET.get("tag", "")
    here = reverse(_ADDRESS)
    is_guest = shopper_of(request).person_id is None
    if keeper is None:
        return FavouritesScreen((), (), (), (), "", is_guest, False, here)
    page = queries.list_favourites(
        keeper=keeper,
        now=clock.now(),
        folder_id=folder,
        tag=tag,
        cursor=request.GET.get("cursor", ""),
    )
    mail = queries.find_mail(keeper=keeper) if is_guest else None
    named = [(one.public_id, one.name) for one in queries.list_folders(keeper=keeper)]
    views = [Link(_("All"), here, is_current=not folder and not tag)]
    views += [
        Link(name, f"{here}?{urlencode({'folder': key})}", is_current=key == folder)
        for key, name in named
    ]
    asked: Mapping[str, str] = {"folder": folder, "tag": tag}
    return FavouritesScreen(
        rows=[_row(one) for one in page.items],
        views=views if named else (),
        folders=[("", _("No folder")), *named],
        tags=[
            Link(name, f"{here}?{urlencode({'tag': name})}", is_current=name == tag)
            for name in queries.list_tags(keeper=keeper)
        ],
        more_url=f"{here}?{urlencode({**asked, 'cursor': page.next_cursor})}"
        if page.next_cursor
        else "",
        is_guest=is_guest,
        is_filtered=bool(folder or tag),
        here=request.get_full_path(),
        mail=mail,
        is_heard=mail is not None and mailing.is_heard(mail),
    )


def _row(one: Liked) -> Row:
    row = one.row
    if row.product is not None:
        url = product_url(row.product.store.slug, row.product.slug)
        choices = " · ".join(row.variant.choices) if row.variant else ""
        note = " · ".join(part for part in (row.product.store.name, choices) if part)
        settings = [
            ("tell_price", _("It costs less"), row.tell_price),
            ("tell_back", _("It is back in stock"), row.tell_back),
            ("tell_gone", _("It is no longer sold"), row.tell_gone),
        ]
    elif row.inquiry is not None:
        url = reverse("storefront:question", args=[row.inquiry.public_id])
        note, settings = _("Question"), [("tell_answer", _("Somebody answers"), row.tell_answer)]
    else:
        url, note, settings = reverse("storefront:account_addresses"), _("Address"), []
    return Row(
        id=row.public_id,
        url=url,
        title=row.title,
        picture_url=public_url(row.picture) if row.picture else "",
        note=note,
        price=one.price_now,
        was=row.price if one.is_cheaper else None,
        is_cheaper=one.is_cheaper,
        is_out=one.is_out,
        is_gone=one.is_gone,
        folder=row.folder.name if row.folder else "",
        tags=row.tags,
        told=settings,
        notices_url=reverse("storefront:favourite_notices", args=[row.public_id]),
    )


def _keeper(request: HttpRequest) -> Keeper:
    keeper = shopper_of(request).keeper
    if keeper is None:
        raise NotFound(id="favourites")
    return keeper
