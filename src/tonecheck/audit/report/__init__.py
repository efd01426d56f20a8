"""``report.html``: the audit as a document for people, in one file that needs nothing else."""
