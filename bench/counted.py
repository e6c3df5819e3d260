"""Statements of the pages of a room's data set, each asked for twice with a signed-in session: the second visit counts."""

import json
import sys
from typing import Any

from bench.children import tell
from bench.statements import Counter


def main(told: dict[str, Any]) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = told["session"]
    found: dict[str, Any] = {}
    for page, path in told["pages"].items():
        if client.get(path).status_code != 200:
            found[page] = None
            continue
        counter = Counter()
        with connection.execute_wrapper(counter):
            answer = client.get(path)
        asked = [text[:200] for text in counter.asked]
        found[page] = {"statements": len(asked), "bytes": len(answer.content), "asked": asked}
    tell(pages=found)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
