"""What others may ask about duties."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tradewind.domains.duties.models import CustomsFacts, DutyTerms
from tradewind.domains.duties.published import published_rules
from tradewind.domains.duties.rules import (
    Estimate,
    Imported,
    ImportRule,
    crosses,
    estimate,
    rule_for,
)
from tradewind.domains.pricing.queries import convert
from tradewind.domains.pricing.rules import RateMissing
from tradewind.kernel.money import Money, total
from tradewind.kernel.place import Place

# Of the rows `product` and `store` of whatever statement asks: HS number with origin, and countries
# whose duties the store pays. A product's own goes before its category's.
CUSTOMS = """(
SELECT json_build_array(facts.hs, facts.origin) FROM duties_customsfacts AS facts
WHERE facts.store_id = product.store_id
  AND (facts.product_id = product.id OR facts.category_id = product.category_id)
ORDER BY facts.product_id NULLS LAST LIMIT 1)"""
PAID_FOR = """(
SELECT terms.paid_for FROM duties_dutyterms AS terms WHERE terms.store_id = store.id)"""


def import_rule(*, sent_from: str, place: Place, on: date) -> ImportRule | None:
    """The rule that holds for a parcel from one country to `place`; None where it crosses no border
    or nobody knows the rules."""
    rule = rule_for(published_rules(), place.country, on, sent_from=sent_from)
    return rule if rule is not None and crosses(rule, sent_from) else None


def crosses_border(*, sent_from: str, place: Place, on: date) -> bool:
    """Whether a parcel is imported at `place`, known rule or not; within a customs union it is not."""
    if sent_from == place.country:
        return False
    rule = rule_for(published_rules(), place.country, on, sent_from=sent_from)
    return rule is None or crosses(rule, sent_from)


def estimated(
    *,
    rule: ImportRule,
    goods: Sequence[Imported],
    shipping: Money,
    is_taxed_at_sale: bool,
    on: date,
    country: str = "",
) -> Estimate | None:
    """What customs asks for a parcel to `country`; None without a rate to the rule's currency."""
    whole = total((line.value for line in goods), shipping.currency)
    try:
        worth = convert(amount=whole, currency=rule.currency, on=on)
    except RateMissing:
        # Every threshold here is in a currency of its country: without a rate it can't be compared.
        if any(one is not None for one in (rule.duty_free_to, rule.tax_free_to, rule.flat_to)):
            return None
        worth = whole
    flat = None
    if rule.flat_to is not None and rule.flat_duty is not None and worth.amount <= rule.flat_to:
        told = Money.of(rule.flat_duty, rule.currency)
        flat = convert(amount=told, currency=shipping.currency, on=on)
    return estimate(
        rule=rule,
        goods=goods,
        shipping=shipping,
        worth=worth,
        is_taxed_at_sale=is_taxed_at_sale,
        flat=flat,
        country=country,
    )


def paid_for(*, store_id: int) -> list[str]:
    """Countries whose duties the store pays and charges with the order."""
    row = DutyTerms.objects.for_store(store_id).values_list("paid_for", flat=True).first()
    return list(row or ())


def list_customs(*, store_id: int) -> list[CustomsFacts]:
    """What the store told customs of its goods, categories first."""
    rows = CustomsFacts.objects.for_store(store_id).select_related("product", "category")
    return list(rows.order_by("product_id", "category_id"))
