"""The desk: where a team writes, previews and publishes its campaigns. A Flask app of its own."""
