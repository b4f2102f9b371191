import { describe, expect, it } from 'vitest';
import { createDataFiles } from './data-files.ts';

describe('data that steps save', () => {
  it('becomes JSON, then CSV, once per change', async () => {
    const written: [string, string][] = [];
    const data = createDataFiles((name, content) => Promise.resolve(void written.push([name, content])));
    data.keep('saldo', 's1', { saldo: '1.234,56' });
    await data.flush();
    await data.flush();
    expect(written).toEqual([
      ['data/saldo.json', '{\n  "saldo": "1.234,56"\n}\n'],
      ['data/saldo.csv', '\ufeffsaldo\r\n1.234,56\r\n'],
    ]);
    expect(data.names()).toEqual(['saldo']);
  });

  it('keeps the rows of every round of a loop, and the last of two steps', async () => {
    const files = new Map<string, string>();
    const data = createDataFiles((name, content) => Promise.resolve(void files.set(name, content)));
    const rows = [{ n: 1 }];
    data.keep('filas', 's1', rows);
    data.keep('filas', 's1', [{ n: 2 }, { n: 3 }]);
    data.keep('uno', 's2', { n: 1 });
    data.keep('uno', 's2', { n: 2 });
    data.keep('otro', 's3', { n: 1 });
    data.keep('otro', 's4', { n: 2 });
    await data.flush();
    expect(rows).toHaveLength(1);
    expect(JSON.parse(files.get('data/filas.json') ?? '')).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(JSON.parse(files.get('data/uno.json') ?? '')).toEqual([{ n: 1 }, { n: 2 }]);
    expect(JSON.parse(files.get('data/otro.json') ?? '')).toEqual({ n: 2 });
  });
});
