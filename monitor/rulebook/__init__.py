"""Rule files: what may stand in them (`models`), reading them with line numbers (`yamlfile`), all of them (`load`)."""
