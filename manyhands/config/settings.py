"""Django settings.

Every knob an operator may turn comes from the environment; docs/how-to/operate.md lists them all.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from manyhands.config.databases import database_from_environment
from manyhands.config.env import SettingWrong, data_dir, env_address, env_bool, env_int, env_str
from manyhands.config.mail import mail_server
from manyhands.core.embedded import secrets_of

STORE_SCHEMES = ("file:///", "s3://", "gs://", "az://")
ROOT = Path(__file__).resolve().parent.parent
DATA_DIR = data_dir()

_secrets = secrets_of(DATA_DIR)
SECRET_KEY = env_str("SECRET_KEY") or _secrets.django_key
MEDIA_KEY = env_str("MEDIA_KEY") or _secrets.media_key
DEBUG = False

# Where people reach the site. Without SITE_URL any host name is answered, so that a laptop works from
# a phone in the
# same room; links in mails then use the address that the request came with.
SITE_URL = env_address("SITE_URL")
# The address in mails, which are written where no request is: ``manyhands run`` says where it answers.
HERE = SITE_URL or env_str("MANYHANDS_HERE") or "http://localhost:8000"
MEDIA_URL_BASE = env_address("MEDIA_URL")
STORE_URL = env_str("STORE_URL")
if STORE_URL and not STORE_URL.startswith(STORE_SCHEMES):
    raise SettingWrong(f"STORE_URL must begin with {', '.join(STORE_SCHEMES)}; “{STORE_URL[:40]}” does not.")
MAIL_URL = env_str("MAIL_URL")
# Where this company's source code can be had; the foot of every page links to it.
SOURCE_URL = env_str("SOURCE_URL")
if MAIL_URL and not SITE_URL:  # else a stranger's Host header would choose where the links in mails lead
    raise SettingWrong("MAIL_URL needs SITE_URL too: links in mails must name this site.")
_https = SITE_URL.startswith("https://")
ALLOWED_HOSTS = [urlsplit(SITE_URL).hostname or "*"] if SITE_URL else ["*"]
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env_bool("BEHIND_PROXY") else None
BEHIND_PROXY = env_bool("BEHIND_PROXY")

INSTALLED_APPS = [
    "manyhands.site",
    "manyhands.api",
    "manyhands.notices",
    "manyhands.moderation",
    "manyhands.discovery",
    "manyhands.works",
    "manyhands.rights",
    "manyhands.talk",
    "manyhands.media",
    "manyhands.people",
    "manyhands.core",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "procrastinate.contrib.django",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "manyhands.site.middleware.PackedPages",
    "manyhands.site.middleware.security_headers",
    "django.middleware.http.ConditionalGetMiddleware",
    "manyhands.site.middleware.asked_again",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "manyhands.people.middleware.sign_in_required",
    "manyhands.people.middleware.members_clock",
    "manyhands.core.shared.after_acting",
    "django.contrib.messages.middleware.MessageMiddleware",
    "manyhands.media.middleware.claimed_on_signing_in",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "manyhands.site.middleware.broken_rules",
]

ROOT_URLCONF = "manyhands.config.urls"
WSGI_APPLICATION = "manyhands.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "manyhands.site.context.site",
            ],
        },
    }
]

DATABASES = {"default": database_from_environment(DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# All processes of all machines must share rate limits and short-lived pages, so the cache is a table too.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"}}

AUTH_USER_MODEL = "people.Member"
AUTHENTICATION_BACKENDS = ["manyhands.people.allauth.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
# Long enough, and on no list of leaked ones: what a password is made of is its owner's business.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_ENGINE = "manyhands.people.session_store"
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "csrf"
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"

EMAIL_BACKEND = "manyhands.core.outbox.OutboxBackend"
MAIL_SERVER = mail_server(MAIL_URL)
DEFAULT_FROM_EMAIL = env_str("MAIL_FROM", "manyhands@localhost")

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [ROOT / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}

# Forms and API calls carry words; files travel by tus, or through the plain form's own streaming handler.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

UPLOAD_MAX_BYTES = env_int("UPLOAD_MAX_BYTES", 20 * 2**30)
QUOTA_BYTES = env_int("QUOTA_BYTES", 100 * 2**30)
# All that is recorded by people who have not joined yet; at most half of it from one network.
STRANGERS_BYTES = env_int("STRANGERS_BYTES", 2 * 2**30)
UPLOAD_EXPIRES_HOURS = env_int("UPLOAD_EXPIRES_HOURS", 72)
# What must stay free on the data disk, so that decisions, erasures and payments still commit when
# uploads are refused.
RESERVE_BYTES = env_int("RESERVE_BYTES", 500 * 2**20)

# Read here, so that a number that is none is refused before anything starts.
WEB_WORKERS = max(2, env_int("WEB_WORKERS", 2))  # one may be replaced while the other answers
WEB_THREADS = env_int(
    "WEB_THREADS", 4
)  # of Django, in each; more of them only queue at the interpreter's lock
# Pages for strangers are made once in so many seconds; 0 makes each of them anew.
PAGES_KEPT_SECONDS = env_int("PAGES_KEPT_SECONDS", 2)
FAST_JOBS = env_int("FAST_JOBS", 4)  # these mostly wait for others
MEDIA_JOBS = env_int("MEDIA_JOBS", 1)  # a transcode takes every core there is

ACCOUNT_ADAPTER = "manyhands.people.allauth.AccountAdapter"
MFA_ADAPTER = "manyhands.people.allauth.SecondStepAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "handle"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # in the browser that joined, nowhere else
ACCOUNT_FORMS = {
    "login": "manyhands.people.forms.signing_in.SignInForm",
    "change_password": "manyhands.people.forms.signing_in.ChangePasswordForm",
    "set_password": "manyhands.people.forms.signing_in.SetPasswordForm",
    "reset_password": "manyhands.people.forms.signing_in.AskForResetForm",
    "reset_password_from_key": "manyhands.people.forms.signing_in.ResetPasswordForm",
    "add_email": "manyhands.people.forms.signing_in.ChangeMailForm",
    "reauthenticate": "manyhands.people.forms.signing_in.SignInAgainForm",
}
# Whole classrooms share one address, so the limits by address are wide and those by account narrow.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "60/m/ip,10/5m/key",
    "signup": "60/m/ip",
    "reset_password": "30/m/ip,3/10m/key",
    "reset_password_from_key": "30/m/ip",
    "confirm_email": "1/1m/key",
    "change_password": "10/m/user",
    "manage_email": "10/m/user",
    "reauthenticate": "10/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a phone whose clock is half a minute off
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "manyhands.people.forms.signing_in.SecondStepForm",
    "reauthenticate": "manyhands.people.forms.signing_in.SecondStepAgainForm",
    "activate_totp": "manyhands.people.forms.signing_in.ActivateAppForm",
}
# A company without mail still lets people use passkeys; localhost is the only plain-http origin that
# browsers allow.
MFA_ALLOW_UNVERIFIED_EMAIL = not MAIL_URL
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _https
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}

SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # handles are unique by a constraint
    "security.W005",  # what else runs below this domain is the operator's business
    "security.W008",  # TLS and its redirect belong to whoever ends TLS, in front of us
    "security.W021",  # preloading is for ever, and the operator's decision
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env_str("LOG_LEVEL", "WARNING")},
}
