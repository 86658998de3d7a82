"""Reviews, questions and what is asked often, as those who answer see them; the mall judges."""
