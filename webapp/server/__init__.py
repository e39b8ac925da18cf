"""What a server process needs beside the app: keys, shared cache, logs, metrics."""
