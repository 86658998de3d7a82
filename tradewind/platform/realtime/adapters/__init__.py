"""The two buses, picked by the address: ``postgres://…`` or ``redis://…``."""

from __future__ import annotations

from importlib import import_module
from urllib.parse import urlsplit

from tradewind.platform.realtime.configuration import Configuration
from tradewind.platform.realtime.ports import Inlet, Outlet

# Loaded when chosen: the Redis client alone costs a hub 39 MB and 0.4 s.
_MODULES = {
    "postgres": "tradewind.platform.realtime.adapters.postgres",
    "postgresql": "tradewind.platform.realtime.adapters.postgres",
    "redis": "tradewind.platform.realtime.adapters.redis",
    "rediss": "tradewind.platform.realtime.adapters.redis",
    "valkey": "tradewind.platform.realtime.adapters.redis",
    "unix": "tradewind.platform.realtime.adapters.redis",
}


def outlet(configuration: Configuration) -> Outlet:
    """The publishing end of this mall's bus, not connected yet."""
    module = import_module(_MODULES[urlsplit(configuration.bus_url).scheme])
    end: Outlet = module.open_outlet(url=configuration.bus_url, channel=configuration.channel)
    return end


def inlet(configuration: Configuration) -> Inlet:
    """The hub's end of this mall's bus, not connected yet."""
    module = import_module(_MODULES[urlsplit(configuration.bus_url).scheme])
    end: Inlet = module.open_inlet(url=configuration.bus_url, channel=configuration.channel)
    return end
