"""What Datasette finds in its plugins folder: the site's hooks, from where they are written."""

from monitor.site.hooks import *  # noqa: F403
