"""What search engines read: where they may go, and a map of the mall."""
