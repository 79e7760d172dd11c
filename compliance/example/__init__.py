"""A fictional city, generated from a seed: the catalogue of a decree that nobody entered, and seven years of a record that
nobody kept. It stands for trying out, for tests and for measuring; every record of it says that it is fictional."""

from compliance.example.city import City, city

__all__ = ["City", "city"]
