"""Answered: feedback, requests, comments."""
