import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Each, Table, type Column } from './table';

type Image = { id: string; name: string | null; is_public: boolean; properties: Record<string, string> };

const columns: Column<Image>[] = [
  { title: 'Name', cell: image => image.name },
  { title: 'Public', cell: image => (image.is_public ? <b>yes</b> : 'no') },
  { title: 'System', cell: ({ properties }) => properties.os_type ?? '-' },
];

const badge = (image: Image): ReactNode => image.is_public && <i>shared</i>;

export async function run(base: string, token: string) {
  const response = await fetch(`${base}/v1.1/images/detail`, { headers: { 'X-Auth-Token': token } });
  const { images } = (await response.json()) as { images: Image[] };
  return renderToStaticMarkup(
    <main>
      <Table rows={images} columns={columns} extra={badge} />
      <Each of={images}>{image => <p key={image.id}>{image.is_public ? 'open' : image.properties.os_type}</p>}</Each>
    </main>,
  );
}
