import { expect, test } from 'vitest';
import { databaseUrls } from './database-urls.ts';

const OWN = 'postgres://sri:sri@127.0.0.1:5433/sri_production';

test('our own Postgres gives all three', () => {
  expect(databaseUrls({}, OWN)).toEqual({
    admin: OWN,
    api: 'postgres://sri_api:sri_api@127.0.0.1:5433/sri_production',
    relay: 'postgres://sri_relay:sri_relay@127.0.0.1:5433/sri_production',
  });
});

test('what is set is used, the rest follows from it', () => {
  const admin = 'postgres://sri:p%40ss@db.example:6000/other?sslmode=require';
  const api = 'postgres://me:mine@db.example:6000/other';
  expect(databaseUrls({ DATABASE_ADMIN_URL: admin, DATABASE_URL: api })).toEqual({
    admin,
    api,
    relay: 'postgres://sri_relay:sri_relay@db.example:6000/other?sslmode=require',
  });
  expect(databaseUrls({ DATABASE_URL: api }).admin).toBe('postgres://sri:sri@db.example:6000/other');
});
