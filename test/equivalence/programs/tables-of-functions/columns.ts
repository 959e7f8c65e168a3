export type Image = {
  id: string;
  name: string | null;
  is_public: boolean;
  properties: Record<string, string>;
};

interface Column {
  title: string;
  hidden?: boolean;
  value(image: Image): string;
}

const yesNo = (value: boolean) => (value ? 'yes' : 'no');
const visibility = (image: Image) => yesNo(image.is_public);
const column = (title: string, value: (image: Image) => string): Column => ({ title, value });

export const columns: Column[] = [
  { title: 'name', value: image => image.name ?? '(none)' },
  { title: 'public', value: visibility },
  {
    title: 'system',
    value({ properties: { os_type = 'unknown' } }) {
      return os_type;
    },
  },
  column('file', image => image.properties.filename || '-'),
];

export function addColumn(title: string, value: (image: Image) => string) {
  columns.push({ title, value });
}

const FORMATTERS: Record<string, (image: Image) => string> = {
  visibility: image => (image.is_public ? 'Public' : 'Private'),
  system: ({ properties }) => properties.os_type || '?',
};

const fallback = (image: Image) => `${image.id} ${image.is_public}`;

export const format = (image: Image, key: string) => (FORMATTERS[key] || fallback)(image);

export const rules = {
  open: (image: Image) => image.is_public,
  linux: (image: Image) => image.properties.os_type === 'linux',
};

export const orders = new Map<string, (a: Image, b: Image) => number>([
  ['public', (a, b) => Number(b.is_public) - Number(a.is_public) || (a.id < b.id ? -1 : 1)],
]);
orders.set(
  'system',
  (a, b) => (a.properties.os_type ?? '').localeCompare(b.properties.os_type ?? '') || (a.id < b.id ? -1 : 1),
);
