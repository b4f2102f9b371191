import { expect, test } from 'vitest';
import { html, toText } from './html.ts';

test('inserted text is escaped in content and in attributes, markup is not escaped twice', () => {
  const hostile = `"><script>alert('x')</script>&`;
  const inner = html`<b title="${hostile}">${hostile}</b>`;
  const escaped = '&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;';
  expect(toText(html`<p>${inner}</p>`)).toBe(`<p><b title="${escaped}">${escaped}</b></p>`);
});

test('lists are joined, numbers printed, false and undefined print nothing', () => {
  expect(toText(html`${[html`<i>1</i>`, '<']}|${0}|${false}|${undefined}|`)).toBe('<i>1</i>&lt;|0|||');
});
