"""Why the embedded PostgreSQL can't run here, and what to do about it."""

from __future__ import annotations

from tradewind.platform.processes.errors import Mendable


class BinariesMissing(Mendable):
    """No PostgreSQL came with the installation: there is no wheel for this kind of machine."""

    code = "postgres_binaries_missing"
    fact = "There is no embedded PostgreSQL for this machine ({machine})."
    remedy = "Set DATABASE_URL to a PostgreSQL 18 server that has pgvector."


class AccountMissing(Mendable):
    """PostgreSQL refuses to run as root, and no system account could be made for it."""

    code = "postgres_account_missing"
    fact = "PostgreSQL does not run as root, and the account {account} could not be made: {reason}."
    remedy = "Run `useradd --system {account}`, or run Tradewind as an ordinary user."


class OwnedByAnother(Mendable):
    """The folder's database was made by another account."""

    code = "postgres_owned_by_another"
    fact = "The database of {data} was made by the account {owner}, and you are {account}."
    remedy = "Run Tradewind as {owner}, or choose another folder with TRADEWIND_DATA."


class ClusterElsewhere(Mendable):
    """The data folder was moved, its database (kept outside, because of root) was not."""

    code = "postgres_elsewhere"
    fact = "The database of {data} is kept in {expected}, but was made in {made}."
    remedy = (
        "If you moved the data folder, run `mv {made} {expected}`; if that database is gone, "
        "remove {marker} to begin with an empty one and restore a backup into it."
    )


class NotWritable(Mendable):
    """Permissions or a read-only mount."""

    code = "data_not_writable"
    fact = "Cannot write to {folder}: {reason}."
    remedy = "Make it writable for {account}, or choose another folder with TRADEWIND_DATA."


class DiskFull(Mendable):
    """Not enough room to make or start the database."""

    code = "disk_full"
    fact = "The disk of {folder} is full: {free_mb} MB are free, {needed_mb} MB are needed."
    remedy = "Free some space, or choose a folder on another disk with TRADEWIND_DATA."


class OtherMajorVersion(Mendable):
    """The files were written by another major version of PostgreSQL."""

    code = "postgres_other_version"
    fact = "The database in {cluster} is of PostgreSQL {found}; this Tradewind brings {expected}."
    remedy = (
        "Use the Tradewind release that made it to run `tradewind backup`, then run "
        "`tradewind restore` with this one on an empty data folder."
    )


class StartFailed(Mendable):
    """PostgreSQL gave up for a reason of its own."""

    code = "postgres_start_failed"
    fact = "PostgreSQL did not start: {reason}"
    remedy = "The whole story is in {log}."


class DumpFailed(Mendable):
    """pg_dump or pg_restore ended with an error."""

    code = "postgres_dump_failed"
    fact = "{program} failed: {reason}"
    remedy = "Check that DATABASE_URL names a reachable PostgreSQL 18 and that the disk has room."
