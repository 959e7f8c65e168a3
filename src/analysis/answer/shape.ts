import type { ts } from 'ts-morph';
import type { Library } from '../collections/library-names.ts';

/**
 * What is known of a value that comes from the answer. Promises are not told from what they promise: awaiting,
 * chaining and observing keep the shape.
 */
export type Shape =
  /** The answer of a client or its body: whatever leads to the list within a few steps. */
  | { kind: 'answer'; steps: number }
  /** The body as JSON text. */
  | { kind: 'text' }
  /** One image. `own`: members that the code has put over the fields, and which are its own business. */
  | { kind: 'record'; own: readonly string[] }
  /** The object of custom properties. */
  | { kind: 'bag' }
  /** A timestamp; `read` is the access that it was read with. */
  | { kind: 'time'; read: ts.Node }
  | { kind: 'array'; of: Shape }
  /** One known element of a list with others; `list` is where the others are written. */
  | { kind: 'tuple'; index: number; of: Shape; list?: ts.ArrayLiteralExpression }
  /** A dictionary, `Map` or object with keys known at run time. */
  | { kind: 'map'; of: Shape }
  /** An object with one known member; the others are not from the answer. An instance is one that a class made. */
  | { kind: 'member'; name: string; of: Shape; isInstance?: boolean }
  /** A value wrapped for a chain of calls; `isOpen`: until the chain says that it ends. */
  | { kind: 'chain'; library: Library; isOpen: boolean; of: Shape }
  /** A store of state, which is also the hook that reads it. */
  | { kind: 'store'; of: Shape }
  /** A function that gives the shape when it is called (a getter of a signal, a bound method). */
  | { kind: 'thunk'; of: Shape }
  /** No value of an answer but a function of the project, which is followed to whoever calls it. */
  | { kind: 'function'; at: ts.Node };

/**
 * A name among those of the code's own that was taken out of an image. v1.1 has nothing there; in v2 a property of
 * that name may stand beside the fields.
 */
export const leftOut = (name: string): string => `!${name}`;

export const ANSWER: Shape = { kind: 'answer', steps: 0 };
const RECORD: Shape = { kind: 'record', own: [] };
export const LIST: Shape = { kind: 'array', of: RECORD };

/** A key by which equal shapes are told. */
export function shapeKey(shape: Shape): string {
  switch (shape.kind) {
    case 'answer':
      return `answer${shape.steps}`;
    case 'record':
      return `record(${shape.own.join()})`;
    case 'time':
      return `time${placeKey(shape.read)}`;
    case 'function':
      return `function${placeKey(shape.at)}`;
    case 'array':
    case 'map':
    case 'store':
    case 'thunk':
      return `${shape.kind}<${shapeKey(shape.of)}>`;
    case 'tuple':
      return `tuple${shape.index}${placeKey(shape.list)}<${shapeKey(shape.of)}>`;
    case 'chain':
      return `chain ${shape.library} ${shape.isOpen}<${shapeKey(shape.of)}>`;
    case 'member':
      return `${shape.isInstance ? 'new ' : ''}{${shape.name}: ${shapeKey(shape.of)}}`;
    default:
      return shape.kind;
  }
}

const placeKey = (node: ts.Node | undefined): string =>
  node ? `@${node.getSourceFile().fileName}:${node.pos}` : '';

export const isInstance = (shape: Shape): boolean => shape.kind === 'member' && shape.isInstance === true;

/** How many things a shape is put into. */
export const depthOf = (shape: Shape): number => ('of' in shape ? 1 + depthOf(shape.of) : 0);

export const holdsFunction = (shape: Shape): boolean =>
  shape.kind === 'function' || ('of' in shape && holdsFunction(shape.of));

/** The word for a shape in messages. */
export function shapeWord(shape: Shape): string {
  switch (shape.kind) {
    case 'answer':
    case 'text':
      return 'answer';
    case 'record':
      return 'image';
    case 'bag':
      return 'object of properties';
    case 'time':
      return 'timestamp';
    case 'function':
      return 'function';
    case 'array':
      return shape.of.kind === 'record' ? 'list of images' : `list (${shapeWord(shape.of)})`;
    default:
      return shapeWord(shape.of);
  }
}

/** What has a shape as one of its members. */
export const memberShape = (name: string, of: Shape): Shape => ({ kind: 'member', name, of });

/** Whether a shape is or holds a timestamp only: it may go anywhere, its old form is restored where it is read. */
export function isTime(shape: Shape): boolean {
  if (shape.kind === 'time') return true;
  return 'of' in shape && isTime(shape.of);
}

/** The timestamp reads within a shape. */
export function timeReads(shape: Shape): ts.Node[] {
  if (shape.kind === 'time') return [shape.read];
  return 'of' in shape ? timeReads(shape.of) : [];
}
