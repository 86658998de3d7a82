"""One product, saved section by section while a person writes."""
