"""What is counted: figures with charts and files, held bursts, paper letters, days taken off."""
