"""The kinds of check a rule can name: one function each."""
