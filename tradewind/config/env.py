"""Every environment variable Tradewind reads, with its default and meaning: one table.

`tradewind doctor` prints it, `docs/guides/settings.md` is checked against it by a test.
"""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Variable:
    name: str
    default: str
    meaning: str
    secret: bool = False


VARIABLES = (
    Variable("TRADEWIND_ENV", "development", "development, test or production. Production refuses unsafe defaults."),
    Variable("TRADEWIND_DATA", ".data", "Folder for the embedded database, files, indexes and secrets."),
    Variable("TRADEWIND_HOST", "127.0.0.1", "Address the servers listen on."),
    Variable("TRADEWIND_PORT", "8000", "Port of the web process; edge takes the next one."),
    Variable("TRADEWIND_URL", "", "Public address, as in https://mall.example. Empty: from the request."),
    Variable("TRADEWIND_EDGE_URL", "", "Public address of the realtime hub. Empty: the request's host, port + 1."),
    Variable("TRADEWIND_ALLOWED_HOSTS", "", "Host names the mall answers to, comma-separated."),
    Variable("DATABASE_URL", "", "PostgreSQL 18 to use. Empty: the embedded one.", secret=True),
    Variable("REDIS_URL", "", "Redis or Valkey for realtime and cache. Empty: PostgreSQL does both.", secret=True),
    Variable("SECRET_KEY", "", "Signing key. Empty: made once and kept in the data folder's secrets.json.", secret=True),
    Variable("TRADEWIND_ENCRYPTION_KEYS", "", "Fernet keys for secrets in rows, newest first, comma-separated. Empty: made once and kept in secrets.json.", secret=True),
    Variable("EMAIL_URL", "", "smtp://user:password@host:port, console: or file:. Empty: files in the data folder.", secret=True),
    Variable("TRADEWIND_MAIL_FROM", "Tradewind <mall@localhost>", "Sender of the mall's e-mail."),
    Variable("TRADEWIND_POSTAL_ADDRESS", "", "The mall's mailing address on one line; every commercial e-mail must name one."),
    Variable("TRADEWIND_PUSH_KEY", "", "VAPID private key for web push, base64url. Empty: made once and kept in secrets.json.", secret=True),
    Variable("TRADEWIND_SECOND_FACTOR", "", "required or offered: an authenticator app for owners, managers and mall operators. Empty: required in production."),
    Variable("GOOGLE_CLIENT_ID", "", "Signing in with Google: the client id it gave the mall. Empty: by `tradewind sign-in`, or not offered."),
    Variable("GOOGLE_CLIENT_SECRET", "", "The secret that goes with it.", secret=True),
    Variable("APPLE_CLIENT_ID", "", "Signing in with Apple: the services id."),
    Variable("APPLE_TEAM_ID", "", "The team the services id belongs to."),
    Variable("APPLE_KEY_ID", "", "The id of the key the mall signs with."),
    Variable("APPLE_PRIVATE_KEY", "", "That key, PEM.", secret=True),
    Variable("FACEBOOK_CLIENT_ID", "", "Signing in with Facebook: the app id."),
    Variable("FACEBOOK_CLIENT_SECRET", "", "The app's secret.", secret=True),
    Variable("TRADEWIND_RATES_FROM", "", "The day's exchange rates in the ECB's XML: a path or an address. Empty: only by upload."),
    Variable(
        "TRADEWIND_WEB_THREADS",
        "4",
        "Threads that serve pages and REST in each web process; more only where payment providers "
        "answer slowly.",
    ),
    Variable("TRADEWIND_WEB_WORKERS", "1", "Web processes."),
    Variable("TRADEWIND_EDGE_PROCESSES", "", "Realtime hubs, all on edge's port. Empty: one a core, at most 4."),
    Variable("TRADEWIND_WORKER_NICE", "5", "How much the worker stands back for pages when the machine is busy: 0 not at all, 19 most."),
    Variable("TRADEWIND_EVENTS_KEPT_MONTHS", "24", "Whole months of events kept after every subscription has taken them. 0: for ever."),
    Variable("TRADEWIND_JOBS_KEPT_DAYS", "30", "Days that jobs which failed for good stay to be looked at and tried again. 0: for ever."),
    Variable("TRADEWIND_LOG", "console", "console or json."),
    Variable("TRADEWIND_LOG_LEVEL", "info", "debug, info, warning or error. debug counts SQL per request."),
    Variable("TRADEWIND_PROXIES", "0", "Proxies of yours in front of web whose X-Forwarded headers are trusted."),
    Variable("METRICS_TOKEN", "", "Bearer token for /metrics. Empty: only from this machine.", secret=True),
)  # fmt: skip

_DEFAULTS = {variable.name: variable.default for variable in VARIABLES}


def read(name: str) -> str:
    """The value of a variable of the table, or its default."""
    return os.environ.get(name) or _DEFAULTS[name]
