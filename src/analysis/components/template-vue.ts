import { words } from '../code/word-lists.ts';
import { type Attribute, isVoid, type Range, type Tag, type Token, tokenise, type Value } from './markup.ts';
import {
  closeAll,
  closeScope,
  copy,
  expression,
  GLUE,
  glue,
  handler,
  isComponentTag,
  isName,
  isParameters,
  isPattern,
  opaque,
  pass,
  path,
  type Scopes,
  type Writer,
} from './template-code.ts';

/**
 * Writes the expressions of a Vue template as code, with its loops and slots as scopes. Attributes of AngularJS and
 * Alpine in plain pages are read the same way.
 */
export function writeVue(writer: Writer, range: Range): void {
  const scopes: Scopes = [];
  for (const token of tokenise(writer.source.text, range, 'mustache')) writeToken(writer, token, scopes);
  closeAll(writer, scopes);
}

function writeToken(writer: Writer, token: Token, scopes: Scopes): void {
  if (token.kind === 'hole') return pass(writer, 'show', token);
  if (token.kind === 'close') return closeScope(writer, scopes, token.name);
  if (token.kind !== 'open') return;
  const opened: Scopes = [{ label: token.name, close: '' }];
  writeElement(writer, token, opened);
  if (isVoid(token)) closeAll(writer, opened);
  else scopes.push(...opened);
}

const LOOP = words('v-for x-for ng-repeat ng-repeat-start data-ng-repeat data-ng-repeat-start');
/** `(item, index) in items`. */
const LOOP_PARTS = /([\s\S]*?)\s(?:in|of)\s([\s\S]*)/;

/** `#item`, `v-slot:item`, `v-slot`, and what Vue 2 had for it. */
const isSlot = (name: string): boolean => /^(?:#|v-slot:)/.test(name) || SLOTS.has(name);
const SLOTS = words('v-slot slot-scope');

/** Loops and slots first: they are scopes of all that stands in the element. */
function writeElement(writer: Writer, tag: Tag, opened: Scopes): void {
  const isScope = ({ name }: Attribute) => LOOP.has(name) || isSlot(name);
  for (const { name, value } of tag.attributes.filter(isScope)) {
    if (!value) continue;
    if (LOOP.has(name)) writeLoop(writer, value, opened, name.includes('ng-'));
    else writeSlot(writer, value, opened);
  }
  for (const attribute of tag.attributes) if (!isScope(attribute)) writeAttribute(writer, tag, attribute);
}

/** `item in items`, `(item, index) of items`; in AngularJS `(key, item) in items`. */
function writeLoop(writer: Writer, value: Value, opened: Scopes, isKeyFirst: boolean): void {
  const text = writer.source.text.slice(value.start, value.end);
  const [, left = '', list = ''] = LOOP_PARTS.exec(text) ?? [];
  const lead = /\s*\(?\s*/.exec(left)?.[0].length ?? 0;
  const names = left.slice(lead).replace(/\s*\)?\s*$/, '');
  const { item, at, others } = isKeyFirst ? keyAndItem(names) : itemAndCounters(names);
  const end = isKeyFirst ? endOfList(list) : list.length;
  if (item === '' || end < 0 || !isPattern(item)) return glueOpaque(writer, value);
  const start = value.start + lead + at;
  glue(writer, 'for (const ');
  copy(writer, { start, end: start + item.length }, value.quote);
  glue(writer, ' of ');
  const from = value.end - list.length;
  expression(writer, { start: from, end: from + end }, value.quote);
  glue(writer, ') {\n');
  for (const name of others) if (isName(name)) glue(writer, `let ${name}: any;\n`);
  opened.push({ label: '', close: '}\n' });
}

type LoopNames = { item: string; at: number; others: string[] };

function itemAndCounters(names: string): LoopNames {
  const counters = /(?:,[^,}\]]*){1,2}$/.exec(names)?.[0] ?? '';
  const others = counters.split(',').map(part => part.trim());
  return { item: names.slice(0, names.length - counters.length), at: 0, others };
}

function keyAndItem(names: string): LoopNames {
  const key = /^([\w$]+)\s*,\s*/.exec(names);
  const at = key?.[0].length ?? 0;
  return { item: names.slice(at), at, others: key?.[1] ? [key[1]] : [] };
}

/** Where the list of AngularJS ends; -1 where it is given another name: `images | filter: query as found`. */
function endOfList(list: string): number {
  return /\sas\s/.test(list) ? -1 : (/\strack by\s/.exec(list)?.index ?? list.length);
}

function glueOpaque(writer: Writer, value: Value): void {
  opaque(writer, value, value.quote);
  glue(writer, ';\n');
}

/** `#item="{ image }"`: names for what a child hands out, which nobody knows here. */
function writeSlot(writer: Writer, value: Value, opened: Scopes): void {
  const names = writer.source.text.slice(value.start, value.end);
  if (!isParameters(names)) return glueOpaque(writer, value);
  glue(writer, '((');
  copy(writer, value, value.quote);
  glue(writer, ') => {\n');
  opened.push({ label: '', close: '});\n' });
}

const CONDITIONS = words(
  'v-if v-else-if v-show x-if x-show ng-if ng-show ng-hide ng-disabled ng-checked ng-readonly ng-required ng-selected',
);
const HANDLERS = words(
  'ng-click ng-dblclick ng-change ng-submit ng-init ng-blur ng-focus ng-keydown ng-keyup ng-keypress ' +
    'ng-mousedown ng-mouseup ng-mouseenter ng-mouseleave ng-mouseover ng-mousemove ng-copy ng-cut ng-paste',
);
const MODELS = words('v-model x-model ng-model');

type WriteValue = (writer: Writer, value: Value, tag: Tag, name: string) => void;

/** What an attribute does with its value, by its name; `data-ng-if` is `ng-if`. Undefined where it is no code. */
function writerFor(name: string): WriteValue | undefined {
  const plain = withoutData(name);
  if (CONDITIONS.has(plain)) return writeCondition;
  if (HANDLERS.has(plain) || /^(?:v-on:|@|x-on:|on[a-z]+$)/.test(name)) return writeHandler;
  if (MODELS.has(plain) || /^[vx]-model[:.]|^(?:v-bind)?:.*\.sync\b/.test(name)) return writeModel;
  if (/^(?:v-bind:|x-bind:|[:.])/.test(name)) return writeBinding;
  if (name === 'v-bind') return writeSpread;
  return /^(?:v-|x-|ng-)/.test(plain) ? writeShown : undefined;
}

const withoutData = (name: string): string => name.replace(/^data-/, '');

const writeShown: WriteValue = (writer, value) => pass(writer, 'show', value, value.quote);

const NOT_CODE = words(
  'v-else v-once v-pre v-cloak x-transition x-ref x-cloak ng-app ng-controller ng-form ng-cloak ng-include ng-view',
);

function writeAttribute(writer: Writer, tag: Tag, { name, value, start, end }: Attribute): void {
  if (!value) return writeSameName(writer, tag, { start, end });
  if (value.start === value.end || NOT_CODE.has(withoutData(name))) return;
  const write = writerFor(name);
  if (write) return write(writer, value, tag, name);
  path(writer, name, value);
  // `title="{{ image.name }}"` in a page that another library fills.
  for (const hole of tokenise(writer.source.text, value, 'mustache'))
    if (hole.kind === 'hole') pass(writer, 'show', hole, value.quote);
}

/**
 * `:image`, short for `:image="image"`: the name is the expression, so nothing can be put behind it. `:last-image` means
 * `lastImage`, which stands nowhere.
 */
function writeSameName(writer: Writer, tag: Tag, { start, end }: Range): void {
  const [, sign = '', name = ''] =
    /^((?:v-bind)?:)([\w-]+)$/.exec(writer.source.text.slice(start, end)) ?? [];
  const meant = camelCase(name);
  const at = start + sign.length;
  if (!/^[A-Za-z_]\w*$/.test(meant)) return;
  if (meant === name) return writeValue(writer, { start: at, end, quote: '' }, tag, name);
  glue(writer, `${GLUE.show}(`);
  copy(writer, { start: at, end: at });
  glue(writer, `${meant});\n`);
}

function writeCondition(writer: Writer, value: Value): void {
  glue(writer, 'if (');
  expression(writer, value, value.quote);
  glue(writer, ') {}\n');
}

function writeHandler(writer: Writer, value: Value, _: Tag, name: string): void {
  handler(writer, value, value.quote, name.startsWith('on') ? 'event' : '$event');
}

/** `v-model="name"`: shown, and written. */
function writeModel(writer: Writer, value: Value, tag: Tag, name: string): void {
  expression(writer, value, value.quote);
  glue(writer, ` = ${GLUE.input}();\n`);
  const [, own = 'modelValue'] = /:([\w-]+)/.exec(name) ?? [];
  writeValue(writer, value, tag, own);
}

function writeBinding(writer: Writer, value: Value, tag: Tag, name: string): void {
  writeValue(writer, value, tag, name.replace(/(?:[vx]-bind)?[:.]/, '').replace(/\..*/, ''));
}

/** `v-bind="image"`: each member is a property. */
function writeSpread(writer: Writer, value: Value, { name: tag }: Tag): void {
  const component = componentName(tag);
  if (component === undefined) return pass(writer, 'show', value, value.quote);
  glue(writer, `${GLUE.prop}(${component}, '*', `);
  expression(writer, value, value.quote);
  glue(writer, ');\n');
}

/** `:image="image"` gives a component a property; any other element shows it. */
function writeValue(writer: Writer, value: Value, { name: tag }: Tag, name: string): void {
  const component = componentName(tag);
  if (component === undefined || name === 'key') return pass(writer, 'show', value, value.quote);
  // `:[name]="image"`: any of its properties.
  const property = name.startsWith('[') ? '*' : camelCase(name);
  glue(writer, `${GLUE.prop}(${component}, '${property}', `);
  expression(writer, value, value.quote);
  glue(writer, ');\n');
}

const camelCase = (name: string): string =>
  name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Elements of HTML and of Vue itself: no component is meant by these names. */
const NATIVE = words(
  'a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption cite code col ' +
    'colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure footer form h1 h2 ' +
    'h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark menu meta ' +
    'meter nav noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script ' +
    'search section select slot small source span strong style sub summary sup svg table tbody td template textarea ' +
    'tfoot th thead time title tr track u ul var video wbr component path g circle rect line polyline polygon text ' +
    'defs use symbol ellipse image filter mask marker pattern stop tspan font center',
);

const KEBAB = /^[a-z]\w*(?:-\w+)*$/;

/** `ImageCard` of `<image-card>` and `<ImageCard>`; undefined for elements of HTML. */
function componentName(tag: string): string | undefined {
  if (!(isComponentTag(tag) || KEBAB.test(tag)) || NATIVE.has(tag)) return undefined;
  const name = camelCase(tag);
  return name.charAt(0).toUpperCase() + name.slice(1);
}
