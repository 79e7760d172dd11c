"""Cadence and freshness: reports for every period, data kept fresh, data sets fit."""
