"""Cancellations, returns and exchanges: the queue, one of them, the steps."""
