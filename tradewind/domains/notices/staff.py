"""Telling those who work in a store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.operations import News
from tradewind.domains.stores.queries import staff_with


def staff_news(
    *,
    store_id: int,
    permission: str,
    mail_permission: str,
    kind: str,
    told: Mapping[str, Mapping[str, Any]],
) -> Iterator[News]:
    """What `notify_all` takes to tell the members of a store, each once for each key of `told`.

    Those who hold `permission` find it in the notice centre; who of them holds `mail_permission`
    gets an e-mail too. Two statements.
    """
    mailed = {
        member.person_id for member in staff_with(store_id=store_id, permission=mail_permission)
    }
    for member in staff_with(store_id=store_id, permission=permission):
        channels = [Notice.Channel.SITE]
        if member.person_id in mailed:
            channels.append(Notice.Channel.EMAIL)
        for key, facts in told.items():
            for channel in channels:
                yield News(
                    key=f"{key}:{member.person_id}:{channel}",
                    kind=kind,
                    channel=channel,
                    language=member.person.language,
                    facts=facts,
                    email=member.person.email,
                    person_id=member.person_id,
                    store_id=store_id,
                )
