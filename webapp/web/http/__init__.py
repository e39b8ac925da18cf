"""What every feature of the site needs of HTTP: caching, compression, security, errors, logging."""
