"""One module a kind of source: `discover(source, today)` says where to start, `parse(response)` reads one page."""
