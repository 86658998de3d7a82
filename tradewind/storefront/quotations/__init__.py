"""Asking sellers for a price, and the page where their offers are read and accepted."""
