"""Every write of engagement, by what it is about."""
