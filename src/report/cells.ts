/** What a terminal shows for one character. Offsets count UTF-16 code units from the start of the line. */
export type Cell = { shown: string; width: number; offset: number };

const TAB = 4;

/** Characters that a terminal shows two columns wide. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{1B000}-\u{1B2FF}\u{1F200}-\u{1F2FF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u;

/** Characters that take no column of their own. */
const NARROW = /\p{Mn}|\p{Me}|[\u200B-\u200D]|[\uFE00-\uFE0F]/u;

/** Characters that would move the cursor, hide text or turn its direction. */
const UNSAFE = /[\p{Cc}\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/u;
const ALL_UNSAFE = new RegExp(UNSAFE, 'gu');

/** Replaces what could play tricks on a terminal by a visible sign. */
export const printable = (text: string): string => text.replace(ALL_UNSAFE, signOf);

/** Control characters have pictures; everything else becomes a replacement character. */
const signOf = (char: string): string => {
  const code = char.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\uFFFD';
};

/** How many columns a text takes. */
export const widthOf = (text: string): number => cellsOf(text).reduce((width, cell) => width + cell.width, 0);

/** The characters of a line as they are shown; tabs go to the next stop. */
export function cellsOf(line: string): Cell[] {
  const cells: Cell[] = [];
  let offset = 0;
  let column = 0;
  for (const char of line) {
    const cell = { ...show(char, column), offset };
    cells.push(cell);
    offset += char.length;
    column += cell.width;
  }
  return cells;
}

function show(char: string, column: number): { shown: string; width: number } {
  if (char >= ' ' && char <= '~') return { shown: char, width: 1 };
  if (char === '\t') {
    const width = TAB - (column % TAB);
    return { shown: ' '.repeat(width), width };
  }
  if (UNSAFE.test(char)) return { shown: signOf(char), width: 1 };
  if (NARROW.test(char)) return { shown: char, width: 0 };
  return { shown: char, width: WIDE.test(char) ? 2 : 1 };
}
