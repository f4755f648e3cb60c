"""``python -m smslint``."""

from smslint.cli.app import main

main()
