"""What the team writes before it is public: versions of each campaign's files, merged field by field."""
