"""Django's settings, made from one parsed configuration. Nothing else in the project reads the environment."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from clauseway.catalogue.content import folder
from clauseway.installation.environment import as_django, configuration, email_settings

conf = configuration()
PACKAGE = Path(__file__).resolve().parent.parent
CONTENT = folder()

SECRET_KEY = conf.secret_key
ENCRYPTION_KEY = conf.encryption_key
DEBUG = conf.debug
ALLOWED_HOSTS = list(conf.allowed_hosts)
CSRF_TRUSTED_ORIGINS = [conf.base_url]
BASE_URL = conf.base_url
FILES_DIR = conf.files_dir
MAX_FILE_BYTES = conf.max_file_bytes
MAX_DROP_FILES = conf.max_drop_files

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sites",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "django_htmx",
    "procrastinate.contrib.django",
    "clauseway.organization",
    "clauseway.catalogue",
    "clauseway.actions",
    "clauseway.systems",
    "clauseway.evidence",
    "clauseway.processes",
    "clauseway.resources",
    "clauseway.documents",
    "clauseway.conformity",
    "clauseway.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "clauseway.web.middleware.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "clauseway.web.middleware.Readable",
    "clauseway.web.middleware.Tenancy",
]

ROOT_URLCONF = "clauseway.installation.urls"
WSGI_APPLICATION = "clauseway.installation.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "clauseway.web.jinja.environment",
            "context_processors": ["clauseway.web.chrome.chrome"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

# Values apart from the text, so that the database keeps the plan of what every page asks: planning under row-level security costs more than running.
_database = as_django(conf.database_url, server_side_binding=True, prepare_threshold=3)
DATABASES = {"default": {**_database, "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organization.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {"signup": "clauseway.web.account.forms.SignupForm"}
ACCOUNT_RATE_LIMITS = {"indicator-readings": "120/m/key", "indicator-readings-denied": "20/m/ip"}
"""Beside allauth's own: requests of one machine's token, and tokens that open nothing, per address."""
ACCOUNT_ADAPTER = "clauseway.web.account.adapter.AccountAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an installation without a mail server must not be one without a second factor
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = conf.base_url.startswith("http://")
SITE_ID = 1
CSRF_FAILURE_VIEW = "clauseway.web.errors.stale_form"

SESSION_ENGINE = "clauseway.web.account.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = conf.base_url.startswith("https://")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False
X_FRAME_OPTIONS = "DENY"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if conf.base_url.startswith("https://") else None

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = PACKAGE / "web" / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 0 if conf.debug else 3600
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FILES = conf.max_drop_files
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

globals().update(email_settings(conf.email_url))
DEFAULT_FROM_EMAIL = conf.mail_from
PROCRASTINATE_ON_APP_READY = "clauseway.installation.jobs.on_app_ready"
SILENCED_SYSTEM_CHECKS = ["fields.W342"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
