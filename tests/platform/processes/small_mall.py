"""A supervisor over two small children; every event is a line in the folder's `journal`.

`door` answers HTTP and has a child of its own; `back` does nothing. Run as
`small_mall.py FOLDER PORT kind|deaf|broken|lost-database`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from tradewind.platform.processes import Child, Mendable, Supervisor, end_with_parent

FOLDER = Path(sys.argv[1])
PORT = int(sys.argv[2])
MODE = sys.argv[3]


def note(line: str) -> None:
    with (FOLDER / "journal").open("a") as journal:
        journal.write(line + "\n")


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class LostDatabase:
    revived = False

    def is_running(self) -> bool:
        return self.revived

    def ensure_running(self) -> str:
        self.revived = True
        note("database revived")
        return ""


def child(name: str) -> None:
    end_with_parent()

    def end(*_: object) -> None:
        note(f"{name} ended")
        os._exit(0)

    signal.signal(signal.SIGTERM, signal.SIG_IGN if MODE == "deaf" else end)
    note(f"{name} started {os.getpid()}")
    if name == "back":
        if MODE == "broken":
            sys.exit(3)
        time.sleep(600)
    grandchild = subprocess.Popen(["sleep", "600"])
    note(f"grandchild started {grandchild.pid}")
    HTTPServer(("127.0.0.1", PORT), Answer).serve_forever()


def serve() -> None:
    command = [sys.executable, __file__, *sys.argv[1:4]]
    supervisor = Supervisor(
        data=FOLDER,
        children=[
            Child("door", [*command, "door"], address=("127.0.0.1", PORT)),
            Child("back", [*command, "back"]),
        ],
        database=LostDatabase() if MODE == "lost-database" else None,
        say=lambda line: print(line, flush=True),
    )
    try:
        supervisor.run(prepare=lambda: None, on_ready=lambda: print("ready", flush=True))
    except Mendable as error:
        sys.exit(str(error))


if __name__ == "__main__":
    child(sys.argv[4]) if len(sys.argv) > 4 else serve()
