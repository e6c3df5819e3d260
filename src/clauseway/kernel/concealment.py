"""Secrets at rest: texts that the database keeps for a while and nobody should read there (a queued letter with a link in it)."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def conceal(text: str) -> str:
    """The text encrypted and authenticated with the installation's encryption key."""
    return _fernet().encrypt(text.encode()).decode()


def reveal(concealed: str) -> str:
    """The text again. ValueError when it was changed or the installation's key is another one."""
    try:
        return _fernet().decrypt(concealed.encode()).decode()
    except InvalidToken as error:
        raise ValueError("This was concealed with another key, or changed since.") from error


def _fernet() -> Fernet:
    key = hashlib.sha256(b"conceal" + str(settings.ENCRYPTION_KEY).encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
