"""The `ENGINE` of our databases: Django's own, with a cheaper look at pooled connections."""
