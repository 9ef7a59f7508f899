"""Measure linking against lists made by reading: one thing or two, and what later acts do to earlier commitments."""
