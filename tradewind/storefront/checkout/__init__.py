"""Checkout on one page: contact, delivery, payment."""
