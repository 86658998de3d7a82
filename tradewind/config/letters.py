"""Every kind of notice the mall sends: one list to read. Named in the settings."""

from __future__ import annotations

import tradewind.domains.availability.letters as availability
import tradewind.domains.catalogue.letters as catalogue
import tradewind.domains.checkout.letters as checkout
import tradewind.domains.engagement.letters as engagement
import tradewind.domains.inventory.letters as inventory
import tradewind.domains.loyalty.letters as loyalty
import tradewind.domains.notices.digests as digests
import tradewind.domains.orders.letters as orders
import tradewind.domains.privacy.letters as privacy
import tradewind.domains.promotions.letters as promotions
import tradewind.domains.quotations.letters as quotations
from tradewind.domains.notices.letters import Letter

LETTERS: tuple[Letter, ...] = (
    *orders.LETTERS,
    *checkout.LETTERS,
    *inventory.LETTERS,
    *catalogue.LETTERS,
    *loyalty.LETTERS,
    *engagement.LETTERS,
    *promotions.LETTERS,
    *quotations.LETTERS,
    *privacy.LETTERS,
    *digests.LETTERS,
    *availability.LETTERS,
)
