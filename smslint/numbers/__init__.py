"""Recipients' numbers: E.164, validated with a compiled numbering plan."""
