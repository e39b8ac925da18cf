"""The officials that several campaigns write to: kept once, corrected everywhere at once."""
