-- A secret is a text, or the key of an authenticator (shared/node/one-time-code.ts).
alter table org_secrets add column kind text not null default 'text' check (kind in ('text', 'totp'));
