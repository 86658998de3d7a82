"""Writing down where a shopper came from, and making links that say it."""

from __future__ import annotations

import re
import secrets

from django.db import IntegrityError, transaction
from django.db.models import Q

from tradewind.domains.visits.models import Channel, LinkCode, Visit
from tradewind.domains.visits.rules import Arrival
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound, TradewindError
from tradewind.platform import audit
from tradewind.platform.models import direct

_CODE = re.compile(r"[A-Za-z0-9_-]{2,32}")
# People type codes from posters: none of 0 O 1 I L.
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_FRESH_LENGTH = 7
_LONGEST_LABEL = 80
_LONGEST_TARGET = 200


class CodeTaken(TradewindError):
    """Another link, perhaps an archived one, has that code."""

    code = "link_code_taken"


def arrive(*, channel: str, person_id: int | None = None, arrival: Arrival | None = None) -> Visit:
    """Write the visit: `arrival` as the first page noted it, else just the `channel`.

    A link code that is known and not archived decides the channel; any other is left aside.
    """
    arrival = arrival or Arrival(channel=channel)
    code = None
    if arrival.code:
        code = LinkCode.objects.filter(code=arrival.code, archived_at=None).first()
    visit = Visit(
        person_id=person_id,
        channel=code.channel if code else arrival.channel,
        source=arrival.source,
        medium=arrival.medium,
        campaign=arrival.campaign,
        content=arrival.content,
        term=arrival.term,
        link_code=code,
        referrer=arrival.referrer,
        landing=arrival.landing,
        arrived_at=clock.now(),
    )
    direct.insert([visit])
    return visit


def create_link_code(
    *,
    channel: Channel,
    label: str,
    actor: str,
    store_id: int | None = None,
    target: str = "/",
    code: str = "",
) -> LinkCode:
    """A code for links (``/via/MAYA``) that leads to `target`, a path of the mall.

    Without a `code` it gets a fresh one. `store_id` None makes it the mall's. Raises `CodeTaken`,
    `InvalidInput`.
    """
    wrong: dict[str, str] = {}
    if code and not _CODE.fullmatch(code):
        wrong["code"] = "invalid"
    if not label.strip():
        wrong["label"] = "required"
    elif len(label.strip()) > _LONGEST_LABEL:
        wrong["label"] = "too_long"
    if not is_path_of_the_mall(target):
        wrong["target"] = "invalid"
    if wrong:
        raise InvalidInput(wrong)
    try:
        with transaction.atomic():
            link = LinkCode.objects.create(
                code=code or "".join(secrets.choice(_LETTERS) for _ in range(_FRESH_LENGTH)),
                channel=channel,
                label=label.strip(),
                store_id=store_id,
                target=target,
            )
            audit.record(
                actor=actor, action="visits.create_link", subject=link.code, store_id=store_id
            )
    except IntegrityError:
        raise CodeTaken(code_taken=code) from None
    return link


def archive_link_code(*, code: str, store_id: int | None, actor: str) -> None:
    """Stop counting for a code; its link still leads where it led. Again changes nothing.

    Raises `NotFound`.
    """
    with transaction.atomic():
        link = LinkCode.objects.select_for_update().filter(Q(store_id=store_id), code=code).first()
        if link is None:
            raise NotFound(id=code)
        if link.archived_at is not None:
            return
        link.archived_at = clock.now()
        link.save(update_fields=["archived_at"])
        audit.record(actor=actor, action="visits.archive_link", subject=code, store_id=store_id)


def is_path_of_the_mall(target: str) -> bool:
    """Whether a link to `target` stays here: browsers take ``//`` and backslashes for hosts."""
    return (
        target.startswith("/")
        and not target.startswith("//")
        and "\\" not in target
        and target.isprintable()
        and len(target) <= _LONGEST_TARGET
    )
