"""The office of the mall's operators."""
