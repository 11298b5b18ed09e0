"""The site: Datasette with this project's metadata, pages, feeds and conduct. It only reads, but for reviews."""
