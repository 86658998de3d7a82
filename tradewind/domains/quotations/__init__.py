"""Prices asked for and answered: a shopper's request to one seller, what was offered, what became of it.

Below checkout, which makes a cart of an accepted offer and asks here what its lines cost:

    terms = operations.accept(token=…, version=…)          # once only; checkout opens the cart
    terms = queries.terms_of(quotation_id=…)               # prices, delivery, pieces kept
    operations.begin_payment(quotation_id=…, until=…)      # within the hold's transaction
    operations.end_payment(quotation_id=…)                 # undone: the offer is as it was
    operations.finish(quotation_id=…, purchase_id=…)       # paid
"""
