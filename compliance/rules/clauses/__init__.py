"""Clauses: topics covered, clauses present, items documented."""
