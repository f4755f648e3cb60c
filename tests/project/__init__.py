"""Tests of smslint.project."""
