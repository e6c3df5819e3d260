"""The `clauseway` command: one module a verb, listed in `main.VERBS`. Verbs parse, call one function, print."""
