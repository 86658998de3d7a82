"""Field types and managers that every domain's rows share."""

from tradewind.platform.models.fields import CurrencyField, MinorField, PublicIdField
from tradewind.platform.models.scoping import ScopedManager, ScopedQuerySet, UnscopedQuery
from tradewind.platform.models.timestamps import Timestamped
from tradewind.platform.models.translated import Translated, in_language

__all__ = [
    "CurrencyField",
    "MinorField",
    "PublicIdField",
    "ScopedManager",
    "ScopedQuerySet",
    "Timestamped",
    "Translated",
    "UnscopedQuery",
    "in_language",
]
