"""A purchase as its shopper follows it."""
