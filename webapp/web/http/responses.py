"""What several features say in their responses."""

RETRY_AFTER_SECONDS = 5
"""A letter prints in 0.03 s and a report is recorded in less: the queue is empty by then."""
