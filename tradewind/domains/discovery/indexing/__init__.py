"""Keeping this node's search index: built from the listings, then following their events."""

from tradewind.domains.discovery.indexing.following import follow, renew, step
from tradewind.domains.discovery.indexing.reader import index, readiness, root
from tradewind.domains.discovery.indexing.rebuilding import reindex

__all__ = ["follow", "index", "readiness", "reindex", "renew", "root", "step"]
