#!/bin/bash
# Both answer: the proxy on its port, the resolver with its own name.
set -euo pipefail
exec 3<>/dev/tcp/127.0.0.1/3128
exec 4<>/dev/tcp/127.0.0.1/53
