"""One change for many products: looked at first, then done, and taken back from the audit trail."""
