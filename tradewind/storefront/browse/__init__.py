"""Looking around: home, category, search, product, sellers."""
