"""Codes and gifts of a promotion, for whichever desk."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.utils.translation import gettext as _

from tradewind.console.acting import told, whole_number
from tradewind.console.promotions.desk import Desk
from tradewind.domains.promotions import operations, queries
from tradewind.domains.promotions.operations import Audience
from tradewind.kernel.errors import NotFound, TradewindError


def codes(request: HttpRequest, desk: Desk, promotion_id: str) -> HttpResponse:
    """POST `code` for one that everybody may type, or `count` and `prefix` for many of one use."""
    count = whole_number(request.POST.get("count", ""))
    try:
        if count:
            made = operations.generate_codes(
                store_id=desk.store_id,
                promotion_id=promotion_id,
                count=count,
                prefix=request.POST.get("prefix", ""),
                actor=desk.actor,
            )
            messages.success(request, _("{count} codes made.").format(count=made))
        else:
            code = operations.add_code(
                store_id=desk.store_id,
                promotion_id=promotion_id,
                text=request.POST.get("code", ""),
                actor=desk.actor,
            )
            messages.success(request, _("{code} works.").format(code=code.text))
    except NotFound:
        raise
    except TradewindError as error:
        messages.error(request, told(error))
    return HttpResponseRedirect(desk.url("promotion", promotion_id) + "#codes")


def code_file(desk: Desk, promotion_id: str) -> StreamingHttpResponse:
    """Every code as CSV: text, uses it has, uses so far."""
    row = queries.get_promotion(store_id=desk.store_id, promotion_id=promotion_id)
    writer = csv.writer(_Echo())

    def lines() -> Iterator[str]:
        yield writer.writerow(["code", "limit", "used"])
        for text, limit, used in queries.every_code(promotion=row):
            yield writer.writerow([text, "" if limit is None else limit, used])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{row.public_id}.csv"'
    return response


def give(request: HttpRequest, desk: Desk, promotion_id: str) -> HttpResponse:
    """POST `orders`, `quiet_days` and `emails`: put it into those customers' wallets."""
    emails = request.POST.get("emails", "").replace(",", " ").split()
    try:
        given = operations.give(
            store_id=desk.store_id,
            promotion_id=promotion_id,
            to=Audience(
                orders=whole_number(request.POST.get("orders", "")) or 1,
                quiet_days=whole_number(request.POST.get("quiet_days", "")) or None,
                emails=emails[:1_000] or None,
            ),
            actor=desk.actor,
            tell="tell" in request.POST,
        )
    except NotFound:
        raise
    except TradewindError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("Put into {count} wallets.").format(count=given))
    return HttpResponseRedirect(desk.url("promotion", promotion_id) + "#gifts")


class _Echo:
    """A file that hands back what is written to it, for a file that is sent while it is made."""

    def write(self, value: str) -> str:
        return value
