"""Cash on delivery: a promise accepted under limits, money when a courier hands it over."""
