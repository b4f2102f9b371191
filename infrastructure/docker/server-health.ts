// Whether the control plane of this container answers. Not whether its services do: a container that is started anew
// because Postgres is away helps nobody.
const port = process.env['PORT'] ?? '3000';
const answer = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(4000) }).catch(() => null);
process.exitCode = answer?.ok === true ? 0 : 1;
