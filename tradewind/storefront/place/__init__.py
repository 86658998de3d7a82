"""Where the shopper wants things delivered."""
