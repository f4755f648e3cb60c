"""What texts cost in a month, and what a change of them costs: two states of a project, read alike and compared."""
