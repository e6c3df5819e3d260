"""Clauseway: from a standard to a computed, explained gap list and a plan one can believe."""

__version__ = "0.1.0"
