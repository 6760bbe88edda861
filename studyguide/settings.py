"""Settings: everything from the environment, everything with a safe default."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from labs.datacenter.releases import RELEASES
from studyguide import configuration

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

DEBUG = configuration.flag(os.environ, "DEBUG")
SECRET_KEY = configuration.secret_key(os.environ, VAR_DIR)
ALLOWED_HOSTS = configuration.words(os.environ, "ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_FAILURE_VIEW = "studyguide.accounts.views.csrf_failed"
CSRF_TRUSTED_ORIGINS = configuration.words(os.environ, "CSRF_TRUSTED_ORIGINS")
DEFAULT_RELEASE = configuration.one_of(os.environ, "DEFAULT_RELEASE", tuple(RELEASES))

if not DEBUG and "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS must name this site's hosts; '*' is accepted only with DEBUG=1."
    )
for origin in CSRF_TRUSTED_ORIGINS:
    if not origin.startswith(("https://", "http://")):
        raise ImproperlyConfigured(
            f"CSRF_TRUSTED_ORIGINS needs whole origins such as https://example.org, not {origin!r}."
        )

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "axes",
    "studyguide",
    "quizzes",
    "labs",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "studyguide.middleware.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "studyguide.middleware.PrivatePagesMiddleware",
    "studyguide.accounts.preferences.PreferencesMiddleware",
    "studyguide.accounts.guests.KeepGuestsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "studyguide.urls"
WSGI_APPLICATION = "studyguide.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "studyguide.accounts.preferences.for_templates",
            ],
            "builtins": ["studyguide.templatetags.ui"],
        },
    },
]

DATABASES = {"default": configuration.database(os.environ.get("DATABASE_URL", ""), VAR_DIR)}
configuration.check_driver(DATABASES["default"])
if "TEST_DATABASE" in os.environ:  # a live server and its browser need a file, not memory
    DATABASES["default"]["TEST"] = {"NAME": os.environ["TEST_DATABASE"]}

# People.
AUTH_USER_MODEL = "studyguide.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "studyguide.accounts.backends.AccountBackend",
]
VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{VALIDATORS}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name", "email")},
    },
    {"NAME": "studyguide.accounts.password_rules.LongEnoughValidator"},
    {"NAME": f"{VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{VALIDATORS}.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
# A class sits behind one address: only the pair of name and address is held back.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=10)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the time that the page names holds
AXES_USERNAME_CALLABLE = "studyguide.accounts.throttle.counted_name"
AXES_CLIENT_IP_CALLABLE = "studyguide.accounts.throttle.client_address"
AXES_LOCKOUT_CALLABLE = "studyguide.accounts.views.locked_out"
# Addresses or networks of reverse proxies whose X-Forwarded-For is believed, comma-separated.
# Unset, the address of the connection counts: right without a proxy, and behind one that is not
# named here all visitors share its address, so that a name alone is held back.
TRUSTED_PROXIES = configuration.networks(os.environ, "TRUSTED_PROXIES")
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

# E-mail: without EMAIL_HOST nothing is sent, and password links are made by an instructor.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = configuration.number(os.environ, "EMAIL_PORT", 25)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = configuration.flag(os.environ, "EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "studyguide@localhost")

# Languages and time.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "studyguide" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = configuration.time_zone(os.environ)

# Static files, served by the application's own process under names that carry their digest.
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# What a browser may load and do: nothing inline, nothing from elsewhere.
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "form-action": ["'self'"],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90
# Behind HTTPS set HTTPS=1: cookies then travel nowhere else, and plain addresses are redirected.
HTTPS = configuration.flag(os.environ, "HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 30 if HTTPS else 0
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Django adds handlers of its own to this one: each line would be said twice.
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Whoever scans the network asks for hosts that are not ours; the answer 400 is enough.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
