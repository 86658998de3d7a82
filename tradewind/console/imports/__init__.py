"""Files of products on their way in: looked at, started, watched."""
