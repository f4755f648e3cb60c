"""Who it goes to: E.164 numbers, validated by a compiled numbering plan."""
