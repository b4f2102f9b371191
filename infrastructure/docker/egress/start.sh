#!/bin/bash
# Resolver and proxy; when one of them ends the container ends, and is started anew.
set -euo pipefail
here=/etc/sri-egress
mkdir -p /tmp/squid

# The resolver asks whom the engine names, and drops every address from the answers that the proxy must not dial.
{
  cat "$here/unbound.conf"
  while read -r range; do echo "  private-address: $range"; done < <(sed 's/#.*//; /^[[:space:]]*$/d' "$here/private-ranges")
  for name in ${EGRESS_PROXY_NAMES:-}; do echo "  private-domain: $name"; done
  echo 'forward-zone:'
  echo '  name: "."'
  awk '$1 == "nameserver" { print "  forward-addr: " $2 }' /etc/resolv.conf
} >/tmp/unbound.conf
unbound-checkconf /tmp/unbound.conf >/dev/null

{
  echo "acl private dst $(sed 's/#.*//; /^[[:space:]]*$/d' "$here/private-ranges" | tr '\n' ' ')"
  echo "acl web port 80 443 ${EGRESS_PROXY_PORTS:-}"
  # A portal inside the firm's own network is opened by its name.
  if [ -n "${EGRESS_PROXY_NAMES:-}" ]; then
    echo "acl opened dstdomain $EGRESS_PROXY_NAMES"
    echo 'http_access allow opened web'
  fi
  cat "$here/squid.conf"
} >/tmp/squid.conf

unbound -d -c /tmp/unbound.conf &
squid -N -f /tmp/squid.conf &
trap 'kill $(jobs -p) 2>/dev/null; wait; exit 0' TERM INT
wait -n
kill $(jobs -p) 2>/dev/null || true
exit 1
