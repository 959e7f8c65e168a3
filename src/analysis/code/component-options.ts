import { ts } from 'ts-morph';
import { isFunctionNode, propertyName, returnedExpressions, unwrap } from './syntax.ts';

/** Calls that take the options of a Vue component, or of a store of Pinia, which are alike. */
const TAKES_OPTIONS =
  /^(?:(?:\w+\.)?defineComponent|defineStore|defineNuxtComponent|Vue\.extend|(?:Vue\.)?createApp|Vue|(?:Vue|app)\.component)$/;

const known = new WeakMap<ts.SourceFile, readonly ts.ObjectLiteralExpression[]>();

/** The options objects of the Vue components of a file, the default export first. */
export function optionsOf(file: ts.SourceFile): readonly ts.ObjectLiteralExpression[] {
  const found = known.get(file) ?? findOptions(file);
  known.set(file, found);
  return found;
}

function findOptions(file: ts.SourceFile): ts.ObjectLiteralExpression[] {
  const isVue = file.fileName.includes('.vue.');
  if (!isVue && !/\b(?:data|computed|methods|setup|defineStore)\b/.test(file.text)) return [];
  const found: ts.ObjectLiteralExpression[] = [];
  const visit = (node: ts.Node): void => {
    const value = ts.isExportAssignment(node) ? unwrap(node.expression) : undefined;
    if (value && ts.isObjectLiteralExpression(value) && (isVue || looksLikeOptions(value))) found.push(value);
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && takesOptions(node)) {
      const given = (node.arguments ?? []).map(unwrap).find(ts.isObjectLiteralExpression);
      if (given) found.push(given);
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return found;
}

const takesOptions = (call: ts.CallExpression | ts.NewExpression): boolean =>
  TAKES_OPTIONS.test(call.expression.getText());

const TYPICAL = new Set(['data', 'computed', 'methods', 'setup', 'props', 'mounted', 'created', 'template']);

const looksLikeOptions = (literal: ts.ObjectLiteralExpression): boolean =>
  literal.properties.filter(({ name }) => TYPICAL.has(propertyName(name) ?? '')).length > 1;

/** The options that a node stands in. */
export const optionsAround = (node: ts.Node): ts.ObjectLiteralExpression | undefined => {
  const all = optionsOf(node.getSourceFile());
  if (all.length === 0) return undefined;
  return ts.findAncestor(node, (parent): parent is ts.ObjectLiteralExpression =>
    all.includes(parent as ts.ObjectLiteralExpression),
  );
};

/** Options whose functions return an object of members, and options that are such an object. */
const RETURNED = ['setup', 'data', 'asyncData', 'state'];
const LISTED = ['computed', 'methods', 'props', 'inject', 'data', 'getters', 'actions'];

const option = (options: ts.ObjectLiteralExpression, name: string) =>
  options.properties.find(property => propertyName(property.name) === name);

/** The function that an option is. */
export function functionOption(options: ts.ObjectLiteralExpression, name: string) {
  const property = option(options, name);
  const value = property && ts.isPropertyAssignment(property) ? unwrap(property.initializer) : property;
  return isFunctionNode(value) ? value : undefined;
}

/** The object that an option is. */
export function objectOption(options: ts.ObjectLiteralExpression, name: string) {
  const property = option(options, name);
  const value = property && ts.isPropertyAssignment(property) ? unwrap(property.initializer) : undefined;
  return value && ts.isObjectLiteralExpression(value) ? value : undefined;
}

/** Where a member of a component is declared: what a template, or `this`, means by a name. */
export function memberOf(
  options: ts.ObjectLiteralExpression,
  name: string,
): ts.ObjectLiteralElementLike | undefined {
  const objects = [
    ...RETURNED.flatMap(key => {
      const fn = functionOption(options, key);
      return fn ? returnedExpressions(fn).map(unwrap).filter(ts.isObjectLiteralExpression) : [];
    }),
    ...LISTED.flatMap(key => objectOption(options, key) ?? []),
  ];
  for (const object of objects) {
    const member = object.properties.find(property => propertyName(property.name) === name);
    if (member) return member;
  }
  return undefined;
}

/** Whether a function is a computed member: it is read, not called. */
export function isComputedMember(fn: ts.Node): boolean {
  const member = ts.isPropertyAssignment(fn.parent) ? fn.parent : fn;
  const holder = holderOf(member);
  return holder?.name === 'computed' || holder?.name === 'getters' || computedBy(fn) !== undefined;
}

/** `computed: { publicImages: { get() { … } } }`: the member that is read where such a function is run. */
export function computedBy(fn: ts.Node): ts.PropertyAssignment | undefined {
  const getter = ts.isPropertyAssignment(fn.parent) ? fn.parent : fn;
  const name = propertyName((getter as ts.NamedDeclaration).name as ts.PropertyName | undefined);
  const member = name === 'get' ? getter.parent?.parent : undefined;
  return member && ts.isPropertyAssignment(member) && isComputedMember(getter.parent) ? member : undefined;
}

/** `computed: { shown: { get() { … }, set(list) { … } } }`: what is run when the member is written to. */
export function computedSetter(declaration: ts.Node): ts.SignatureDeclaration | undefined {
  if (!ts.isPropertyAssignment(declaration) || holderOf(declaration)?.name !== 'computed') return undefined;
  const value = unwrap(declaration.initializer);
  return ts.isObjectLiteralExpression(value) ? functionOption(value, 'set') : undefined;
}

/** The option that a member stands in. */
function holderOf(member: ts.Node): { name: string; options: ts.ObjectLiteralExpression } | undefined {
  const property = member.parent?.parent;
  if (!property || !ts.isPropertyAssignment(property) || !ts.isObjectLiteralExpression(property.parent))
    return undefined;
  const options = property.parent;
  if (!optionsOf(options.getSourceFile()).includes(options)) return undefined;
  return { name: propertyName(property.name) ?? '', options };
}

/** Whether a declaration is that of a property which parents set: what stands behind its name is no value. */
export const isPropDeclaration = (node: ts.Node): boolean =>
  holderOf(node)?.name === 'props' || isDefinedProp(node);

/** `defineProps({ image: Object })`. */
const isDefinedProp = ({ parent }: ts.Node): boolean =>
  ts.isObjectLiteralExpression(parent) &&
  ts.isCallExpression(parent.parent) &&
  parent.parent.expression.getText() === 'defineProps';

/** Whether a function gives the members of a component: `setup`, `data`. */
export function givesMembers(fn: ts.Node): boolean {
  const member = ts.isPropertyAssignment(fn.parent) ? fn.parent : fn;
  const options = member.parent;
  if (!options || !ts.isObjectLiteralExpression(options)) return false;
  const name = propertyName((member as ts.NamedDeclaration).name as ts.PropertyName | undefined);
  return RETURNED.includes(name ?? '') && optionsOf(options.getSourceFile()).includes(options);
}

/** The member of the component that a function belongs to. */
export function componentMember(fn: ts.Node, name: string): ts.ObjectLiteralElementLike | undefined {
  const options = optionsAround(fn);
  return options && memberOf(options, name);
}

/** Whether a declaration is what the template of a component, and `this`, mean by its name. */
export function isComponentMember(declaration: ts.Node): boolean {
  const name = propertyName((declaration as ts.NamedDeclaration).name as ts.PropertyName | undefined);
  const options = optionsAround(declaration);
  return options !== undefined && name !== undefined && memberOf(options, name) === declaration;
}

/** What else the members of a component come from: `mixins: [a, b]`, `extends: a`. */
export function mixinsOf(options: ts.ObjectLiteralExpression): readonly ts.Expression[] {
  return ['mixins', 'extends'].flatMap(name => {
    const property = option(options, name);
    const value = property && ts.isPropertyAssignment(property) ? unwrap(property.initializer) : undefined;
    if (!value) return [];
    return ts.isArrayLiteralExpression(value) ? [...value.elements] : [value];
  });
}

/** What a member that `setup` returns is called inside of it; undefined for any other declaration. */
export function setupValue(declaration: ts.Node): ts.Expression | undefined {
  const options = optionsAround(declaration);
  const setup = options && functionOption(options, 'setup');
  const isInside = ts.findAncestor(declaration, node => node === setup) !== undefined;
  if (!setup || !isInside || !isComponentMember(declaration)) return undefined;
  if (ts.isShorthandPropertyAssignment(declaration)) return declaration.name;
  return ts.isPropertyAssignment(declaration) ? declaration.initializer : undefined;
}
