"""Pure values every layer shares: money, ids, clock, errors, paging. No Django here."""
