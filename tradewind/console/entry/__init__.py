"""Into the console: to the store or the office the person works in."""
