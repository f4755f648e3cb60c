"""The send journal: the file (``journal``), its contents (``entries``), the sending processes (``owners``), the key of its hashes, and how
long the suppression lists were (``suppression``)."""
