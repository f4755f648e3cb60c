"""Message logs of providers: which layout a file has, and its rows as one kind of record."""
