"""Recipient lists: reading and auditing them."""
