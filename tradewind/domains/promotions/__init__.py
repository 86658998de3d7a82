"""Promotions, coupons and wallets. Below checkout, which asks and reserves; above orders.

The seam checkout uses, all keyword-only:

    line = queries.basket_line(key=…, store_id=…, product_id=…, unit=Money, quantity=…,
                               category_id=…, tags=…)              # no statement
    basket = rules.Basket(lines, shipping={store_id: Money}, currency, now, country, region,
                          channel, shopper=rules.Shopper(person_id, email), codes)
    outcome = queries.outcome(basket=basket, holder=checkout_public_id or "", language=…)  # one

    outcome.off_line(key), outcome.off_shipping(store_id), outcome.total        # Money
    outcome.lines[key], outcome.shipping[store_id]     # [Discount]: what took it, who pays it, why
    outcome.applied, outcome.near, outcome.refused     # uses, "add 5.00 more", codes that did nothing

Inside checkout's own transactions, after the quote that was agreed to:

    operations.reserve(holder=checkout_id, applied=outcome.applied, person_id=…, email=…)   # hold
    operations.confirm(holder=checkout_id, purchase_id=…)                                # confirm
    operations.release(holder=checkout_id)                                               # undo

Whole orders that are cancelled give their uses back by `subscribers`; what comes back piece by piece
does where the promotion's `gives_back` says so, once all it made cheaper is back. `reserve` raises `CouponUsedUp` or `CouponYoursUsed` when somebody was quicker; nothing is kept then.
"""
