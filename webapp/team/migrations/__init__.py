"""The history of the desk's schema. A step is a file in `versions` that imports nothing of ours."""
