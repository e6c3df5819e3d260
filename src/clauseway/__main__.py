"""`python -m clauseway` is the `clauseway` command."""

from clauseway.cli.main import main

if __name__ == "__main__":
    main()
