"""A campaign as files that need no server: for a USB stick, an IPFS gateway or any web space."""
