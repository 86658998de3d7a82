"""What some pieces of an order are worth, cent for cent. Pure.

Each amount of a line is spread over its pieces by cumulative floors: the first k of n pieces are
worth ``amount × k // n``. Whatever order pieces go back in, no step is below zero and all together
are the whole. (Shares by largest remainder are not monotone in the number of pieces.)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tradewind.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Worth:
    """Money of some pieces: `paid` by the shopper, `tax_by_name` within it, the mall's
    `commission`, and `funded`, what the mall put in for the store on top of what was paid.
    """

    paid: Money
    tax_by_name: Mapping[str, Money]
    commission: Money
    funded: Money

    @property
    def store(self) -> Money:
        """What the store got: all of it less tax and commission."""
        mine = self.paid + self.funded - self.commission
        for amount in self.tax_by_name.values():
            mine -= amount
        return mine

    @classmethod
    def nothing(cls, currency: str) -> Worth:
        zero = Money.zero(currency)
        return cls(paid=zero, tax_by_name={}, commission=zero, funded=zero)

    def __add__(self, other: Worth) -> Worth:
        taxes = dict(self.tax_by_name)
        for name, amount in other.tax_by_name.items():
            taxes[name] = taxes[name] + amount if name in taxes else amount
        return Worth(
            paid=self.paid + other.paid,
            tax_by_name=taxes,
            commission=self.commission + other.commission,
            funded=self.funded + other.funded,
        )


def of_pieces(whole: Worth, *, quantity: int, before: int, count: int) -> Worth:
    """What `count` of `quantity` pieces are worth when `before` of them went back already.

    Raises ValueError for more pieces than are left.
    """
    if not 0 <= before <= before + count <= quantity:
        raise ValueError("more pieces than are left")

    def share(amount: Money) -> Money:
        upto = amount.minor * (before + count) // quantity
        return Money(upto - amount.minor * before // quantity, amount.currency)

    return Worth(
        paid=share(whole.paid),
        tax_by_name={name: share(amount) for name, amount in whole.tax_by_name.items()},
        commission=share(whole.commission),
        funded=share(whole.funded),
    )


def spread_commission(commission: Money, nets: Sequence[Money]) -> list[Money]:
    """The commission of an order by line, in proportion to what each is worth without tax."""
    weights = [max(net.minor, 0) for net in nets]
    if not any(weights):
        zero = Money.zero(commission.currency)
        return [commission, *(zero for _ in weights[1:])] if weights else []
    return commission.allocate(weights)


def together(parts: Iterable[Worth], currency: str) -> Worth:
    """The sum of `parts`."""
    whole = Worth.nothing(currency)
    for part in parts:
        whole += part
    return whole
