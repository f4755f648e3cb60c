"""The code between the delimiters: whether the engine can compile it. What it means is read elsewhere."""
