"""Templates of several files: what one extends, includes or defines, read as one text."""
