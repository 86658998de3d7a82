"""Writes the demo mall through the operations anybody else uses."""

from tradewind.flows.furnish.writing.furnishing import Say, furnish

__all__ = ["Say", "furnish"]
