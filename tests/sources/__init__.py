"""Tests of the host formats."""
