"""Saying that it is a gift, before paying."""
