const ANSWER_MS = 3000;

/** Whether the control plane serves the web console at its root; without it there are the pages of its API. */
export async function servesConsole(apiUrl: string): Promise<boolean> {
  try {
    const answer = await fetch(apiUrl, { headers: { accept: 'text/html' }, signal: AbortSignal.timeout(ANSWER_MS) });
    await answer.body?.cancel();
    return answer.ok && (answer.headers.get('content-type') ?? '').startsWith('text/html');
  } catch {
    return false;
  }
}
