"""What a store sold, what was kept of it, and what the mall owes it."""
