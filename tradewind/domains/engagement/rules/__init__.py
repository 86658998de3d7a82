"""What engagement decides without a database."""
