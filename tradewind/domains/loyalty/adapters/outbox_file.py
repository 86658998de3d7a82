"""Text messages for a mall without a provider: lines of a file in the data folder."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings

from tradewind.kernel import clock


class OutboxFile:
    """Appends each message to ``text-messages.jsonl``, readable by the mall's own account alone."""

    is_real = False

    def send(self, *, to: str, text: str, key: str) -> None:
        path = Path(settings.DATA) / "text-messages.jsonl"
        path.touch(mode=0o600, exist_ok=True)
        line = {"at": clock.now().isoformat(), "to": to, "text": text, "key": key}
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
