"""What people think of goods: favourites, waiting lists, reviews, inquiries and what is asked often."""
