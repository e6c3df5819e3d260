"""Loading the standards, as the owner of the tables: into an empty catalogue, and again with nothing changed."""

import time

from bench.children import tell


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    from clauseway.catalogue.operations import load_content

    started = time.perf_counter()
    loaded = load_content()
    between = time.perf_counter()
    again = load_content()
    ended = time.perf_counter()
    assert loaded
    assert not again
    tell(packs_empty_s=between - started, packs_again_s=ended - between, packs=loaded)


if __name__ == "__main__":
    main()
