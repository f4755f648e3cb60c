"""Where texts are found: host files, each read into messages with their places."""
