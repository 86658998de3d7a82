"""The points a store gives on top of the mall's."""
