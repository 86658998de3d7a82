"""A payment provider that is none: the second adapter of the port, and says so on its page.

It behaves as a foreign system would. Its tables, page and webhooks are its own; it knows the mall
only by the requests of the port and by one address to which it posts signed messages, which may
come late, twice, out of order or never, as the chosen scenario says.
"""
