"""Record the statements of all migrations in a database of its own, for `clauseway.installation.schema`. Called by script/assets."""

import os
import shutil
import tempfile
from pathlib import Path


def main() -> None:
    """Make an embedded database, migrate it, write the statements down and throw it away."""
    data = Path(tempfile.mkdtemp(prefix="clauseway-schema-"))
    data.chmod(0o755)
    os.environ["CLAUSEWAY_DATA"] = str(data / "data")
    os.environ.pop("DATABASE_URL", None)
    from clauseway.cli.ready import application
    from clauseway.installation import schema

    try:
        with application("owner"):
            from django.db import connections

            print(f"{schema.record()} statements of the schema recorded")
            connections.close_all()
    finally:
        shutil.rmtree(data, ignore_errors=True)


if __name__ == "__main__":
    main()
