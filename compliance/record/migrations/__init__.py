"""Migrations of the store, one file each, run by migrate.py."""
