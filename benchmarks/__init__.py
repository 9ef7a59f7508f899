"""Measure speed and memory, and compare with other libraries."""
