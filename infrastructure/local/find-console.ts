const ANSWER_MS = 3000;

/** The web console if the control plane serves one, else the browsable pages of its API. */
export async function findConsole(apiUrl: string): Promise<string> {
  try {
    const answer = await fetch(apiUrl, { headers: { accept: 'text/html' }, signal: AbortSignal.timeout(ANSWER_MS) });
    await answer.body?.cancel();
    if (answer.ok && (answer.headers.get('content-type') ?? '').startsWith('text/html')) return apiUrl;
  } catch {
    // The API's pages then.
  }
  return `${apiUrl}/api/docs`;
}
