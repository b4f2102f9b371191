const USUAL_PORT: Record<string, number> = {
  'postgres:': 5432,
  'postgresql:': 5432,
  'redis:': 6379,
  'rediss:': 6379,
  'https:': 443,
  'http:': 80,
};

/** A service's address as an entry of EGRESS_DENY: `host:port`, and `loopback:port` for whatever names this machine. */
export function egressEntry(url: string): string {
  const { hostname, port, protocol } = new URL(url);
  const loopback = hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
  return `${loopback ? 'loopback' : hostname}:${port === '' ? USUAL_PORT[protocol] : port}`;
}
