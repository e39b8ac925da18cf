"""What is on the path of the tests' servers."""
