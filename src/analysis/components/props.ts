import { ts } from 'ts-morph';
import { optionsOf } from '../code/component-options.ts';
import { propertyName, unwrap } from '../code/syntax.ts';

/** Functions that give a component what it is given. */
const PROPS = new Set(['defineProps', '$props']);

const calls = new WeakMap<ts.SourceFile, { call: ts.CallExpression | undefined }>();

/** The call of `defineProps` in a Vue component, or of `$props` in a Svelte component. */
export function propsCall(file: ts.SourceFile): ts.CallExpression | undefined {
  const known = calls.get(file) ?? { call: findCall(file) };
  calls.set(file, known);
  return known.call;
}

function findCall(file: ts.SourceFile): ts.CallExpression | undefined {
  if (!/\bdefineProps\b|\$props\b/.test(file.text)) return undefined;
  const visit = (node: ts.Node): ts.CallExpression | undefined => {
    const isCall = ts.isCallExpression(node) && PROPS.has(node.expression.getText());
    return isCall ? node : ts.forEachChild(node, visit);
  };
  return ts.forEachChild(file, visit);
}

/** What the option `props` of a component says. */
const propsOption = (options: ts.ObjectLiteralExpression): ts.Expression | undefined => {
  const property = options.properties.find(({ name }) => propertyName(name) === 'props');
  return property && ts.isPropertyAssignment(property) ? unwrap(property.initializer) : undefined;
};

/** The symbol of a property that a Vue component declares; undefined where it is not seen to declare it. */
export function propSymbol(
  file: ts.SourceFile,
  name: string,
  checker: ts.TypeChecker,
): ts.Symbol | undefined {
  if (!file.fileName.includes('.vue.')) return undefined;
  const call = propsCall(file);
  const [type] = call?.typeArguments ?? [];
  if (type) return checker.getTypeFromTypeNode(type).getProperty(name);
  const declared = call ? call.arguments[0] : optionsOf(file).map(propsOption)[0];
  return declared && declaredProp(unwrap(declared), name, checker);
}

/** The symbol of a property that options name in a list: `props: ['image']`. */
export function listedProp(
  options: ts.ObjectLiteralExpression,
  name: string,
  checker: ts.TypeChecker,
): ts.Symbol | undefined {
  const declared = propsOption(options);
  return declared && ts.isArrayLiteralExpression(declared)
    ? declaredProp(declared, name, checker)
    : undefined;
}

function declaredProp(declared: ts.Expression, name: string, checker: ts.TypeChecker): ts.Symbol | undefined {
  if (ts.isArrayLiteralExpression(declared)) {
    const element = declared.elements.find(one => ts.isStringLiteralLike(one) && one.text === name);
    return element && symbolOfText(element as ts.StringLiteralLike);
  }
  const member = ts.isObjectLiteralExpression(declared)
    ? declared.properties.find(property => propertyName(property.name) === name)
    : undefined;
  return member?.name && checker.getSymbolAtLocation(member.name);
}

const symbols = new WeakMap<ts.Node, ts.Symbol>();

/** The checker has no symbol for a name in a list; it is the same one each time. */
function symbolOfText(element: ts.StringLiteralLike): ts.Symbol {
  const known = symbols.get(element);
  if (known) return known;
  const symbol = {
    name: element.text,
    escapedName: element.text,
    flags: ts.SymbolFlags.Property,
    declarations: [element],
    valueDeclaration: element,
  } as unknown as ts.Symbol;
  symbols.set(element, symbol);
  return symbol;
}

/** What a property is where a parent gives nothing, as far as options or `withDefaults` say so. */
export function defaultsOf(file: ts.SourceFile, name: string): ts.Expression[] {
  const call = propsCall(file);
  const around = call?.parent;
  const given = around && ts.isCallExpression(around) ? around.arguments[1] : undefined;
  const declared = call ? call.arguments[0] : optionsOf(file).map(propsOption)[0];
  const option = memberValue(declared, name);
  return [memberValue(given, name), memberValue(option, 'default')].filter(value => value !== undefined);
}

function memberValue(literal: ts.Expression | undefined, name: string): ts.Expression | undefined {
  const inner = literal && unwrap(literal);
  if (!inner || !ts.isObjectLiteralExpression(inner)) return undefined;
  const member = inner.properties.find(property => propertyName(property.name) === name);
  // What is spread into it may hold the member too.
  if (!member) return inner.properties.find(ts.isSpreadAssignment)?.expression;
  if (ts.isPropertyAssignment(member)) return unwrap(member.initializer);
  return (ts.isMethodDeclaration(member) ? member : member.name) as ts.Node as ts.Expression;
}

/** `{ type: Object as PropType<Image> }`, `Object as () => Image`. */
export function propType(symbol: ts.Symbol): ts.TypeNode | undefined {
  const [declaration] = symbol.declarations ?? [];
  if (!declaration || !ts.isPropertyAssignment(declaration)) return undefined;
  const whole = unwrapParentheses(declaration.initializer);
  const value = ts.isObjectLiteralExpression(whole) ? typeMember(whole) : whole;
  if (!value || !ts.isAsExpression(value)) return undefined;
  if (ts.isFunctionTypeNode(value.type)) return value.type.type;
  return ts.isTypeReferenceNode(value.type) ? value.type.typeArguments?.[0] : undefined;
}

function typeMember(literal: ts.ObjectLiteralExpression): ts.Expression | undefined {
  const member = literal.properties.find(property => propertyName(property.name) === 'type');
  return member && ts.isPropertyAssignment(member) ? unwrapParentheses(member.initializer) : undefined;
}

const unwrapParentheses = (node: ts.Expression): ts.Expression =>
  ts.isParenthesizedExpression(node) ? unwrapParentheses(node.expression) : node;
