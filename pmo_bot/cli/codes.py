"""What a command ends with, besides 0."""

FAILED = 1
"""It did what it was asked to, and something is not as it should be."""
UNUSABLE = 2
"""What it was given cannot be used; nothing was done."""
LATER = 75
"""EX_TEMPFAIL: it may do it when another process has ended, somebody has migrated, or what it needs answers again."""
MISSING = 78
"""EX_CONFIG: a setting is missing, and a platform need not restart what cannot start."""
CODES = (
    "Exit codes: 0 it is done; 1 it is done, and something is not as it should be; "
    "2 what was given cannot be used, nothing was done; 75 come again later; 78 a setting is missing."
)
