import { expect, test } from 'vitest';
import { AppError } from '@sri/shared/errors.ts';
import { parseEgressRules } from '@sri/shared/node/egress/egress-rules.ts';
import { checkAddress } from './check-address.ts';

function faultOf(url: string, { allow = '', production = true } = {}): string | null {
  try {
    checkAddress(url, { production, allow: parseEgressRules(allow), deny: [] });
    return null;
  } catch (error) {
    if (!(error instanceof AppError) || error.errors?.[0]?.field !== 'url') throw error;
    return error.errors[0].message;
  }
}

test.each([
  'https://127.0.0.1/x',
  'https://2130706433/x',
  'https://0x7f.1/x',
  'https://0177.0.0.1/x',
  'https://[::1]/x',
  'https://[::ffff:127.0.0.1]/x',
  'https://10.1.2.3/x',
  'https://169.254.169.254/latest/meta-data',
  'https://100.64.0.1/x',
  'https://[fd00::1]/x',
])('R51 %s is refused when it is written down', (url) => {
  expect(faultOf(url)).toMatch(/may not be reached from here/);
});

test.each([
  ['ftp://erp.example/x', /https/],
  ['erp.example', /https/],
  ['https://user:pass@erp.example/', /user or password/],
  ['https://erp.example/#parte', /#/],
  ['https://erp.example:8443/', /port 8443/],
  ['http://erp.example/', /https/],
])('%s is refused in words', (url, words) => {
  expect(faultOf(url)).toMatch(words);
});

test('what is allowed by name, range or port is let through, and http outside production', () => {
  expect(faultOf('https://erp.example/avisos?x=1')).toBeNull();
  expect(faultOf('https://erp.example:8443/', { allow: 'erp.example:8443' })).toBeNull();
  expect(faultOf('https://10.1.2.3/', { allow: '10.0.0.0/8' })).toBeNull();
  expect(faultOf('http://erp.example/', { production: false })).toBeNull();
});
