"""Cancelling, returning, exchanging: asking for it and following it."""
