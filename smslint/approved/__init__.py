"""Exports of approved templates: files of portals and services, read as lists that messages are held against."""
