"""Offers a shopper sees before paying."""
