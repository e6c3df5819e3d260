"""The one base of everything this layer refuses, so that a command can print it instead of a traceback."""


class InstallationError(Exception):
    """Something about this installation is wrong; the message says what and what to do."""
