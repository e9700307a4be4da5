"""Jira, CSV, JSON in and out."""
