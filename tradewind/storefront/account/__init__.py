"""What a signed-in shopper keeps here: purchases, addresses, preferences, agreements."""
