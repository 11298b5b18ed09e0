"""The site: Datasette with this project's metadata, pages, feeds and rules of conduct. It only reads, but for reviews."""
