import type { Browser } from 'playwright';
import { runSteps, type TestRun } from '../../../worker/test/run-one-step.ts';
import type { DraftStep, Recording } from '../normalise/recorded-step.ts';
import type { Fixture } from './fixture.ts';

/** The recorded steps with what a person adds before publishing: which secret it is. */
export function withSecrets(
  { steps }: Recording,
  fixture: Fixture,
): { steps: DraftStep[]; secrets: Record<string, string> } {
  const secrets: Record<string, string> = {};
  const given = [...(fixture.secrets ?? [])];
  const named = steps.map(({ step }) => {
    if (step.type !== 'fillSecret') return step;
    const name = `secreto${Object.keys(secrets).length + 1}`;
    secrets[name] = given.shift() ?? '';
    return { ...step, secret: name } as unknown as DraftStep;
  });
  return { steps: named, secrets };
}

/** Runs a recording on the robot's own engine; the fixture's `state` is read at the end. */
export function replay(browser: Browser, recording: Recording, fixture: Fixture): Promise<TestRun> {
  const { steps, secrets } = withSecrets(recording, fixture);
  const { inputs = {} } = fixture;
  // Asked in any case: the robot closes its page at once, and with it what the page still sends.
  const expression = `Promise.all(window.enviadas ?? []).then(() => ({ fin: (${fixture.state ?? 'null'}) }))`;
  const look = { type: 'evaluate', expression, saveAs: 'fin' };
  const declared = Object.fromEntries(Object.keys(inputs).map((name) => [name, { type: 'text' }]));
  return runSteps(browser, [...steps, look], { secrets, inputs, declared });
}

/** What the fixture's `state` was at the end of a run. */
export function endOf(run: TestRun): unknown {
  return (run.json('data/fin.json') as { fin: unknown }).fin;
}
