import { readFileSync } from 'node:fs';

/** A fenced block of the guide. */
export interface GuideBlock {
  /** Headings above it, outermost first. */
  headings: string[];
  language: string;
  text: string;
}

/** All fenced blocks of a Markdown file, in order. */
export function readBlocks(file: string): GuideBlock[] {
  const blocks: GuideBlock[] = [];
  let headings: string[] = [];
  let open: GuideBlock | undefined;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line.startsWith('```')) {
      if (open === undefined) open = { headings: [...headings], language: line.slice(3).trim(), text: '' };
      else {
        blocks.push(open);
        open = undefined;
      }
    } else if (open !== undefined) open.text += `${line}\n`;
    else {
      const heading = /^(#+) (.*)$/.exec(line);
      if (heading?.[1] === undefined || heading[2] === undefined) continue;
      headings = [...headings.slice(0, heading[1].length - 1), heading[2]];
    }
  }
  return blocks;
}

/** The commands of a block: its lines, those that a `\` or an open quote continues taken together, comments left out. */
export function commandsOf(text: string): string[] {
  const commands: string[] = [];
  let current = '';
  const quotesOpen = (part: string): boolean => {
    const bare = part.replaceAll(/"(?:[^"\\]|\\.)*"|'[^']*'/gs, '');
    return bare.includes('"') || bare.includes("'");
  };
  for (const line of text.split('\n')) {
    if (current === '' && (line.trim() === '' || line.startsWith('#'))) continue;
    current += current === '' ? line : `\n${line}`;
    if (line.endsWith('\\') || quotesOpen(current)) continue;
    commands.push(current);
    current = '';
  }
  if (current !== '') throw new Error(`a command of the guide does not end: ${current}`);
  return commands;
}

/** Puts values in for `{NAMES}`; a name without a value is an error, so that no command runs half filled. */
export function fillIn(command: string, values: Record<string, string>): string {
  return command.replaceAll(/\{([A-Z_]+)\}/g, (_whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the guide wants {${name}}, which no step before has given`);
    return value;
  });
}
