"""The `tradewind` command."""

from tradewind.cli.commands import main

__all__ = ["main"]
