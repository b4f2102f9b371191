import type { Browser, Download } from 'playwright';
import { afterAll, beforeAll, describe, it, type ExpectStatic } from 'vitest';
import { launchTestBrowser } from '../../../worker/test/test-browser.ts';
import { normalise } from '../normalise/normalise.ts';
import type { Recording } from '../normalise/recorded-step.ts';
import { startFixtureSite, type FixtureSite } from './fixture-site.ts';
import type { Fixture } from './fixture.ts';
import { FIXTURES } from './fixtures.ts';
import { launchRecorded, record, userOf, type RecordedBrowser } from './kit.ts';
import { endOf, replay } from './replay.ts';
import { printTable } from './table.ts';

/** Each fixture is recorded and run so many times; without a number, one of each kind is, twice. */
const GIVEN = process.env['SRI_RECORDER_ROUNDS'];
const ROUNDS = Number(GIVEN ?? 2);
const KINDS = new Set([
  'login',
  'search-form',
  'buttons-in-rows',
  'list-with-search',
  'hover-menu',
  'redirect-chain',
  'push-state',
  'slow-requests',
  'spinner',
  'popup-with-opener',
  'download-post',
  'dialogs',
  'frames-nested',
  'document-written-anew',
  'shadow-open',
  'shadow-closed',
]);
const RECORDED = FIXTURES.filter(({ name }) => GIVEN !== undefined || KINDS.has(name));

let recorded: RecordedBrowser;
let robot: Browser;
let site: FixtureSite;
const rows: string[][] = [];

beforeAll(async () => {
  [recorded, robot, site] = await Promise.all([launchRecorded(), launchTestBrowser(), startFixtureSite(FIXTURES)]);
});
afterAll(async () => {
  printTable(
    'Round trip: recorded by a person, run by the robot, same end state',
    ['page', 'steps', 'same end', 'by another way'],
    rows,
  );
  await recorded.close();
  await robot.close();
  await site.close();
});

interface Done {
  recording: Recording;
  state: unknown;
  downloads: string[];
}

const noted = (fixture: Fixture, expect: ExpectStatic): Promise<void> =>
  expect.poll(() => site.notes(fixture).toSorted(), { timeout: 10_000 }).toEqual(fixture.notes.toSorted());

/** A person uses the fixture while the recorder listens. */
async function person(fixture: Fixture, expect: ExpectStatic): Promise<Done> {
  site.forget(fixture);
  const session = await record(recorded, { trustAll: fixture.trustAll === true });
  const downloads: string[] = [];
  const keep = (download: Download): void => void downloads.push(download.suggestedFilename());
  session.page.on('download', keep);
  session.page.setDefaultTimeout(15_000);
  try {
    await session.page.goto(site.urlOf(fixture));
    await fixture.act(userOf(session, site, fixture));
    await noted(fixture, expect);
    const state: unknown = fixture.state === undefined ? undefined : await session.page.evaluate(fixture.state);
    await session.recorder.stop();
    return { recording: normalise(session.events()), state, downloads };
  } finally {
    await session.close();
  }
}

describe('what a person did, the robot does', () => {
  it.concurrent.for(RECORDED)('$name', { timeout: 60_000 * ROUNDS }, async (fixture, { expect }) => {
    let same = 0;
    let others = 0;
    let steps = 0;
    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        const done = await person(fixture, expect);
        steps = done.recording.steps.length;
        expect(done.recording.dropped).toEqual([]);
        site.forget(fixture);
        const run = await replay(robot, done.recording, fixture);
        expect({ ...run.result, log: run.log.slice(-6) }).toMatchObject({ status: 'completed' });
        await noted(fixture, expect);
        if (fixture.state !== undefined) expect(endOf(run)).toEqual(done.state);
        const files = run.files.filter((name) => name.startsWith('downloads/'));
        expect(files.map((name) => name.slice('downloads/'.length))).toEqual(done.downloads);
        others += run.log.filter((line) => line.includes('encontrado por la alternativa')).length;
        same += 1;
      }
    } finally {
      rows.push([fixture.name, String(steps), `${same}/${ROUNDS}`, String(others)]);
    }
  });
});
