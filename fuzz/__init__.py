"""Fuzzing: random bytes into everything that reads foreign data. ``python -m fuzz --list`` names the harnesses."""
