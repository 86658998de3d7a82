"""Requests for a price: what waits, and answering with an offer."""
