import { pathPattern } from '../session/clean-url.ts';
import type { HostEvent, HostFact } from '../raw-event.ts';
import type { DraftStep, NewStep } from './recorded-step.ts';
import { targetOf } from './target-of.ts';
import { causeOf, type State, type Work } from './work.ts';

const NAVIGATION_MS = 5000;
const FOLLOWS_MS = 3000;
const DOWNLOAD_MS = 5000;
const REQUEST_MS = 1000;

function push(state: State, { page, at, id }: HostEvent, step: NewStep, extra: Partial<Work> = {}): void {
  const own: DraftStep = { ...step, id, ...(page === 'main' ? {} : { page }) };
  state.steps.push({ step: own, flags: [], firstAt: at, at, page, visible: false, led: {}, closed: false, ...extra });
}

/** The address that says that the page has come: none where the one before says it already. */
function addressAfter(before: string | undefined, url: string): NonNullable<Work['led']['url']> {
  const pattern = pathPattern(url);
  const known = before === undefined ? '' : pathPattern(before);
  return pattern === '' || known.includes(pattern) || pattern === known ? { load: true } : { url: pattern };
}

function navigated(state: State, event: HostEvent, { url, askedAt }: Extract<HostFact, { kind: 'navigated' }>): void {
  const { page, at } = event;
  const before = state.urls.get(page);
  state.urls.set(page, url);
  if (!/^https?:/.test(url)) return;
  const opened = state.openedAt.get(page);
  const cause = causeOf(state, page, askedAt ?? at, NAVIGATION_MS);
  if (askedAt !== undefined) {
    if (cause === undefined) return void state.strayedAt.set(page, at);
    // A chain of redirects is its last address.
    if (cause.step.type === 'navigate') return void (cause.step.url = url);
    cause.led.url = addressAfter(before, url);
    cause.closed = true;
    return;
  }
  const isFirst = before === undefined || before === '' || before.startsWith('about:');
  if (isFirst && opened !== undefined) return;
  if (cause !== undefined && ['back', 'reload'].includes(cause.step.type)) return;
  if (cause?.step.type === 'navigate' && cause.step.url === url && cause.at === cause.firstAt && !cause.closed)
    return void (cause.closed = true);
  push(state, event, { type: 'navigate', url }, { closed: true });
}

function downloaded(state: State, event: HostEvent): void {
  const { at } = event;
  if (at - state.lastDownloadAt < 200) return;
  const cause = causeOf(state, null, at, DOWNLOAD_MS);
  if (cause === undefined) return;
  state.lastDownloadAt = at;
  const { step } = cause;
  const { id } = step;
  const page = step.page === undefined ? {} : { page: step.page };
  const dialog = step.dialog === undefined ? {} : { dialog: step.dialog };
  if (step.type === 'click') cause.step = { id, type: 'download', target: step.target, ...page, ...dialog };
  else if (step.type === 'navigate') cause.step = { id, type: 'download', url: step.url, ...page };
  cause.led = {};
  cause.closed = true;
}

function closed(state: State, event: HostEvent): void {
  const { page, at } = event;
  if (page === 'main') return;
  const opened = state.openedAt.get(page) ?? 0;
  const wasUsed = state.steps.some((work) => work.page === page);
  // The window that a download opens for a moment is no page of the flow.
  if (!wasUsed && at - opened < FOLLOWS_MS) {
    for (const { step } of state.steps) if ('opens' in step && step.opens === page) delete step.opens;
    return;
  }
  if (causeOf(state, page, at, FOLLOWS_MS) === undefined) push(state, event, { type: 'closePage' });
}

function answered(
  state: State,
  { page, at }: HostEvent,
  { path, endedAt }: Extract<HostFact, { kind: 'answered' }>,
): void {
  const cause = causeOf(state, page, at, REQUEST_MS);
  const pattern = pathPattern(path);
  if (cause === undefined) return void state.polled.add(pattern);
  if (!state.polled.has(pattern) && endedAt - cause.at <= FOLLOWS_MS) cause.led.response = pattern;
}

function listed(state: State, event: HostEvent, { choice, about }: Extract<HostFact, { kind: 'listed' }>): void {
  const known = state.contexts.get(about);
  if (known === undefined || known.event.frame === null) return;
  const { target: described, text } = known;
  const target = targetOf(described, known.event.frame);
  const steps: Record<typeof choice, NewStep> = {
    hover: { type: 'hover', target },
    doubleClick: { type: 'click', target, count: 2 },
    waitFor: { type: 'waitFor', target },
    checkText: { type: 'assert', target, text },
  };
  const flags = described.candidates.length === 0 ? { flags: ['ambiguous' as const] } : {};
  push(state, event, steps[choice], {
    strength: described.strength,
    visible: described.visible,
    ...flags,
  });
}

/** Adds what the browser told, or the person told the recorder itself. */
export function addFact(state: State, event: HostEvent): void {
  const { fact, page, at } = event;
  switch (fact.kind) {
    case 'opened':
      state.urls.set(page, fact.url);
      if (/^https?:/.test(fact.url)) push(state, event, { type: 'navigate', url: fact.url });
      return;
    case 'navigated':
      return navigated(state, event, fact);
    case 'moved': {
      const before = state.urls.get(page);
      state.urls.set(page, fact.url);
      const cause = causeOf(state, page, at, FOLLOWS_MS);
      const after = addressAfter(before, fact.url);
      if (cause !== undefined && cause.step.type !== 'navigate' && 'url' in after) {
        cause.led.url = after;
        cause.closed = true;
      }
      return;
    }
    case 'popup': {
      state.openedAt.set(fact.opened, at);
      const cause = causeOf(state, page, at, FOLLOWS_MS);
      if (cause?.step.type !== 'click') return;
      cause.step.opens = fact.opened;
      cause.closed = true;
      return;
    }
    case 'closed':
      return closed(state, event);
    case 'download':
      return downloaded(state, event);
    case 'dialog': {
      const answer = {
        answer: fact.accepted ? ('accept' as const) : ('dismiss' as const),
        ...(fact.text === undefined ? {} : { text: fact.text }),
      };
      const cause = causeOf(state, page, at, FOLLOWS_MS);
      if (cause === undefined) return push(state, event, { type: 'dialog', ...answer });
      cause.step.dialog = answer;
      cause.closed = true;
      return;
    }
    case 'answered':
      return answered(state, event, fact);
    case 'back':
    case 'reload':
      return push(state, event, { type: fact.kind });
    case 'listed':
      return listed(state, event, fact);
  }
}
