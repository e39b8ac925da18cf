"""Programs that read files nobody trusts: what the kernel takes from them, and how long they may take."""
