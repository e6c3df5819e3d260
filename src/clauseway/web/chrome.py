"""What every page gets besides its own values."""

from typing import Any

from django.http import HttpRequest


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the theme the person chose (their browser's when they chose none)."""
    user = getattr(request, "user", None)
    return {"user": user, "theme": getattr(user, "theme", "") or ""}
