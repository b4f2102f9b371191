import { expect, test } from 'vitest';
import { signInOfLink, signInPath } from './sign-in-link.ts';

const link = (server: string, code?: string): string =>
  `sri://entrar?servidor=${encodeURIComponent(server)}${code === undefined ? '' : `&codigo=${encodeURIComponent(code)}`}`;

test('names a server of this computer, and the code that signs in once', () => {
  const found = signInOfLink(link('http://localhost:3000', 'Ab-9_x'));
  expect(found).toEqual({ server: 'http://localhost:3000', code: 'Ab-9_x' });
  expect(signInPath(found!)).toBe('/entrar?codigo=Ab-9_x');
  for (const server of ['http://127.0.0.1:40123', 'http://[::1]:3000', 'https://localhost']) {
    expect(signInOfLink(link(server, 'x'))?.server).toBe(server);
  }
});

test('without a code the person signs in', () => {
  const found = signInOfLink(link('http://localhost:3000'));
  expect(found).toEqual({ server: 'http://localhost:3000', code: null });
  expect(signInPath(found!)).toBe('/entrar');
});

test('R55 a link leads to no server elsewhere, and to no other screen', () => {
  const refused = [
    link('https://sri.example.com', 'x'),
    link('http://localhost.example.com:3000', 'x'),
    link('http://localhost:3000@example.com', 'x'),
    link('http://localhost:3000/api', 'x'),
    link('file:///etc/passwd', 'x'),
    link('javascript:alert(1)', 'x'),
    link('http://localhost:3000', '../ajustes?x=1'),
    'sri://entrar',
    'sri://ejecuciones/?servidor=http%3A%2F%2Flocalhost%3A3000',
    'https://entrar?servidor=http%3A%2F%2Flocalhost%3A3000',
  ];
  expect(refused.filter((given) => signInOfLink(given) !== null)).toEqual([]);
});
