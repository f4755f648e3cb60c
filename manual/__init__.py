"""The pages of the manual that are made of tables and docstrings: ``python -m manual`` writes them into ``docs/``."""
