"""What was registered for a sender, held against the rules of its registry and against what the project sends."""
