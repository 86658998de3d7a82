"""A store's orders: the list, one order, its steps and its packing slips."""
