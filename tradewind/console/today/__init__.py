"""What waits today, and how the store does."""
