import { randomBytes } from 'node:crypto';
import type { Role } from '@sri/shared/model/user.ts';
import { login, register } from '@sri/shared/protocol/api/auth.ts';
import { addMember } from '@sri/shared/protocol/api/members.ts';
import type { ApiClient } from './api-client.ts';

export interface TestUser {
  userId: string;
  orgId: string;
  email: string;
  password: string;
  role: Role;
  token: string;
  refreshToken: string;
  deviceToken: string;
}

export interface Factories {
  /** A new organisation, and its admin signed in. */
  registerOrg: (name?: string) => Promise<TestUser>;
  /** A new member of the admin's organisation, signed in. */
  addMember: (admin: TestUser, role: Role) => Promise<TestUser>;
}

export const TEST_PASSWORD = 'SecurePass123!';

export function uniqueEmail(): string {
  return `u${randomBytes(6).toString('hex')}@empresa.com`;
}

export function createFactories({ use }: ApiClient): Factories {
  return {
    registerOrg: async (name = 'Mi Empresa') => {
      const email = uniqueEmail();
      const body = { email, password: TEST_PASSWORD, name: 'Admin User', orgName: name };
      const { user, org, token, refreshToken, deviceToken } = await use(register, { body });
      const userId = user.id;
      return {
        userId,
        orgId: org.id,
        email,
        password: TEST_PASSWORD,
        role: 'admin',
        token,
        refreshToken,
        deviceToken,
      };
    },
    addMember: async (admin, role) => {
      const email = uniqueEmail();
      const member = { email, name: `The ${role}`, password: TEST_PASSWORD, role };
      const { userId } = await use(addMember, { token: admin.token, body: member });
      const { token, refreshToken, deviceToken } = await use(login, { body: { email, password: TEST_PASSWORD } });
      const { orgId } = admin;
      return { userId, orgId, email, password: TEST_PASSWORD, role, token, refreshToken, deviceToken };
    },
  };
}
