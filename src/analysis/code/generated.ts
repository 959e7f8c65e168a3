import { ts } from 'ts-morph';

const GENERATED =
  /@generated\b|\bauto[- ]?generated\b|\bdo not (?:edit|modify)\b|\bgenerated (?:by|from|using|via|with)\b/i;

/** Whether the comment that a file begins with says that a program wrote it. */
export const isGenerated = (file: ts.SourceFile): boolean => GENERATED.test(leadingComment(file));

const leadingComment = (file: ts.SourceFile): string =>
  (ts.getLeadingCommentRanges(file.text, 0) ?? [])
    .map(range => file.text.slice(range.pos, range.end))
    .join('\n');
