#!/bin/sh
# A container that was scaled has no name of its own in its settings: it takes that of its host, so that its health check
# knows whose heartbeat to look for.
set -eu
: "${WORKER_ID:=worker-$(hostname)}"
export WORKER_ID
exec "$@"
