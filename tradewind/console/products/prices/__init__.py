"""All prices of a product: in other currencies, and for some days only."""
