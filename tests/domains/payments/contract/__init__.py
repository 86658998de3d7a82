"""Every gateway against its vendor's published rules, played by a local server."""
