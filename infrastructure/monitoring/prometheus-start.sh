#!/bin/sh
# Prometheus with the control plane's token, which it reads from a file only.
set -eu
umask 077
mkdir -p /tmp/sri
printf '%s' "${METRICS_TOKEN:?}" >/tmp/sri/metrics-token
unset METRICS_TOKEN
exec prometheus --config.file=/etc/prometheus/sri/prometheus.yml --storage.tsdb.path=/prometheus \
  --storage.tsdb.retention.time="${PROMETHEUS_RETENTION:-30d}" --web.enable-lifecycle
