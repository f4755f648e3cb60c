"""Names that a template itself assigns: where each is valid, and what it stands for."""
