"""The cart: a page of its own, and a sheet over any other."""
