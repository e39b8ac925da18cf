"""What all views of a campaign share."""
