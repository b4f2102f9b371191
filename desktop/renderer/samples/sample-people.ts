import type { ApiKey } from '@sri/shared/protocol/api/api-keys.ts';
import type { Invitation } from '@sri/shared/protocol/api/invitations.ts';
import type { Member } from '@sri/shared/protocol/api/members.ts';
import type { Secret } from '@sri/shared/protocol/api/secrets.ts';
import type { Role } from '@sri/shared/model/user.ts';
import { ago, SAMPLE_ME, sampleId } from './sample-data.ts';

const DAY = 24 * 3600_000;

export function sampleMembers(): Member[] {
  const member = (number: number, name: string, email: string, role: Role, days: number): Member => ({
    userId: number === 1 ? SAMPLE_ME.user.id : sampleId(10 + number),
    name,
    email: `${email}@agricoladelvalle.com.ar`,
    role,
    since: ago(days * DAY),
  });
  return [
    member(1, 'María Quiroga', 'maria', 'admin', 210),
    member(2, 'Esteban Ferreyra', 'esteban', 'creator', 180),
    member(3, 'Lucía Benítez', 'lucia', 'operator', 64),
    member(4, 'Ramón Ojeda', 'ramon', 'reader', 12),
  ];
}

export function sampleInvitations(): Invitation[] {
  const invitation = (number: number, email: string, role: Role, days: number, ended?: object): Invitation => ({
    id: sampleId(700 + number),
    email,
    role,
    invitedBy: SAMPLE_ME.user.name,
    createdAt: ago(days * DAY),
    expiresAt: ago((days - 7) * DAY),
    acceptedAt: null,
    revokedAt: null,
    ...ended,
  });
  return [
    invitation(1, 'sofia@agricoladelvalle.com.ar', 'operator', 1),
    invitation(2, 'contaduria@estudiolacava.com.ar', 'reader', 3),
    invitation(3, 'ramon@agricoladelvalle.com.ar', 'reader', 12, { acceptedAt: ago(11 * DAY) }),
    invitation(4, 'pedro@agricoladelvalle.com.ar', 'creator', 20),
    invitation(5, 'practicante@agricoladelvalle.com.ar', 'operator', 30, { revokedAt: ago(29 * DAY) }),
  ];
}

export function sampleSecrets(): Secret[] {
  const updatedBy = { userId: SAMPLE_ME.user.id, name: SAMPLE_ME.user.name };
  return [
    { name: 'clave_cargill', kind: 'text', updatedBy, createdAt: ago(90 * DAY), updatedAt: ago(12 * DAY) },
    { name: 'codigo_bunge', kind: 'totp', updatedBy, createdAt: ago(40 * DAY), updatedAt: ago(40 * DAY) },
  ];
}

/** An invitation as whoever has its link sees it. */
export function sampleOpenInvitation() {
  return {
    orgName: SAMPLE_ME.org.name,
    email: 'sofia@agricoladelvalle.com.ar',
    role: 'operator' as const,
    invitedBy: SAMPLE_ME.user.name,
    expiresAt: new Date(Date.now() + 6 * DAY).toISOString(),
  };
}

/** A secret that was just made or changed. */
export function samplePutSecret(name: string, kind: Secret['kind'] = 'text') {
  const updatedBy = { userId: SAMPLE_ME.user.id, name: SAMPLE_ME.user.name };
  const now = new Date().toISOString();
  return {
    name,
    kind,
    updatedBy,
    createdAt: now,
    updatedAt: now,
    sealed: true,
    code: kind === 'totp' ? '482913' : null,
  };
}

export function sampleKeys(): ApiKey[] {
  const key = (
    number: number,
    name: string,
    role: Role,
    used: number | null,
    change: Partial<ApiKey> = {},
  ): ApiKey => ({
    id: sampleId(800 + number),
    name,
    prefix: `sri_01990000…k${number}Qz`,
    role,
    userId: SAMPLE_ME.user.id,
    createdAt: ago(100 * DAY),
    expiresAt: ago(-80 * DAY),
    lastUsedAt: used === null ? null : ago(used),
    revokedAt: null,
    ...change,
  });
  return [
    key(1, 'ERP Cosecha', 'operator', 12 * 60_000),
    key(2, 'Planilla de saldos', 'reader', 74 * DAY, { expiresAt: null }),
    key(3, 'Tablero de logística', 'reader', 2 * DAY),
    key(4, 'Prueba de integración', 'operator', 40 * DAY, { expiresAt: ago(10 * DAY) }),
    key(5, 'ERP anterior', 'operator', 95 * DAY, { revokedAt: ago(90 * DAY) }),
  ];
}

export const SAMPLE_SETTINGS = { name: SAMPLE_ME.org.name, timeZone: SAMPLE_ME.org.timeZone, maxQueued: 2000 };
