import { styleText } from 'node:util';

const STYLES = {
  error: ['red', 'bold'],
  warning: ['yellow', 'bold'],
  note: ['cyan', 'bold'],
  place: 'underline',
  code: 'magenta',
  strong: 'bold',
  faint: 'dim',
  gutter: 'dim',
  mark: ['red', 'bold'],
  aside: 'yellow',
  good: 'green',
  removed: 'red',
  added: 'green',
} as const satisfies Record<string, Parameters<typeof styleText>[0]>;

type Style = keyof typeof STYLES;
export type Paint = (style: Style, text: string) => string;

/** Colours a text, or leaves it as it is. Whether the output takes colours is the caller's knowledge. */
export const paintWith =
  (color: boolean): Paint =>
  (style, text) =>
    color && text !== '' ? styleText(STYLES[style] as Parameters<typeof styleText>[0], text, PLAIN) : text;

const PLAIN = { validateStream: false };
