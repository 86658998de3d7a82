"""Gift cards: buying one, what became of it, and opening one that was given."""
