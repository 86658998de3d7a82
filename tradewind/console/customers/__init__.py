"""Who bought from the store, and where they first came from."""
