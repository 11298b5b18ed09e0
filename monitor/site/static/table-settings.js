window.DATASETTE_ALLOW_FACET = true; // asked for by table.js
