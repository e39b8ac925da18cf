"""Publishing: each decision is one screen that says what changes for whom, before it is taken."""
