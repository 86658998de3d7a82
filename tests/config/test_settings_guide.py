from __future__ import annotations

import re
from pathlib import Path

from tradewind.config.env import VARIABLES

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guides" / "settings.md"


def test_the_guide_lists_every_variable_as_the_code_has_it() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (?:`(.*?)`)? ?\| (.*) \|$", GUIDE.read_text(), re.MULTILINE)
    assert rows == [
        (v.name, v.default, f"{v.meaning} Secret." if v.secret else v.meaning) for v in VARIABLES
    ]
