"""The preview: the public page of a version, for the team and for whom they show it to."""
