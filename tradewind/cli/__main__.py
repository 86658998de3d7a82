"""`python -m tradewind.cli`: how the supervisor starts its children."""

from tradewind.cli.commands import main

main()
