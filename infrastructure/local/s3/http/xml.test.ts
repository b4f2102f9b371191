import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { S3Error } from './s3-errors.ts';
import { childText, expectShape, parseXml } from './xml-read.ts';
import { xmlDocument } from './xml-write.ts';

function outcome(text: string): string {
  try {
    parseXml(text);
    return 'read';
  } catch (error) {
    return error instanceof S3Error ? error.code : String(error);
  }
}

describe('XML', () => {
  it('reads back what it writes', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));
    fc.assert(
      fc.property(text, (value) => {
        const wellFormed = value.toWellFormed();
        const read = parseXml(xmlDocument('Delete', [['Key', wellFormed]]));
        expect(childText(read, 'Key')).toBe(wellFormed);
      }),
    );
  });

  it('reads a document with declaration, namespace, blanks and entities', () => {
    const read = parseXml(
      '<?xml version="1.0"?>\n<Delete xmlns="http://x/">\n <Object><Key>a&amp;b&#xF1;&#13;&lt;</Key></Object><Quiet/></Delete>\n',
    );
    expect(read.children.map(({ name }) => name)).toEqual(['Object', 'Quiet']);
    expect(childText(read.children[0] ?? read, 'Key')).toBe('a&bñ\r<');
  });

  it.each([
    ['a document type', '<!DOCTYPE x><a/>'],
    ['an entity of its own', '<!DOCTYPE x [<!ENTITY e "e">]><a>&e;</a>'],
    ['an unknown entity', '<a>&nbsp;</a>'],
    ['a bare ampersand', '<a>a & b</a>'],
    ['a character that is none', '<a>&#xD800;</a>'],
    ['NUL', '<a>&#0;</a>'],
    ['a comment', '<a><!-- x --></a>'],
    ['CDATA', '<a><![CDATA[x]]></a>'],
    ['an instruction', '<a><?php x ?></a>'],
    ['text between elements', '<a>x<b/></a>'],
    ['text around the root', '<a/>x'],
    ['two roots', '<a/><b/>'],
    ['a wrong end', '<a><b></a></b>'],
    ['no end', '<a><b></b>'],
    ['an end alone', '</a>'],
    ['nothing', ''],
    ['great depth', '<a>'.repeat(9) + '</a>'.repeat(9)],
  ])('refuses %s', (_, text) => {
    expect(() => parseXml(text)).toThrow(expect.objectContaining({ code: 'MalformedXML' }));
  });

  it('refuses elements that have no place and such as stand twice', () => {
    const read = parseXml('<Delete><Key>a</Key><Key>b</Key></Delete>');
    expect(() => childText(read, 'Key')).toThrow('more than once');
    expect(() => expectShape(read, 'Delete', ['Object'])).toThrow('<Key> is not known');
    expect(() => expectShape(read, 'Other', ['Key'])).toThrow('<Other> was expected');
  });

  it('ends on any text, quickly', () => {
    const pieces = fc.array(fc.constantFrom('<', '>', 'a', ' ', '=', '"', '/', '&', ';', '!', '?', '<a b="'), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(pieces, (parts) => {
        expect(outcome(parts.join(''))).toMatch(/^(read|MalformedXML)$/);
      }),
    );
  });
});
