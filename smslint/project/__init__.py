"""A project on disk: its configuration, its files, and the run over them."""
