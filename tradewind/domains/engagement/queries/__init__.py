"""What others may ask about favourites, waiting lists, reviews and inquiries."""
