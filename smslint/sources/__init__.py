"""Where texts live: host files, each read into messages that know their places."""
