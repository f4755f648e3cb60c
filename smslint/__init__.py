"""smslint: before a text message is sent, it says, offline, what it will cost and whether it may be sent."""

__version__ = "0.1.0"
