"""What a command ends with, besides 0."""

FAILED = 1
"""It did what it was asked to, and something is not as it should be."""
UNUSABLE = 2
"""What it was given cannot be used; nothing was done."""
