"""Django alone, for whoever prefers a WSGI server behind a proxy; uploads and live events need ``rsgi``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "manyhands.config.settings")
application = get_wsgi_application()
