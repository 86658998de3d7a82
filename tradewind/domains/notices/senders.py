"""Who stands under a commercial letter: the sender, on whose behalf, where they can be reached."""

from __future__ import annotations

from email.utils import parseaddr

from django.conf import settings

from tradewind.domains.notices.leaving import Leaving
from tradewind.platform.mail import Imprint


def imprint_of(notice: Leaving) -> Imprint:
    """What CASL (SOR/2012-36, s. 2) wants read in it. The mall sends; a store may be behind it."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return Imprint(
        sender=name or address,
        behalf=notice.store_name,
        postal=settings.POSTAL_ADDRESS,
        contact=notice.store_email or address,
    )
