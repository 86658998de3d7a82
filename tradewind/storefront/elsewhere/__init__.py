"""Going on with the cart on another device."""
