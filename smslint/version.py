"""The version, where every floor can ask for it."""

__version__ = "0.1.0"
