"""``EMAIL_URL`` as Django's settings: one variable says where mail goes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

_BACKENDS = "django.core.mail.backends"


class BadEmailUrl(ValueError):
    """``EMAIL_URL`` has a scheme we don't know, or names no host."""


@dataclass(frozen=True, slots=True)
class Transport:
    """What Django's e-mail settings are called in lower case, without ``EMAIL_``."""

    backend: str
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    use_tls: bool = False
    use_ssl: bool = False
    file_path: str = ""


def transport(url: str, *, data: Path) -> Transport:
    """Read ``smtp://user:password@host:587`` (STARTTLS with ``smtp+tls:``, TLS with ``smtps:``),
    ``console:``, ``file:/folder`` or nothing, which keeps mail as files under `data`.

    Raises `BadEmailUrl`.
    """
    parts = urlsplit(url)
    match parts.scheme:
        case "":
            return Transport(f"{_BACKENDS}.filebased.EmailBackend", file_path=str(data / "mail"))
        case "file":
            return Transport(f"{_BACKENDS}.filebased.EmailBackend", file_path=unquote(parts.path))
        case "console":
            return Transport(f"{_BACKENDS}.console.EmailBackend")
        case "smtp" | "smtps" | "smtp+tls" if parts.hostname:
            is_tls = parts.scheme == "smtps"
            return Transport(
                f"{_BACKENDS}.smtp.EmailBackend",
                host=parts.hostname,
                port=parts.port or {"smtp": 25, "smtps": 465}.get(parts.scheme, 587),
                user=unquote(parts.username or ""),
                password=unquote(parts.password or ""),
                use_tls=parts.scheme == "smtp+tls",
                use_ssl=is_tls,
            )
    raise BadEmailUrl(f"EMAIL_URL: {parts.scheme or 'no scheme'} is not smtp, console or file")
