import { expect, test } from 'vitest';
import { egressEntry } from './egress-entry.ts';

test.each([
  ['postgres://sri:sri@127.0.0.1:5433/sri_production', 'loopback:5433'],
  ['redis://localhost', 'loopback:6379'],
  ['http://[::1]:9000', 'loopback:9000'],
  ['postgres://u:p@db/x', 'db:5432'],
  ['https://s3.example', 's3.example:443'],
  ['redis://10.0.0.7:6380', '10.0.0.7:6380'],
])('%s is %s', (url, entry) => {
  expect(egressEntry(url)).toBe(entry);
});
