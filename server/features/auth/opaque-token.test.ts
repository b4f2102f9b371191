import { expect, test } from 'vitest';
import { newId } from '@sri/shared/model/ids.ts';
import { API_KEY_PATTERN } from '@sri/shared/protocol/api/api-keys.ts';
import { knownDevice, issueDeviceToken } from './known-device.ts';
import { makeToken, parseToken } from './opaque-token.ts';

test('a token says whose it is, and only its hash is to be kept', () => {
  const orgId = newId();
  const token = makeToken('srr', orgId);
  expect(parseToken('srr', token.text)).toEqual(token);
  expect(token.orgId).toBe(orgId);
  expect(token.text).not.toContain(token.hash);
  expect(makeToken('srr', orgId).text).not.toBe(token.text);
});

test('other kinds and other forms are none', () => {
  const { text } = makeToken('sri', newId());
  expect(parseToken('srr', text)).toBeUndefined();
  for (const wrong of ['', 'sri_', text.slice(0, -1), `${text}x`, text.toUpperCase(), text.replace('sri_', 'srx_')]) {
    expect(parseToken('sri', wrong)).toBeUndefined();
  }
});

test('R39 a leaked key is found by its pattern, and words that look like one are not', () => {
  const { text } = makeToken('sri', newId());
  expect(`curl -H "Authorization: Bearer ${text}"`).toMatch(API_KEY_PATTERN);
  expect(`sri_${'0'.repeat(32)}_short`).not.toMatch(API_KEY_PATTERN);
});

test('R38 a device is known to the account that it signed in to, and to no other', () => {
  const keys = { current: 'a'.repeat(32) };
  const token = issueDeviceToken(keys, 'a@empresa.com');
  expect(knownDevice(keys, 'a@empresa.com', token)).toMatch(/^[0-9a-f]{16}$/);
  expect(knownDevice(keys, 'b@empresa.com', token)).toBeUndefined();
  expect(knownDevice(keys, 'a@empresa.com', `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`)).toBeUndefined();
  expect(knownDevice(keys, 'a@empresa.com', undefined)).toBeUndefined();
  const rotated = { current: 'b'.repeat(32), previous: keys.current };
  expect(knownDevice(rotated, 'a@empresa.com', token)).toBeDefined();
});
