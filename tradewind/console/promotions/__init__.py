"""Promotions: what they say, their codes, and what came of them; a store's, and the mall's."""
