"""What the app can do, as plain functions over the domain and the storage."""
