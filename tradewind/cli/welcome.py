"""What somebody who opens the demo needs to know: where it is and who to sign in as."""

from __future__ import annotations

import base64
import hmac
import os
import sys
import webbrowser
from pathlib import Path

from tradewind.config.env import read
from tradewind.flows.furnish import GIFT_CARD_FILE

_PURPOSE = b"tradewind.demo.password"
_GROUP = 4
_LETTERS = 16  # of base 32: 80 bits, more than anybody guesses


def password() -> str:
    """The one password of everybody in the demo: ``k7mp-2xqd-…``, another for each data folder.

    Made from the folder's signing key, so there is nothing to keep and none is in the source.
    """
    digest = hmac.digest(read("SECRET_KEY").encode(), _PURPOSE, "sha256")
    letters = base64.b32encode(digest).decode().lower()[:_LETTERS]
    return "-".join(letters[at : at + _GROUP] for at in range(0, _LETTERS, _GROUP))


def letter(*, address: str, data: Path) -> str:
    """The lines to print, and to keep for later."""
    return f"""
  The mall      {address}/
  The console   {address}/console/

  Sign in as    maya@example.com                       shopper
                julien@example.com                     shopper, reads French
                samira@example.com                     shopper, reads Arabic
                seo-yeon.park@example.com              shopper, reads Korean
                linh.tran@example.com                  shopper, reads Vietnamese
                bat@example.com                        shopper, reads Mongolian
                camille@atelier-neige.example.com      owner of Atelier Neige
                theo@cedar-and-swell.example.com       owner of Cedar & Swell
                operator@example.com                   runs the whole mall
  Password      {password()}  (for each of them)

  Try           WELCOME10 in the cart of somebody who never bought: 10 % off
                Maya’s wallet, points (some expire this week) and deposit
{_gift(data)}  Pay with      the sandbox: no money moves, every failure can be chosen
  E-mail        is not sent: letters are files in {data / "mail"}
  Kept in       {data / "WELCOME.txt"}
"""


def _gift(data: Path) -> str:
    """The line that tells the code of Maya's gift card, while its file is there."""
    path = data / GIFT_CARD_FILE
    if not path.exists():
        return ""
    code = path.read_text(encoding="utf-8").strip()
    return f"                Maya’s gift card, 50 dollars left on it: {code}\n"


def keep(text: str, *, data: Path) -> None:
    """Write the letter into the data folder, for its owner's eyes: it holds the password."""
    path = data / "WELCOME.txt"
    path.touch(mode=0o600)
    path.write_text(text.lstrip("\n"), encoding="utf-8")


def show(address: str) -> None:
    """Open the mall in the browser of whoever sits here; nothing happens on a server."""
    has_display = "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    if has_display or sys.platform != "linux":
        webbrowser.open(address)
