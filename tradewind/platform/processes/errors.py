"""What can be wrong with a machine, each with the sentence that says how to mend it."""

from __future__ import annotations

from typing import ClassVar

from tradewind.kernel.errors import TradewindError


class Mendable(TradewindError):
    """Something outside the program that the person who runs it can put right.

    `fact` and `remedy` are sentences with the error's details in braces.
    """

    fact: ClassVar[str]
    remedy: ClassVar[str]

    def _text(self) -> str:
        return f"{self.fact} {self.remedy}".format(**self.details)


class AlreadyServing(Mendable):
    """Another supervisor holds the data folder."""

    code = "already_serving"
    fact = "The data folder {data} is in use: process {pid} already serves from it."
    remedy = "Stop that process first, or choose another folder with TRADEWIND_DATA."


class PortTaken(Mendable):
    """Something else listens where a child is about to."""

    code = "port_taken"
    fact = "Port {port} on {host} is taken by another program."
    remedy = "Stop it, or choose another port with TRADEWIND_PORT (edge takes the next one)."


class AddressUnusable(Mendable):
    """The address can't be listened on at all: not this machine's, or a privileged port."""

    code = "address_unusable"
    fact = "Cannot listen on {host}:{port}: {reason}."
    remedy = "Set TRADEWIND_HOST to an address of this machine and TRADEWIND_PORT above 1023."
