"""Every kind of notice the mall sends: one list to read. Named in the settings."""

from __future__ import annotations

import tradewind.domains.checkout.letters as checkout
import tradewind.domains.orders.letters as orders
from tradewind.domains.notices.letters import Letter

LETTERS: tuple[Letter, ...] = (*orders.LETTERS, *checkout.LETTERS)
