#!/usr/bin/env bash
# Run the schedule and the site; when one of them ends, or the container is stopped, end both.
set -u
db="${MONITOR_DB:-/data/monitor.db}"

python -m monitor --db "$db" --quiet run &
schedule=$!
python -m monitor --db "$db" serve --host 0.0.0.0 --port "${SITE_PORT:-8001}" &
site=$!

stop() { kill -TERM "$schedule" "$site" 2>/dev/null; }
trap stop TERM INT

wait -n "$schedule" "$site"
status=$?
stop
wait "$schedule" "$site"
exit "$status"
