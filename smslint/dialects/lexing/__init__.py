"""From characters to tokens, words and texts: what every template language is read with, before any of it has a meaning."""
