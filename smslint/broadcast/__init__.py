"""A template and a list: the size and cost of the broadcast, and who may not be texted. Used by ``preflight`` and ``send``."""
