"""Findings that were reviewed and accepted for a time: marked, and not held against the audit."""
