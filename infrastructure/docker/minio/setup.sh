#!/bin/sh
# The buckets of scripts, results and backups, and a key for each part with the rights that it needs and no others (R52). Can be run again.
set -eu
mc alias set store http://minio:9000 "$MINIO_ROOT_USER" "$MINIO_ROOT_PASSWORD"
mc mb --ignore-existing store/sri-scripts
mc mb --ignore-existing store/sri-results
mc mb --ignore-existing store/sri-backups

if [ "$S3_SERVER_ACCESS_KEY" = "$MINIO_ROOT_USER" ] && [ "$S3_WORKER_ACCESS_KEY" = "$MINIO_ROOT_USER" ]; then
  [ "${S3_ONE_KEY:-}" = accepted ] || {
    echo 'The parts have the root key: give each one of its own, or set S3_ONE_KEY=accepted for a store without users.' >&2
    exit 1
  }
  echo 'One key for all parts, as S3_ONE_KEY says.'
  exit 0
fi

key() {
  mc admin policy create store "$1" "/setup/$1.json"
  mc admin user add store "$2" "$3"
  # Told again what it has already, it fails, which is no fault.
  mc admin policy attach store "$1" --user "$2" || mc admin policy entities store --user "$2" | grep -q "$1"
}
key sri-server "$S3_SERVER_ACCESS_KEY" "$S3_SERVER_SECRET_KEY"
key sri-worker "$S3_WORKER_ACCESS_KEY" "$S3_WORKER_SECRET_KEY"
key sri-backup "$S3_BACKUP_ACCESS_KEY" "$S3_BACKUP_SECRET_KEY"
