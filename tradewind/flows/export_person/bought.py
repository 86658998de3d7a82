"""What a person bought, and what they asked for afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from tradewind.domains.identity.models import Person
from tradewind.domains.orders.models import Claim, ClaimPhoto, Order, Purchase
from tradewind.domains.payments.models import Payment
from tradewind.flows.export_person.areas import Attached, Row
from tradewind.kernel.money import Money

_REASON = "a person reads all they bought"


def purchases_of(person: Person) -> Iterator[Row]:
    """Every purchase, the latest first, with its orders, lines, parcels and payments."""
    for purchase in Purchase.objects.filter(person=person).order_by("-pk"):
        orders = (
            Order.objects.across_stores(_REASON)
            .filter(purchase=purchase)
            .select_related("store")
            .prefetch_related("lines", "shipments")
            .order_by("pk")
        )
        yield {
            "id": purchase.number,
            "at": purchase.placed_at,
            "total": purchase.total,
            "name": purchase.name,
            "email": purchase.email,
            "phone": purchase.phone,
            "country": purchase.country,
            "address": list(purchase.address.values()),
            "channel": str(purchase.get_channel_display()),
            "orders": [_order(order) for order in orders],
            "paid": [
                {
                    "method": f"{payment.provider} {payment.method}",
                    "amount": payment.amount,
                    "state": str(payment.get_state_display()),
                    "at": payment.created_at,
                }
                for payment in Payment.objects.filter(purpose=purchase.checkout).order_by("pk")
            ],
        }


def claims_of(person: Person) -> Iterator[Row]:
    """Cancellations, returns and exchanges, the latest first."""
    claims = (
        Claim.objects.across_stores(_REASON)
        .filter(order__purchase__person=person)
        .prefetch_related("photos")
        .order_by("-pk")
    )
    for claim in claims:
        yield {
            "id": claim.number,
            "at": claim.asked_at,
            "kind": str(claim.get_kind_display()),
            "state": str(claim.get_state_display()),
            "reason": str(claim.get_reason_display()),
            "note": claim.note,
            "answer": claim.answer,
            "amount": claim.refund,
            "photographs": [_photo_name(photo) for photo in claim.photos.all()],
        }


def photographs_of(person: Person) -> Iterator[Attached]:
    """Files the person sent along with their claims."""
    rows = ClaimPhoto.objects.across_stores(_REASON).filter(claim__order__purchase__person=person)
    for photo in rows.order_by("pk"):
        yield Attached(_photo_name(photo), photo.file)


def _photo_name(photo: ClaimPhoto) -> str:
    return f"photographs/{photo.public_id}.{photo.file.rpartition('.')[2]}"


def _order(order: Order) -> Row:
    return {
        "id": order.number,
        "seller": order.store.name,
        "stage": str(order.get_stage_display()),
        "total": order.total,
        "note": order.note,
        "lines": [
            {
                "title": line.title,
                "quantity": line.quantity,
                "paid": Money(line.paid_minor, order.currency),
            }
            for line in order.lines.all()
        ],
        "parcels": [
            {
                "carrier": parcel.carrier,
                "tracking_number": parcel.tracking_number,
                "at": parcel.shipped_at,
            }
            for parcel in order.shipments.all()
        ],
    }
