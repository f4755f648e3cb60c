"""What filters, methods and functions do to a value: to its bounds, and exactly as their engine computes it."""
