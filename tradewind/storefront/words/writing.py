"""Writing a review from the order's page, changing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tradewind.domains.discovery.rules.tastes import SKIN_TYPES
from tradewind.domains.engagement.models import Review
from tradewind.domains.engagement.operations import reviewing
from tradewind.domains.engagement.queries.buyers import FIT, FITS, KEYS, SKIN_TYPE, USUAL_SIZE
from tradewind.domains.engagement.queries.reviews import lines_to_review
from tradewind.domains.engagement.rules.writing import MOST_PICTURES, ReviewWords, is_editable
from tradewind.domains.orders.models import OrderLine, Purchase
from tradewind.domains.orders.queries import get_purchase
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound, TradewindError
from tradewind.platform.files.storages import public_url
from tradewind.platform.http import audience
from tradewind.storefront.shell import storefront_shell
from tradewind.storefront.shopper import shopper_of
from tradewind.storefront.telling import told
from tradewind.storefront.words.buyers import fit_names, skin_names

TEMPLATE = "storefront/words/write.html"
_BLANK = (
    *("title", "text", "as_described"),
    *("about_fit", "about_skin", "about_size", "about_name", "about_value"),
)


@dataclass(frozen=True, slots=True)
class WriteScreen:
    """The form as it was filled in; `standing` is empty before it is written."""

    title: str
    choices: str
    picture_url: str
    back_url: str
    star_choices: Sequence[tuple[str, str]]
    described_choices: Sequence[tuple[str, str]]
    fit_choices: Sequence[tuple[str, str]]
    skin_choices: Sequence[tuple[str, str]]
    typed: Mapping[str, str]
    problem: str
    is_written: bool
    may_change: bool
    pictures_left: int


@audience.guest_token
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, token: str, line_id: str) -> HttpResponse:
    """POST `stars`, `as_described`, `author`, `title`, `text`, `about_fit`, `about_skin`, `about_size`,
    `about_name`/`about_value`, `pictures`."""
    purchase = get_purchase(token=token)
    found = next(
        (one for one in lines_to_review(purchase_id=purchase.pk) if one.line.public_id == line_id),
        None,
    )
    if found is None:
        raise NotFound(id=line_id)
    if request.method != "POST":
        return _form(request, purchase, found.line, found.review, _typed(found.review, purchase))
    try:
        _say(request, purchase, found.line, found.review)
    except TradewindError as error:
        typed = {name: request.POST.get(name, "") for name in _typed(None, purchase)}
        return _form(request, purchase, found.line, found.review, typed, told(error))
    messages.success(request, _("Thank you. Your review is shown."))
    return HttpResponseRedirect(reverse("storefront:purchase", args=[token]))


def _say(request: HttpRequest, purchase: Purchase, line: OrderLine, review: Review | None) -> None:
    said = request.POST
    words = ReviewWords(
        stars=_number(said.get("stars", "")) or 0,
        as_described=_number(said.get("as_described", "")),
        author=said.get("author", ""),
        title=said.get("title", ""),
        text=said.get("text", ""),
        about=_about(said),
    )
    pictures = [upload.file for upload in request.FILES.getlist("pictures") if upload.file]
    if review is None:
        reviewing.write(
            purchase=purchase,
            line_id=line.public_id,
            words=words,
            language=shopper_of(request).language,
            pictures=pictures,
        )
    else:
        reviewing.edit(
            purchase=purchase, review_id=review.public_id, words=words, pictures=pictures
        )


def _about(said: Mapping[str, str]) -> dict[str, str]:
    """What the author lets others see of themselves: known things by their names, one of their own."""
    about = {
        FIT: said.get("about_fit", "") if said.get("about_fit") in FITS else "",
        SKIN_TYPE: said.get("about_skin", "") if said.get("about_skin") in SKIN_TYPES else "",
        USUAL_SIZE: said.get("about_size", "").strip().upper(),
    }
    if said.get("about_value", "").strip():
        about[said.get("about_name", "").strip()] = said.get("about_value", "").strip()
    return {name: value for name, value in about.items() if value}


def _form(
    request: HttpRequest,
    purchase: Purchase,
    line: OrderLine,
    review: Review | None,
    typed: Mapping[str, str],
    problem: str = "",
) -> HttpResponse:
    stars = [
        ("5", _("5 – excellent")),
        ("4", _("4 – good")),
        ("3", _("3 – all right")),
        ("2", _("2 – poor")),
        ("1", _("1 – bad")),
    ]
    screen = WriteScreen(
        title=line.title,
        choices=" · ".join(line.choices),
        picture_url=public_url(line.picture) if line.picture else "",
        back_url=reverse("storefront:purchase", args=[purchase.token]),
        star_choices=stars,
        described_choices=[
            ("", _("I can't say")),
            ("5", _("Exactly")),
            ("4", _("Nearly")),
            ("3", _("Partly")),
            ("2", _("Hardly")),
            ("1", _("Not at all")),
        ],
        fit_choices=[("", _("I can't say")), *fit_names()],
        skin_choices=[("", _("Not told")), *skin_names()],
        typed=typed,
        problem=problem,
        is_written=review is not None,
        may_change=review is None or is_editable(written_at=review.written_at, now=clock.now()),
        pictures_left=MOST_PICTURES - (review.pictures_count if review else 0),
    )
    context = {"shell": storefront_shell(request), "screen": screen}
    return render(request, TEMPLATE, context, status=422 if problem else 200)


def _typed(review: Review | None, purchase: Purchase) -> dict[str, str]:
    if review is None:
        first = (purchase.name.split() or [""])[0][:40]
        return {**dict.fromkeys(_BLANK, ""), "author": first, "stars": "5"}
    own = ((name, value) for name, value in review.about.items() if name not in KEYS)
    name, value = next(own, ("", ""))
    return {
        "stars": str(review.stars),
        "as_described": str(review.as_described or ""),
        "author": review.author,
        "title": review.title,
        "text": review.text,
        "about_fit": review.about.get(FIT, ""),
        "about_skin": review.about.get(SKIN_TYPE, ""),
        "about_size": review.about.get(USUAL_SIZE, ""),
        "about_name": name,
        "about_value": value,
    }


def _number(text: str) -> int | None:
    return int(text) if text in {"1", "2", "3", "4", "5"} else None
