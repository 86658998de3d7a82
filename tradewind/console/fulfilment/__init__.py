"""Picking, packing and counting: what the hands in the store do."""
