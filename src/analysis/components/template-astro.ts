import { markupIn } from './braces.ts';
import { type Attribute, type Range, type Tag, type Token, tokenise, type Value } from './markup.ts';
import {
  copy,
  expression,
  GLUE,
  glue,
  isComponentTag,
  isExpression,
  isName,
  path,
  type Writer,
} from './template-code.ts';

type Named = Pick<Tag, 'name'>;

/** Writes the expressions of an Astro component as code. It has no blocks: all is expressions, with markup in them. */
export function writeAstro(writer: Writer, tokens: readonly Token[]): void {
  for (const token of tokens) {
    if (token.kind === 'hole') writeShown(writer, token);
    if (token.kind === 'open' || token.kind === 'raw')
      for (const one of token.attributes) writeAttribute(writer, token, one);
  }
}

function writeShown(writer: Writer, range: Range): void {
  glue(writer, `${GLUE.show}(`);
  writeMixed(writer, range);
  glue(writer, ');\n');
}

/** Code with elements in it: each of them becomes a call with all that is in it. */
function writeMixed(writer: Writer, range: Range): void {
  const { text } = writer.source;
  const elements = markupIn(text, range);
  if (elements.length === 0) return expression(writer, range);
  const plain = elements.reduceRight(
    (rest, { start, end }) => `${rest.slice(0, start - range.start)}null${rest.slice(end - range.start)}`,
    text.slice(range.start, range.end),
  );
  if (!isExpression(plain)) return expression(writer, range);
  glue(writer, '(');
  let from = range.start;
  for (const element of elements) {
    copy(writer, { start: from, end: element.start });
    glue(writer, '(() => {\n');
    writeAstro(writer, tokenise(text, element, 'jsx'));
    glue(writer, '\n})()');
    from = element.end;
  }
  copy(writer, { start: from, end: range.end });
  glue(writer, '\n)');
}

function writeAttribute(writer: Writer, tag: Named, { name, value }: Attribute): void {
  if (!value) return;
  if (value.quote !== '{' && value.quote !== '`') return path(writer, name, value);
  const text = writer.source.text.slice(value.start, value.end);
  if (value.quote === '`') return writeShown(writer, { start: value.start - 1, end: value.end + 1 });
  const spread = /^\s*\.\.\./.exec(text)?.[0].length ?? 0;
  if (spread > 0) return writeShown(writer, { start: value.start + spread, end: value.end });
  writeProperty(writer, tag, name === '' ? text.trim() : name, { ...value, quote: name === '' ? '' : '{' });
}

/** `<ImageCard image={image} />` gives a component a property; an element shows it. */
function writeProperty(writer: Writer, { name: tag }: Named, name: string, value: Value): void {
  const isComponent = isComponentTag(tag) && isName(name);
  glue(writer, isComponent ? `${GLUE.prop}(${tag}, '${name}', ` : `${GLUE.show}(`);
  if (value.quote === '') expression(writer, value, '');
  else writeMixed(writer, value);
  glue(writer, ');\n');
}
