"""A template and a list: what the broadcast takes and costs, and who may not be texted. The library behind ``preflight`` and ``send``."""
