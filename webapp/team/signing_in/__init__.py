"""Ways to prove who one is: a passkey, or a phrase with a code."""
