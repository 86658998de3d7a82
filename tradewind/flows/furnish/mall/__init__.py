"""What the demo mall sells, by whom, where and for how much."""

from __future__ import annotations

from tradewind.flows.furnish.mall.gallery import Drawn, gallery
from tradewind.flows.furnish.mall.loading import UnsoundFurniture, load_mall
from tradewind.flows.furnish.mall.reading import MalformedFurniture

__all__ = ["Drawn", "MalformedFurniture", "UnsoundFurniture", "gallery", "load_mall"]
