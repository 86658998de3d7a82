"""The mall on a phone: how to install it, and what each kind of phone can't do."""
