"""A store's products: the list, one product section by section, and adding one in a minute."""
