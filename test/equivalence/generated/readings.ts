/** What programs do with the list, as expressions over `images`; simple ones first. */
export const READINGS: readonly string[] = [
  'images.map(image => image.name)',
  'images.length',
  'images.filter(image => image.is_public).map(image => image.id)',
  'images.map(({ id, is_public }) => [id, is_public])',
  "images.map(image => (image.is_public ? 'public' : 'private'))",
  'images.filter(image => !image.is_public).length',
  'images.map(image => image.properties.os_type)',
  "images.map(image => image.properties['hw:foo'])",
  'images.map(({ properties: { os_type } }) => os_type)',
  "images.filter(({ properties }) => properties.os_type === 'linux').map(({ name }) => name)",
  'images.map(image => image.properties?.os_version ?? null)',
  "images.map(image => (image.properties || {}).os_type || 'none')",
  'images.map(({ is_public: open, name: title }) => ({ open, title }))',
  'images.map(({ is_public = false, name }) => `${name}: ${is_public}`)',
  'images.map(image => ({ id: image.id, open: image.is_public, gone: image.deleted }))',
  'images.filter(image => image.deleted || image.deleted_at !== null).map(image => image.id)',
  'images.map(image => image.created_at.slice(0, 10))',
  'images.map(image => new Date(image.updated_at).getTime())',
  "images.map(image => new Date(image.created_at + 'Z').toISOString())",
  'images.map(image => image.updated_at)',
  '[...images].sort((a, b) => a.created_at.localeCompare(b.created_at)).map(image => image.id)',
  'images.every(image => image.created_at < image.updated_at)',
  "images.filter(image => image.updated_at > '2014-03-18T01:00:00').map(image => image.name)",
  'images.reduce((sum, { size }) => sum + (size ?? 0), 0)',
  'images.reduce((count, image) => (image.is_public === true ? count + 1 : count), 0)',
  'images.find(image => image.is_public === false)?.name',
  'images.some(image => image.is_public != true)',
  'images.map(image => Number(image.is_public))',
  'images.map(image => image.is_public && image.name)',
  "images.map(image => image['is_public'])",
  'images[0]?.is_public',
  'images.at(-1)?.properties.os_type',
  'images.flatMap(image => (image.is_public ? [image.checksum] : []))',
  'images.map((image, index) => `${index}: ${image.disk_format}/${image.min_disk}/${image.virtual_size}`)',
  "images.map(image => ['id', 'is_public'].map(key => image[key]))",
  'images.map(image => Object.keys(image.properties).sort())',
  'images.map(image => Object.entries(image.properties).length)',
  "images.map(image => 'is_public' in image)",
  "images.map(image => 'os_type' in image.properties)",
  'images.map(image => ({ ...image, extra: 1 }))',
  'images.map(({ properties, ...rest }) => [rest.is_public, properties.os_type])',
  'images',
  'JSON.stringify(images.map(image => image.properties))',
  'Object.fromEntries(images.map(image => [image.id, image.is_public]))',
  'new Map(images.map(image => [image.id, image])).get(images[0]?.id)?.is_public',
  '[...new Set(images.map(image => image.is_public))]',
  "images.map(image => image.hasOwnProperty('properties'))",
  'images.slice(0, 3).map(describe)',
  'summarise(images)',
  'collect(images)',
  'new Catalogue(images).open()',
  '[...eachOpen(images)]',
  'underOtherNames(images)',
  'inStates(images)',
  'wholeState(images)',
  'withOwn(images)',
  'byStatus(images)',
  'throughTables(images)',
  'deepest(images)',
  'calledBack(images)',
];

/** What the expressions above call. */
export const DECLARATIONS: Readonly<Record<string, string>> = {
  describe: `function describe(image) {
  if (image.is_public) return image.name + ' is public';
  return image.properties.os_type ? image.properties.os_type : image.name;
}`,
  summarise: `const summarise = items => {
  let open = 0;
  for (const { is_public } of items) if (is_public) open += 1;
  return { open, closed: items.length - open };
};`,
  collect: `function collect(items) {
  const found = [];
  items.forEach(function (item) {
    const { is_public, properties } = item;
    if (is_public) found.push(properties.os_type || item.name);
  });
  return found;
}`,
  Catalogue: `class Catalogue {
  constructor(items) {
    this.items = items;
  }
  open() {
    return this.items.filter(item => item.is_public).map(item => item.name);
  }
}`,
  eachOpen: `function* eachOpen(items) {
  for (let i = 0; i < items.length; i++) {
    if (items[i].is_public) yield items[i].id;
  }
}`,
  underOtherNames: `const cache = { all: [] };
function gather(into, items) {
  for (const item of items) into.push(item);
}
function underOtherNames(items) {
  cache.all = [];
  const alias = cache.all;
  gather(alias, items);
  const result = { count: 0 };
  const fill = (target, found) => {
    target.found = found;
    target.count += found.length;
  };
  fill(result, alias);
  return [result.count, result.found.map(item => item.is_public), cache.all.filter(item => item.is_public).length];
}`,
  inStates: `const state = { items: [], other: [] };
function inStates(items) {
  state.items = items;
  return ['items', 'other'].map(key => state[key].map(item => item.is_public));
}`,
  wholeState: `function wholeState(items) {
  const result = { items: [], total: 0 };
  result.items = items;
  result.total = items.length;
  return result;
}`,
  withOwn: `function withOwn(items) {
  const own = { name: 'own', is_public: true };
  const all = [own].concat(items);
  const copy = [...items];
  copy.splice(0, 0, own);
  return [all, copy].map(list => list.filter(item => item.is_public).length);
}`,
  byStatus: `function byStatus(items) {
  const groups = {};
  for (const item of items) {
    const group = (groups[item.status] ??= { items: [], open: 0 });
    group.items.push(item);
    if (item.is_public) group.open += 1;
  }
  return Object.keys(groups).map(key => [key, groups[key].open, groups[key].items.map(item => item.is_public)]);
}`,
  throughTables: `const COLUMNS = { name: item => item.name, open: item => (item.is_public ? 'yes' : 'no') };
const CELLS = [{ of: item => item.id }, { of: item => item.is_public }];
function throughTables(items) {
  return [
    ['name', 'open'].map(key => items.map(COLUMNS[key])),
    items.map(item => CELLS.map(cell => cell.of(item))),
    COLUMNS.open({ is_public: true }),
  ];
}`,
  deepest: `function deepest(items, from = 0) {
  if (from >= items.length) return [];
  return [items[from].is_public, ...deepest(items, from + 1)];
}`,
  calledBack: `const newest = items => items.slice(0, 4);
const closed = items => items.filter(item => !item.is_public);
const itself = item => item;
const inTurn = (first, second) => items => second(first(items));
function through(items, pick = closed) {
  const chosen = pick(items);
  return chosen.map(item => item.is_public);
}
function calledBack(items) {
  const each = pick => items.map(pick).filter(item => item.is_public).length;
  const few = inTurn(newest, closed)(items);
  return [through(items, newest), through(items), each(itself), few.map(item => item.properties.os_type)];
}`,
};
