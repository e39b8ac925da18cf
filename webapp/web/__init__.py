"""HTTP in, HTML out. Flask lives here and nowhere below."""
