"""Pure decisions about points, deposits and gift cards."""
