"""What every request of the desk passes through: its host, who sent it, headers, errors, text."""
