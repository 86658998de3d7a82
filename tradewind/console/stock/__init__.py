"""What lies where, and every change of it."""
