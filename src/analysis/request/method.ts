import type { ts } from 'ts-morph';
import { type FoldContext, fold } from '../fold/fold.ts';
import { flatText } from '../fold/template.ts';
import type { Form } from './clients.ts';
import { readOptions } from './options.ts';
import { type Config, type Slot, slotOf } from './request-base.ts';
import type { ResolvedClient } from './resolve-client.ts';

/** What a request does. */
export type Method = 'GET' | 'other' | 'unknown';

type Call = ts.CallExpression | ts.NewExpression;

/** `configs`: those options of the call that are written out. `settings`: all, with those of the instance. */
type Given = { configs: readonly Config[]; settings: readonly Slot[] };

/** Options that say the method. */
const KEYS = ['method', 'type', 'httpMethod', 'verb'];

/** The method of a request: by the name that is called, by a verb before the URL, or by its options. */
export function methodOf(
  call: Call,
  { form, client }: ResolvedClient,
  given: Given,
  context: FoldContext,
): Method {
  if (form.method !== 'config') return form.method;
  const texts = verbsOf(call, form, context) ?? optionTexts(call, given, context);
  if (texts.length === 0) return hasBody(given.configs) && client.name === 'by shape' ? 'other' : 'GET';
  if (texts.every(text => text.toUpperCase() === 'GET')) return 'GET';
  return texts.every(text => /^[a-z]+$/i.test(text) && text.toUpperCase() !== 'GET') ? 'other' : 'unknown';
}

/** Every text that a verb before the URL may be. */
function verbsOf(call: Call, { url }: Form, context: FoldContext): string[] | undefined {
  const [first] = call.arguments ?? [];
  return url === 1 && first ? fold(first, context).map(flatText) : undefined;
}

/** Every text that the option may be; of options that have a name, also what is put into them, or what the instance has. */
function optionTexts(call: Call, { configs, settings }: Given, context: FoldContext): string[] {
  const textsOf = ({ node, frame }: Slot) => fold(node, { ...context, frame }).map(flatText);
  const written = slotOf(configs, KEYS);
  const isInPlace = configs.some(({ isLiteral }) => isLiteral);
  const later = isInPlace
    ? []
    : settings.flatMap(slot => readOptions(slot, KEYS, call, context.workspace).slots);
  const isDefault = !written && later.length > 0 && later.every(({ isSometimes }) => isSometimes);
  return [...(written ? textsOf(written) : []), ...(isDefault ? ['GET'] : []), ...later.flatMap(textsOf)];
}

const hasBody = (configs: readonly Config[]): boolean =>
  slotOf(configs, ['body', 'json', 'form', 'payload']) !== undefined;
