"""Find or do anything by typing."""
