"""The WSGI application Granian serves."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tradewind.config.settings")

application = get_wsgi_application()

# The addresses bring the views along, and what those import, before any request does.
_ = get_resolver().url_patterns
