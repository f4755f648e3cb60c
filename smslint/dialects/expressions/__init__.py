"""The code inside an output or a condition: names, calls, comparisons, and texts with values in them."""
