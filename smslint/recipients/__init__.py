"""Recipient lists: read, audited, priced."""
