"""What every page gets besides its own values."""

from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the theme the person chose (their browser's when they chose none), and the page's token against forged requests.

    Django would mask the token anew wherever a page prints it; once a page is what the mask is for.
    """
    user = getattr(request, "user", None)
    token = SimpleLazyObject(lambda: get_token(request))
    field = SimpleLazyObject(
        lambda: format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', str(token))
    )
    return {"user": user, "theme": getattr(user, "theme", "") or "", "csrf_token": token, "csrf_input": field}
