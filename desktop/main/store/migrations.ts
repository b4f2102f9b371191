/**
 * The local database's schema, one step each; `user_version` counts the ones that are in. Never edited once released.
 * Every table is a shelf: values by key, with the time when they were put there (ms since the epoch).
 */
export const MIGRATIONS: readonly string[] = [
  `
  -- Known servers, as JSON; key: their id.
  create table servers (key text primary key, at integer not null, value text not null) strict;
  -- Settings of this computer: which server, preferences, window places; key: name.
  create table settings (key text primary key, at integer not null, value text not null) strict;
  -- What a sign-in is renewed with, encrypted by the system's keychain, base64; key: server.
  create table sign_ins (key text primary key, at integer not null, value text not null) strict;
  -- Texts that are not saved on the server yet; key: what they belong to.
  create table drafts (key text primary key, at integer not null, value text not null) strict;
  -- Captured sessions that could not be sent yet, encrypted by the system's keychain, base64; key: their id.
  create table unsent_sessions (key text primary key, at integer not null, value text not null) strict;
  -- What reading calls answered last, as JSON, for reading without a connection; key: server, call, input.
  create table last_lists (key text primary key, at integer not null, value text not null) strict;
  `,
];
