"""Asking to sell here."""
