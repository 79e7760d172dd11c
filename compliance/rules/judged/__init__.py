"""Judged: a person's judgement, of a question or of a sample."""
