import { addColumn, columns, format, type Image, orders, rules } from './columns';

addColumn('kind', image => (image.is_public ? 'open' : 'closed'));

export async function run(base: string, token: string) {
  const response = await fetch(`${base}/v1.1/images/detail`, { headers: { 'X-Auth-Token': token } });
  const { images } = (await response.json()) as { images: Image[] };
  const lines: string[] = [];
  for (const image of images) {
    let line = '';
    for (const column of columns) line += `${column.value(image)};`;
    lines.push(line);
  }
  const names = Object.keys(rules) as (keyof typeof rules)[];
  return [
    lines,
    ['size', 'visibility', 'system'].map(key => images.map(image => format(image, key))),
    names.map(name => images.filter(rules[name]).map(image => image.id)),
    [...orders].map(([name, order]) => [name, [...images].sort(order).map(image => image.id)]),
    images.map(image => Object.entries(rules).flatMap(([name, rule]) => (rule(image) ? [name] : []))),
  ];
}
