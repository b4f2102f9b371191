import { afterAll, beforeAll, expect, test } from 'vitest';
import { readApiDocument, type ApiDocument, type Operation, type RawDocument } from '../test/fuzz/api-document.ts';
import { placesIn, withPlaced, type Path } from '../test/fuzz/field-paths.ts';
import { createFuzzRun, jsonBody, type Attempt, type FuzzRun } from '../test/fuzz/fuzz-run.ts';
import { hostileBodies, hugeBodies } from '../test/fuzz/hostile-bodies.ts';
import { HOSTILE_HEADERS, HOSTILE_PARAMETERS, HOSTILE_QUERIES } from '../test/fuzz/hostile-parameters.ts';
import { HOSTILE_VALUES } from '../test/fuzz/hostile-values.ts';
import { startPlaneProcess, type PlaneProcess } from '../test/fuzz/plane-process.ts';
import { createSender, type Sender } from '../test/fuzz/send-raw.ts';
import { makeWorld } from '../test/fuzz/world.ts';
import { createTestPlane, type TestPlane } from '../test/plane.ts';

/** The same number sends the same again; `FUZZ_EACH=99` sends everything that there is to every place. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_124);
const EACH = Number(process.env['FUZZ_EACH'] ?? 6);
/** What every field gets, besides some of the others. */
const ALWAYS = ['null', 'character 0', 'half a character', 'list of nulls', 'too deep list'];
/** Bodies that may hold what they will: each is a document that is checked, or kept, as a whole. */
const OPEN_BODIES = ['POST /api/flows/validate', 'PUT /api/flows/{id}/draft'];

let plane: TestPlane;
let server: PlaneProcess;
let sender: Sender;
let document: ApiDocument;
let run: FuzzRun;
let memoryBefore: number;

beforeAll(async () => {
  plane = await createTestPlane();
  // It only serves to set things up: the requests go to a process of its own.
  await plane.plane?.background.stop();
  server = await startPlaneProcess(plane.env);
  document = readApiDocument((await (await fetch(`${server.url}/api/openapi.json`)).json()) as RawDocument);
  sender = createSender(server.url);
  run = createFuzzRun({ document, world: await makeWorld(plane), server, sender, seed: SEED });
  for (const operation of document.operations) await run.send({ operation, what: 'as it is' });
  run.takeFaults();
  memoryBefore = await server.memory();
});
afterAll(async () => {
  sender?.close();
  await server?.stop();
  await plane?.close();
});

const changing = (): Operation[] => document.operations.filter(({ method }) => method !== 'GET');
const fieldsOf = ({ body = {} }: Operation): string[] => Object.keys(document.resolve(body).properties ?? {});

/** What was wrong since it was asked last, and how to see it again. */
const found = (): { seed: number; faults: string[] } => ({ seed: SEED, faults: run.takeFaults() });
const NOTHING = { seed: SEED, faults: [] };

test('R56 every route is in the document, with a schema for whatever it takes', () => {
  const mounted = (plane.plane?.routes ?? []).map(
    ({ endpoint: { method, path } }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`,
  );
  expect(document.operations.map(({ name }) => name).toSorted()).toEqual(mounted.toSorted());
  for (const operation of document.operations) {
    const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const described = operation.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
    expect([operation.name, described]).toEqual([operation.name, inPath]);
    for (const { name, schema } of operation.parameters) {
      expect([operation.name, name, Object.keys(document.resolve(schema))]).not.toEqual([operation.name, name, []]);
    }
    if (operation.body === undefined || OPEN_BODIES.includes(operation.name)) continue;
    const { type, additionalProperties } = document.resolve(operation.body);
    expect([operation.name, type]).toEqual([operation.name, 'object']);
    if (operation.name.startsWith('PUT /api/sessions/')) continue;
    expect([operation.name, additionalProperties]).toEqual([operation.name, false]);
  }
});

test('R47 R56 bodies that are wrong as a whole: refused with code and hint, and what is wrong', async () => {
  for (const operation of changing()) {
    const [good] = await run.goodBodies(operation);
    const { body = {}, turn = 0 } = good ?? {};
    const [name = 'a'] = run.some(fieldsOf(operation), 1);
    const all = Object.entries(hostileBodies(JSON.stringify(body), name));
    const wrong = operation.body === undefined ? run.some(all, EACH) : all;
    await run.sendAll(wrong.map(([what, raw]): Attempt => ({ operation, what, turn, body: raw })));
  }
  expect(found()).toEqual(NOTHING);
});

test('R56 bodies of megabytes, ten thousand steps, ten thousand levels: refused, and the connection lives on', async () => {
  const own = ['PUT /api/sessions/{providerId}', 'POST /api/flows', 'POST /api/run'];
  for (const what of Object.keys(hugeBodies('a'))) {
    const others = run.some(changing(), Math.ceil(EACH / 4));
    for (const operation of changing().filter((one) => own.includes(one.name) || others.includes(one))) {
      const [name = 'a'] = fieldsOf(operation);
      await run.send({ operation, what, body: hugeBodies(name)[what]?.() });
      // Over the same connection, if it is still there.
      await run.send({ operation, what: `after ${what}`, body: jsonBody('{}') });
    }
  }
  expect(found()).toEqual(NOTHING);
});

/** Whether the value is of another kind than what stands there, or cannot be stored: then a refusal must name the place. */
function mustBeNamed(body: unknown, place: Path, json: string): boolean {
  const kind = (text: string): string => (/^[\d-]/.test(text) ? 'number' : text.charAt(0));
  const before = place.reduce<unknown>((value, at) => (value as Record<string | number, unknown>)[at], body);
  return kind(JSON.stringify(before)) !== kind(json) || /\\u(?:0000|d800|dc00)/.test(json);
}

function fieldAttempts(operation: Operation, body: unknown, turn: number): Attempt[] {
  const attempt = (place: Path, what: string): Attempt => {
    const json = HOSTILE_VALUES[what] ?? 'null';
    return {
      operation,
      what: `${what} at ${place.join('.') || 'the root'} of ${JSON.stringify(body).slice(0, 200)}`,
      turn,
      body: jsonBody(withPlaced(body, place, json)),
      ...(mustBeNamed(body, place, json) ? { place } : {}),
    };
  };
  const places = placesIn(body);
  const inner = places.filter(({ length }) => length > 1);
  return [
    ...places
      .filter(({ length }) => length === 1)
      .flatMap((place) =>
        [...new Set([...ALWAYS, ...run.some(Object.keys(HOSTILE_VALUES), EACH)])].map((what) => attempt(place, what)),
      ),
    ...run
      .some(inner, EACH)
      .flatMap((place) =>
        run.some(Object.keys(HOSTILE_VALUES), Math.ceil(EACH / 2)).map((what) => attempt(place, what)),
      ),
  ];
}

test('R47 R56 one field wrong: taken, or refused by its name', async () => {
  for (const operation of changing()) {
    for (const { body, turn } of await run.goodBodies(operation)) {
      await run.sendAll(fieldAttempts(operation, body, turn));
    }
  }
  expect(found()).toEqual(NOTHING);
});

function addressAttempts(operation: Operation, body: Attempt['body'], turn: number): Attempt[] {
  const common = { operation, body, turn };
  return operation.parameters.flatMap(({ name, in: place }): Attempt[] => {
    const texts = run.some(Object.entries(HOSTILE_PARAMETERS), EACH);
    if (place === 'path') {
      // Without any text it would be another address.
      const told = texts.filter(([, text]) => text !== '');
      return told.map(([what, text]) => ({ ...common, what: `${what} as ${name}`, parameters: { [name]: text } }));
    }
    if (place !== 'query') return [];
    const asked = ['character 0', 'date before time', 'date after time'].map((what) => [
      what,
      HOSTILE_PARAMETERS[what] ?? '',
    ]);
    return [
      ...[...asked, ...texts].map(([what, text]) => ({
        ...common,
        what: `${what} as ${name}`,
        query: `${name}=${text}`,
      })),
      ...run
        .some(Object.entries(HOSTILE_QUERIES), Math.ceil(EACH / 4))
        .map(([what, query]) => ({ ...common, what: `${name} ${what}`, query: query.replaceAll('NAME', name) })),
    ];
  });
}

test('R56 parameters, queries and headers: taken, refused or not found, for whoever is signed in', async () => {
  for (const operation of document.operations) {
    const [good] = await run.goodBodies(operation);
    const body = good === undefined ? undefined : jsonBody(JSON.stringify(good.body));
    const strange = run
      .some(Object.entries(HOSTILE_HEADERS), Math.ceil(EACH / 2))
      .map(([what, headers]): Attempt => ({ operation, what, headers, body, turn: good?.turn ?? 0 }));
    await run.sendAll([...addressAttempts(operation, body, good?.turn ?? 0), ...strange]);
  }
  expect(found()).toEqual(NOTHING);
});

test('R40 R56 nobody gets 401 whatever is sent, and a public route answers as to anybody', async () => {
  for (const operation of document.operations) {
    const [good] = await run.goodBodies(operation);
    const valid = JSON.stringify(good?.body ?? {});
    const wrong = run.some(Object.entries(hostileBodies(valid, 'a')), Math.ceil(EACH / 2));
    const body = operation.body === undefined ? undefined : jsonBody(valid);
    const all: Attempt[] = [
      { operation, what: 'as it should be', body, signedIn: false },
      ...wrong.map(([what, raw]): Attempt => ({ operation, what, body: raw, signedIn: false })),
      ...addressAttempts(operation, body, 0).map((attempt) => ({ ...attempt, signedIn: false })),
    ];
    await run.sendAll(operation.public ? all : all.slice(0, EACH));
  }
  expect(found()).toEqual(NOTHING);
});

test('R56 who goes in the middle of a body leaves nothing behind', async () => {
  for (const operation of changing()) {
    const { method, path } = operation;
    const headers = { authorization: 'Bearer x.y.z' };
    await sender.leaveHalfway({ method, path, headers, body: jsonBody('{"a":"b"}') });
  }
  const [operation] = changing().filter(({ name }) => name === 'POST /api/flows');
  if (operation === undefined) throw new Error('no such call');
  const answer = await run.send({ operation, what: 'after it', body: jsonBody('{}') });
  expect(answer).toMatchObject({ status: 422 });
  expect(found()).toEqual(NOTHING);
});

test('R50 R56 after all this the process is the same, its memory as before, and its log without a fault of its own', async () => {
  expect(run.sent()).toBeGreaterThan(document.operations.length * EACH);
  expect(server.alive()).toBe(true);
  expect(server.logLines('"level":"error"')).toEqual([]);
  const memory = await server.memory();
  expect(memory).toBeLessThan(memoryBefore * 2);
});
