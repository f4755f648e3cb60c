"""The send journal: the file (``journal``), its contents (``entries``), the sending processes (``owners``), and the key of its hashes."""
