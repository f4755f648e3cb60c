"""The send journal: the file (``journal``), what lies in it (``entries``), who is sending (``owners``), and the key of its hashes."""
