"""`appeal doctor`: look at everything that the app needs on this host, and say what is wrong with its remedy.

It changes nothing but a row that it writes as it was, to see that the database can be written.
"""
