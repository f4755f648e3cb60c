"""``smslint reconcile``: the templates of a project found again in its provider's log, and what was billed for each."""
