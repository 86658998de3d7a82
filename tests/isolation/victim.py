"""Somebody with everything a person and a store can have, and words that must never get out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from tests.domains.factories.checkout import ADDRESS, make_goods, pay
from tests.domains.factories.identity import make_person
from tests.domains.factories.loyalty import make_gift
from tests.domains.factories.payments import make_saved_card
from tests.domains.factories.promotions import make_promotion
from tests.domains.factories.shipping import make_method, make_zone
from tests.domains.factories.stores import first_location, make_staff, make_store
from tradewind.domains.availability.models import SaleRestriction
from tradewind.domains.availability.operations import restrict
from tradewind.domains.catalogue.models import Import, Media, Product, Variant
from tradewind.domains.catalogue.operations import add_drawing
from tradewind.domains.checkout import operations as checkouts
from tradewind.domains.checkout.models import Cart, CartLine, Checkout
from tradewind.domains.checkout.operations import Details
from tradewind.domains.consent import operations as consent
from tradewind.domains.consent.models import Purpose
from tradewind.domains.customers.models import Address
from tradewind.domains.customers.operations import AddressWords, add_address
from tradewind.domains.duties.models import CustomsFacts
from tradewind.domains.duties.operations import set_customs
from tradewind.domains.engagement.models import (
    FaqEntry,
    Favourite,
    Folder,
    Inquiry,
    Reply,
    Review,
    Standing,
    WaitingEntry,
)
from tradewind.domains.engagement.operations import asking, faq, keeping, waiting
from tradewind.domains.engagement.operations.faq import FaqWords
from tradewind.domains.guides.models import Guide
from tradewind.domains.guides.operations import GuideWords, write_guide
from tradewind.domains.identity.models import Person
from tradewind.domains.inventory.models import Stocktake
from tradewind.domains.inventory.operations import start_stocktake
from tradewind.domains.ledger.models import Payout
from tradewind.domains.ledger.paying_out import record_payout
from tradewind.domains.loyalty.models import GiftPurchase
from tradewind.domains.loyalty.rules.giving import GiftWords
from tradewind.domains.orders.claims import ClaimKind, Reason
from tradewind.domains.orders.models import Claim, Order, OrderLine, Purchase
from tradewind.domains.orders.operations import claims
from tradewind.domains.payments.adapters.sandbox.models import SandboxPayment
from tradewind.domains.payments.adapters.sandbox.settlement import write
from tradewind.domains.payments.models import Payment, SavedCard, Settlement
from tradewind.domains.payments.operations import import_settlement
from tradewind.domains.promotions import operations as promotions
from tradewind.domains.promotions.models import Promotion, WalletEntry
from tradewind.domains.shipping.models import Method, SlotWindow
from tradewind.domains.shipping.slots import add_window
from tradewind.domains.stores import operations as stores
from tradewind.domains.stores.models import (
    ApiToken,
    Location,
    Market,
    StaffMember,
    Store,
    StoreInvitation,
)
from tradewind.domains.stores.rules import Role
from tradewind.flows import import_products
from tradewind.flows.change_products import Change, ChangeKind, carry_out, plan_change
from tradewind.kernel import clock
from tradewind.kernel.money import Money

NAME = "Zoë Wintergreen"
MARKERS = (
    "zoe.wintergreen@example.org",
    NAME,
    "+14165550143",
    "44 Larkspur Lane",
    "Attic Shelf",
    "Wintergreen Holdings",
    "helper.of.zoe@example.org",
    "Zoe's till program",
    "leave it with the neighbour",
    "autumn-prices-of-zoe.csv",
    "Does it hide what only Zoe knows?",
    "The card Zoe keeps for rainy days",
    "Only for Zoe's niece",
)
"""What nobody but the victim, and the store that delivers to her, may read."""


@dataclass(frozen=True)
class Victim:
    """A shopper who owns a store and bought in it, with a second purchase under way."""

    person: Person
    store: Store
    goods: Variant
    order: Order
    claim: Claim
    stocktake: Stocktake
    purchase: Purchase
    paid: Payment
    cart: Cart
    line: CartLine
    checkout: Checkout
    address: Address
    location: Location
    invitation: StoreInvitation
    colleague: Person
    token: ApiToken
    secret: str
    at_provider: SandboxPayment
    bulk: Import
    picture: Media
    method: Method
    restriction: SaleRestriction
    window: SlotWindow
    customs: CustomsFacts
    guide: Guide
    settlement: Settlement
    payout: Payout
    promotion: Promotion
    change_id: str
    entry: WalletEntry
    passkey: Authenticator
    favourite: Favourite
    folder: Folder
    secret_question: Inquiry
    review: Review
    place: WaitingEntry
    faq: FaqEntry
    saved_card: SavedCard
    gift: GiftPurchase

    def footprint(self) -> dict[str, object]:
        """The rows an intruder would have to change to have done anything."""
        store_id = self.store.pk
        return {
            "person": list(Person.objects.filter(pk=self.person.pk).values()),
            "store": list(Store.objects.filter(pk=store_id).values()),
            "orders": list(Order.objects.for_store(store_id).values()),
            "claims": list(Claim.objects.for_store(store_id).values()),
            "stocktakes": list(Stocktake.objects.for_store(store_id).values()),
            "order lines": list(OrderLine.objects.for_store(store_id).values()),
            "products": list(Product.objects.for_store(store_id).values()),
            "carts": list(Cart.objects.filter(person=self.person).values()),
            "cart lines": list(CartLine.objects.filter(cart=self.cart).values()),
            "checkouts": list(Checkout.objects.filter(cart__person=self.person).values()),
            "payments": list(Payment.objects.filter(purpose=self.checkout.public_id).values()),
            "gift cards": list(GiftPurchase.objects.values()),
            "cards": list(SavedCard.objects.filter(person=self.person).values()),
            "addresses": list(Address.objects.filter(person=self.person).values()),
            "locations": list(Location.objects.for_store(store_id).values()),
            "markets": list(Market.objects.for_store(store_id).values()),
            "staff": list(StaffMember.objects.for_store(store_id).values()),
            "invitations": list(StoreInvitation.objects.for_store(store_id).values()),
            "tokens": list(ApiToken.objects.for_store(store_id).values("pk", "revoked_at")),
            "windows": list(SlotWindow.objects.for_store(store_id).values()),
            "customs": list(CustomsFacts.objects.for_store(store_id).values()),
            "guides": list(Guide.objects.for_store(store_id).values()),
            "restrictions": list(SaleRestriction.objects.for_store(store_id).values()),
            "delivery": list(Method.objects.for_store(store_id).values()),
            "passkeys": list(Authenticator.objects.filter(user=self.person).values()),
            "linked": list(SocialAccount.objects.filter(user=self.person).values()),
            "settlements": list(Settlement.objects.values()),
            "pictures": list(Media.objects.for_store(store_id).values()),
            "payouts": list(Payout.objects.for_store(store_id).values()),
            "promotions": list(Promotion.objects.for_store(store_id).values()),
            "wallets": list(WalletEntry.objects.filter(promotion__store=self.store).values()),
            "favourites": list(Favourite.objects.filter(keeper=self.favourite.keeper).values()),
            "folders": list(Folder.objects.filter(keeper=self.favourite.keeper).values()),
            "questions": list(Inquiry.objects.for_store(store_id).values()),
            "replies": list(Reply.objects.for_store(store_id).values()),
            "reviews": list(Review.objects.for_store(store_id).values()),
            "places": list(WaitingEntry.objects.for_person(self.person.pk).values()),
            "asked often": list(FaqEntry.objects.for_store(store_id).values()),
            "imports": list(Import.objects.for_store(store_id).values()),
            "at the provider": list(SandboxPayment.objects.order_by("pk").values()),
        }


def make_victim() -> Victim:
    """One of each of everything."""
    person = make_person(email=MARKERS[0], name=NAME, phone=MARKERS[2])
    store = make_store(legal_name=MARKERS[5])
    make_staff(store=store, person=person)
    colleague = make_person(name="Quiet Colleague")
    make_staff(store=store, person=colleague, role="operator")
    method = make_method(store=store, price="5.00")
    goods = make_goods(store=store)
    bought = _paid_checkout(person, goods)
    order = Order.objects.for_store(store.pk).get()
    cart = _open_cart(person, goods)
    made = stores.create_token(
        store_id=store.pk, name=MARKERS[7], scopes=["orders.view"], person_id=person.pk
    )
    consent.agree(
        email=person.email,
        person_id=person.pk,
        purpose=Purpose.MARKETING,
        wording="checkout.news",
        proof={},
    )
    spare = stores.add_location(store_id=store.pk, name=MARKERS[4], country="CA", actor="")
    stores.add_market(store_id=store.pk, country="US", currency="USD", language="en", actor="")
    assert first_location(store) != spare
    SocialAccount.objects.create(user=person, provider="google", uid="of-the-victim")
    # Not public: whoever finds its id may still not keep it.
    promotion = make_promotion(store=store, how=Promotion.How.WALLET, is_public=False)
    promotions.give(
        store_id=store.pk,
        promotion_id=str(promotion.public_id),
        to=promotions.Audience(),
        actor=person.public_id,
        tell=False,
    )
    at_provider = SandboxPayment.objects.get()
    saved_card = make_saved_card(person=person, label=MARKERS[11])
    keeper = keeping.open_keeper(person_id=person.pk)
    return Victim(
        favourite=keeping.like_product(
            keeper=keeper, product_id=goods.product.public_id, currency="CAD"
        ),
        folder=keeping.make_folder(keeper=keeper, name="Secret wishes"),
        secret_question=asking.ask(
            person=person,
            product_id=goods.product.public_id,
            text=MARKERS[10],
            language="en",
            is_secret=True,
            author="Z",
        ),
        review=_held_review(order),
        place=waiting.join(
            variant_id=make_goods(on_hand=0).public_id, language="en", person=person
        ),
        faq=faq.add_entry(
            store_id=store.pk, words=FaqWords(question="Why?", answer="So.", language="en")
        ),
        saved_card=saved_card,
        gift=make_gift(
            person=person, words=GiftWords(NAME, MARKERS[0], "Zoe", "Only for Zoe's niece")
        ),
        person=person,
        store=store,
        goods=goods,
        order=order,
        claim=_claim(order),
        stocktake=start_stocktake(
            store_id=store.pk, location_id=spare.public_id, actor=person.public_id
        ),
        purchase=Purchase.objects.get(),
        paid=Payment.objects.get(purpose=bought.public_id),
        cart=cart,
        line=cart.lines.get(),
        checkout=_filled(cart),
        address=add_address(
            person_id=person.pk,
            words=AddressWords(country="CA", fields=_private_address()),
        ),
        location=spare,
        invitation=stores.invite(
            store_id=store.pk, email=MARKERS[6], role=Role.MANAGER, actor_id=person.pk
        ),
        colleague=colleague,
        token=made.token,
        secret=made.secret,
        at_provider=at_provider,
        method=method,
        window=_window(store, method),
        customs=set_customs(
            store_id=store.pk, hs="6109", product=goods.product.public_id, actor=""
        ),
        guide=write_guide(
            store_id=store.pk,
            kind="size",
            words=GuideWords(title="Secret sizes", table="size; foot\n38; 240"),
            actor="",
        ),
        restriction=restrict(store_id=store.pk, kind="never", places=["MN"], actor=""),
        promotion=promotion,
        entry=WalletEntry.objects.get(person=person),
        settlement=import_settlement(
            provider="sandbox", content=write(day=clock.now().date(), currency="CAD").encode()
        ),
        change_id=_changed_in_bulk(goods),
        payout=record_payout(
            store_id=store.pk,
            amount=Money(100, "CAD"),
            paid_on=clock.now().date(),
            actor=person.public_id,
        ),
        picture=add_drawing(
            store_id=store.pk,
            product_id=goods.product.public_id,
            svg='<svg xmlns="http://www.w3.org/2000/svg"/>',
            width=1,
            height=1,
        ),
        passkey=Authenticator.objects.create(
            user=person,
            type=Authenticator.Type.WEBAUTHN,
            data={"name": MARKERS[4], "credential": {}},
        ),
        bulk=import_products.open_file(
            store_id=store.pk,
            name=MARKERS[9],
            content=b"title,sku,price\nWoollen scarf,SCARF,25.00\n",
            reading=import_products.Reading(currency="CAD"),
            started_by=person.public_id,
        ),
    )


def _held_review(order: Order) -> Review:
    """Held, so that nobody but its author, the store and the mall may see it."""
    line = order.lines.get()
    return Review.objects.create(
        store_id=order.store_id,
        product=line.product,
        variant=line.variant,
        line=line,
        purchase=order.purchase,
        person=order.purchase.person,
        author="Z",
        stars=4,
        language="en",
        standing=Standing.HELD,
        written_at=clock.now(),
    )


def _claim(order: Order) -> Claim:
    """Asked for and not answered: the flow would settle it at once."""
    line = order.lines.get()
    back = claims.estimate(
        order=order,
        kind=ClaimKind.CANCEL,
        reason=Reason.CHANGED_MIND,
        counts={line.public_id: line.quantity},
    )
    return claims.ask(
        store_id=order.store_id,
        order_id=order.public_id,
        kind=ClaimKind.CANCEL,
        reason=Reason.CHANGED_MIND,
        wanted=[claims.Wanted(line.public_id, line.quantity)],
        agreed=back.refund,
        photos=["claims/aa/nothing.webp"],
    )


def _window(store: Store, method: Method) -> SlotWindow:
    """On a method of its own: what she bought went by one without hours."""
    zone = make_zone(store=store, places=["MX"])
    other = make_method(store=store, zone=zone, name="Evening")
    assert other.pk != method.pk
    return add_window(
        store_id=store.pk,
        method_id=other.public_id,
        weekday=0,
        starts=time(10),
        ends=time(12),
        capacity=5,
    )


def _changed_in_bulk(goods: Variant) -> str:
    change = Change(ChangeKind.TAG, "autumn")
    told: dict[str, Any] = {
        "store_id": goods.store_id,
        "product_ids": [goods.product.public_id],
        "change": change,
    }
    return carry_out(**told, mark=plan_change(**told).mark, actor="").change_id


def _private_address() -> dict[str, str]:
    return {**ADDRESS, "name": NAME, "street_address": MARKERS[3]}


def _open_cart(person: Person, goods: Variant) -> Cart:
    cart = checkouts.open_cart(
        currency="CAD", country="CA", region="ON", language="en", person_id=person.pk
    )
    checkouts.add_line(cart=cart, variant_id=goods.public_id)
    return cart


def _filled(cart: Cart) -> Checkout:
    return checkouts.set_details(
        checkout=checkouts.begin(cart=cart),
        details=Details(
            email=MARKERS[0],
            phone=MARKERS[2],
            country="CA",
            address=_private_address(),
            note=MARKERS[8],
        ),
    )


def _paid_checkout(person: Person, goods: Variant) -> Checkout:
    return pay(_filled(_open_cart(person, goods))).checkout
