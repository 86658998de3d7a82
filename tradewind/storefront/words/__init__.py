"""What shoppers say of goods and ask about them."""
