"""Measure the reading against annotated statements."""
