"""Django's settings. What an operator may set stands in `env.py`; the rest is decided here."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from tradewind.config.env import read
from tradewind.config.foreign_routes import DECLARED_AUDIENCES as DECLARED_AUDIENCES
from tradewind.config.mail_transport import transport
from tradewind.config.offline_pages import OFFLINE_OWN_PAGES as OFFLINE_OWN_PAGES
from tradewind.config.offline_pages import OFFLINE_PAGES as OFFLINE_PAGES
from tradewind.config.payment_gateways import PAYMENT_GATEWAYS as PAYMENT_GATEWAYS
from tradewind.config.safety import refuse_unsafe
from tradewind.config.secrets import derived_push_key
from tradewind.config.sign_in_with import given_credentials
from tradewind.config.signing_in import *  # noqa: F403

refuse_unsafe()

ROOT = Path(__file__).resolve().parent.parent
ENV = read("TRADEWIND_ENV")
PRODUCTION = ENV == "production"
DATA = Path(read("TRADEWIND_DATA")).resolve()

DEBUG = False
SECRET_KEY = read("SECRET_KEY") or "development-only-key-that-production-refuses-to-start-with"
# Newest first. Derived from the other key where nobody set any, which production refuses.
ENCRYPTION_KEYS = [key for key in read("TRADEWIND_ENCRYPTION_KEYS").split(",") if key] or [
    urlsafe_b64encode(sha256(SECRET_KEY.encode()).digest()).decode()
]
# Browsers are subscribed to this key: another would silence them all.
PUSH_KEY = read("TRADEWIND_PUSH_KEY") or derived_push_key(SECRET_KEY)
# Hosts browsers may be reached through; an origin as a whole for a service of one's own.
PUSH_SERVICES = tuple(
    "fcm.googleapis.com push.services.mozilla.com push.apple.com notify.windows.com".split()  # noqa: SIM905
)
ALLOWED_HOSTS = [host for host in read("TRADEWIND_ALLOWED_HOSTS").split(",") if host] or (
    [] if PRODUCTION else ["*"]
)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # its widgets, for our own form renderer
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    # Loaders are listed by hand below, because both apps would otherwise rewrite the list.
    "template_partials.apps.SimpleAppConfig",
    "django_cotton.apps.SimpleAppConfig",
    "tradewind.platform.http",
    "tradewind.platform.mail",
    "tradewind.platform.events",
    "tradewind.platform.jobs",
    "tradewind.platform.idempotency",
    "tradewind.platform.audit",
    "tradewind.ui",
    "tradewind.domains.identity",
    "tradewind.domains.stores",
    "tradewind.domains.visits",
    "tradewind.domains.customers",
    "tradewind.domains.consent",
    "tradewind.domains.notices",
    "tradewind.domains.privacy",
    "tradewind.domains.catalogue",
    "tradewind.domains.pricing",
    "tradewind.domains.inventory",
    "tradewind.domains.ledger",
    "tradewind.domains.payments",
    "tradewind.domains.payments.adapters.sandbox",
    "tradewind.domains.payments.adapters.bank",
    "tradewind.domains.payments.adapters.cash",
    "tradewind.domains.shipping",
    "tradewind.domains.tax",
    "tradewind.domains.duties",
    "tradewind.domains.availability",
    "tradewind.domains.guides",
    "tradewind.domains.orders",
    "tradewind.domains.engagement",
    "tradewind.domains.loyalty",
    "tradewind.domains.promotions",
    "tradewind.domains.quotations",
    "tradewind.domains.checkout",
    "tradewind.domains.discovery",
    "tradewind.storefront",
    "tradewind.console",
    # Below the storefront, whose templates stand in for theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.google",
    "allauth.socialaccount.providers.apple",
    "allauth.socialaccount.providers.facebook",
]

AUTH_USER_MODEL = "identity.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "tradewind.config.urls"
WSGI_APPLICATION = "tradewind.config.wsgi.application"

MIDDLEWARE = [
    "tradewind.platform.http.edge.Edge",
    "tradewind.platform.i18n.negotiation.LanguageAndZone",
    "tradewind.platform.http.page_chain.PageChain",
    "allauth.account.middleware.AccountMiddleware",
]
# Around pages, and around REST calls that carry a session; see page_chain.
PAGE_MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "tradewind.storefront.arrivals.RememberArrival",
    "tradewind.ui.keeping.KeepForOffline",
]
ACTOR_RESOLVER = "tradewind.domains.stores.access.resolve_actor"
STORE_RESOLVER = "tradewind.domains.stores.access.resolve_store"
# What shoppers may count and pay in; prices without one of these are converted at the day's rate.
CURRENCIES = ("CAD", "USD", "EUR", "KRW", "VND", "MNT")
# What prices may be told in, as far as rates are known; paid is always in one of the above.
SHOWN_CURRENCIES = (*CURRENCIES, "GBP", "JPY", "CHF", "SEK", "AUD", "NZD", "MXN")
# Where a shopper is until they say otherwise, and where goods may go (ISO 3166).
HOME = ("CA", "ON")
COUNTRIES = tuple(
    "CA US FR GB DE BE CH ES IT NL SE IE AE SA MA EG JP KR VN MN AU NZ MX".split()  # noqa: SIM905
)
# Who carries one-time codes to phones; this one writes them to a file in the data folder.
TEXT_MESSAGES = "tradewind.domains.loyalty.adapters.outbox_file.OutboxFile"
NOTICE_LETTERS = "tradewind.config.letters.LETTERS"
LOGIN_URL = "account_login"
# By name, so that it keeps the language somebody signs in under.
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "storefront:home"
CSRF_FAILURE_VIEW = "tradewind.platform.http.views.csrf_failure"

RATES_FROM = read("TRADEWIND_RATES_FROM")
URL = read("TRADEWIND_URL").rstrip("/")
HTTPS = URL.startswith("https://")
# Where processes of this mall reach its web process.
INTERNAL_URL = URL or f"http://127.0.0.1:{read('TRADEWIND_PORT')}"
EDGE_URL = read("TRADEWIND_EDGE_URL")
PROXIES = int(read("TRADEWIND_PROXIES"))
METRICS_TOKEN = read("METRICS_TOKEN")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
CSRF_TRUSTED_ORIGINS = [URL] if URL else []
SESSION_COOKIE_NAME = "tw_session"
CSRF_COOKIE_NAME = "tw_csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440  # bytes of a body, files not counted

LOGGING_CONFIG = "tradewind.platform.http.logs.configure"
LOGGING = {"style": read("TRADEWIND_LOG"), "level": read("TRADEWIND_LOG_LEVEL")}


def _database(url: str) -> dict[str, object]:
    given = conninfo_to_dict(url)
    options = {
        "options": "-c idle_in_transaction_session_timeout=60s",
        # A statement sent for the fifth time is prepared, and no longer planned: of a product's
        # four statements PostgreSQL took 0.35 ms so, else 0.96.
        "server_side_binding": True,
        "prepare_threshold": 5,
    }
    django_name = {
        "NAME": "dbname",
        "USER": "user",
        "PASSWORD": "password",
        "HOST": "host",
        "PORT": "port",
    }
    named = {name: str(given.pop(key, None) or "") for name, key in django_name.items()}
    # A pool would keep the test database open while it is dropped.
    pool = {} if ENV == "test" else {"pool": {"min_size": 2, "max_size": _MOST_CONNECTIONS}}
    return {
        "ENGINE": "tradewind.platform.postgres.engine",  # which looks after the pool's health
        **named,
        "OPTIONS": {**options, **given, **pool},
        "ATOMIC_REQUESTS": False,
    }


# A blocking thread without a connection would wait for one; two more while a dropped one is replaced.
_MOST_CONNECTIONS = int(read("TRADEWIND_WEB_THREADS")) + 2
DATABASES = {"default": _database(read("DATABASE_URL") or "postgres:///tradewind")}

REDIS_URL = read("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
    }
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    }
}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tradewind.storefront.plain.account_shell",
            ],
            "libraries": {"tw": "tradewind.platform.i18n.templatetags.tw"},
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "tradewind.platform.i18n.templatetags.tw",
                "tradewind.ui.templatetags.ui",
            ],
        },
    }
]

SIGN_IN_WITH = given_credentials()
# Whether owners, managers and mall operators must have a second factor to do their work.
SECOND_FACTOR_REQUIRED = (
    read("TRADEWIND_SECOND_FACTOR") or ("required" if PRODUCTION else "offered")
) == "required"

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("fr", "Français"),
    ("ko", "한국어"),
    ("vi", "Tiếng Việt"),
    ("mn", "Монгол"),
    ("ar", "العربية"),
]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "dist" / "static"
STORAGES = {
    "public": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files" / "public", "base_url": "/files/public/"},
    },
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files" / "private"},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage",
    },
}

EVENTS_KEPT_MONTHS = int(read("TRADEWIND_EVENTS_KEPT_MONTHS"))
JOBS_KEPT_DAYS = int(read("TRADEWIND_JOBS_KEPT_DAYS"))

_mail = transport(read("EMAIL_URL"), data=DATA)
EMAIL_BACKEND = _mail.backend
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.use_tls, _mail.use_ssl
EMAIL_FILE_PATH = _mail.file_path
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = SERVER_EMAIL = read("TRADEWIND_MAIL_FROM")
POSTAL_ADDRESS = read("TRADEWIND_POSTAL_ADDRESS")

FORM_RENDERER = "tradewind.ui.forms.FieldRenderer"
# A component sees what it is given, never a variable of the page that happens to have its name.
COTTON_ISOLATE_BY_DEFAULT = True
SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # e-mail is unique on lower(email), by constraint
]
