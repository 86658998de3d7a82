"""The view decorator."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, overload

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from tradewind.platform.idempotency import fingerprint, keys
from tradewind.platform.idempotency.keys import Taken

View = Callable[..., HttpResponse]

REPLAYED = "Idempotent-Replayed"

# Answers about the caller or the server of that moment, not about what was asked.
_NOT_KEPT = frozenset({401, 403, 408, 425, 429})


@overload
def idempotent(view: View) -> View: ...
@overload
def idempotent(*, spans_transactions: bool) -> Callable[[View], View]: ...
def idempotent(
    view: View | None = None, *, spans_transactions: bool = False
) -> View | Callable[[View], View]:
    """Let `view` (``(request, …) -> HttpResponse``) happen once per caller and `Idempotency-Key`.

    The same request with the same key gets the first answer again, with
    ``Idempotent-Replayed: true``, for 24 hours; another request `IdempotencyKeyReused`; one that
    comes while the first still runs `IdempotencyInProgress`. Without the header it costs nothing,
    with it two statements. Answers from 500 on are not kept, nor are 401, 403, 408, 425 and 429.

    The view runs in one transaction with its key, so a crash leaves both or neither. A view that
    calls other services between transactions of its own says `spans_transactions`: the key is
    then committed before it, and if the server dies in it the same request may be repeated after
    two minutes, which its operations must bear.

    On django-ninja operations: ``@decorate_view(idempotent)`` below ``@api.post(…)``.
    """
    if view is None:
        return partial(_decorated, spans_transactions=spans_transactions)
    return _decorated(view, spans_transactions=spans_transactions)


def _decorated(view: View, *, spans_transactions: bool) -> View:
    once = _across_transactions if spans_transactions else _in_one_transaction

    @wraps(view)
    def idempotent_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = fingerprint.key_of(request)
        if key is None:
            return view(request, *args, **kwargs)
        take = partial(
            keys.take,
            scope=fingerprint.scope_of(request),
            key=key,
            fingerprint=fingerprint.fingerprint_of(request),
        )
        return once(take, partial(view, request, *args, **kwargs))

    return idempotent_view


def _in_one_transaction(
    take: Callable[[], Taken | HttpResponse], answer: Callable[[], HttpResponse]
) -> HttpResponse:
    with transaction.atomic():
        taken = take()
        if isinstance(taken, HttpResponse):
            return _replayed(taken)
        response = answer()
        if _is_kept(response):
            taken.answer(response)
        else:
            transaction.set_rollback(True)
    return response


def _across_transactions(
    take: Callable[[], Taken | HttpResponse], answer: Callable[[], HttpResponse]
) -> HttpResponse:
    taken = take()
    if isinstance(taken, HttpResponse):
        return _replayed(taken)
    try:
        response = answer()
    except Exception:
        taken.give_back()
        raise
    if _is_kept(response):
        taken.answer(response)
    else:
        taken.give_back()
    return response


def _is_kept(response: HttpResponse) -> bool:
    return response.status_code < 500 and response.status_code not in _NOT_KEPT


def _replayed(response: HttpResponse) -> HttpResponse:
    response.headers[REPLAYED] = "true"
    return response
