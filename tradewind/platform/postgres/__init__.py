"""The embedded PostgreSQL: made, started, shared, revived and stopped without anybody's help."""

from tradewind.platform.postgres.cluster import Cluster
from tradewind.platform.postgres.dump import dump, restore

__all__ = ["Cluster", "dump", "restore"]
