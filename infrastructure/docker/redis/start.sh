#!/bin/sh
# Redis with two users: `default` for the control plane and for people, `sri-worker` with what a worker needs (R52). The
# file holds digests, not passwords.
set -eu
digest() { printf '%s' "$1" | sha256sum | cut -d ' ' -f 1; }
: "${REDIS_PASSWORD:?}" "${REDIS_WORKER_PASSWORD:?}"
umask 077
# Below /tmp: a tmpfs anywhere else loses its mode when the engine starts the container again.
mkdir -p /tmp/sri
{
  echo "user default on #$(digest "$REDIS_PASSWORD") ~* &* +@all"
  echo "user sri-worker on #$(digest "$REDIS_WORKER_PASSWORD") resetchannels ~sri:* &sri:*" \
    "-@all +@connection -@admin -@dangerous +info +@string +@hash +@list +@sortedset +@stream" \
    "+del +exists +expire +pexpire +ttl +pttl +type +time" \
    "+publish +subscribe +unsubscribe +eval +evalsha +script|load +script|exists +multi +exec +discard"
} >/tmp/sri/users.acl
unset REDIS_PASSWORD REDIS_WORKER_PASSWORD REDISCLI_AUTH
exec redis-server --aclfile /tmp/sri/users.acl --dir /data --appendonly yes --appendfsync everysec \
  --maxmemory "${REDIS_MAXMEMORY:-512mb}" --maxmemory-policy noeviction
