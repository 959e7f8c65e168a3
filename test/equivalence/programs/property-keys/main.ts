interface Image {
  id: string;
  name: string | null;
  status: string;
  properties: Record<string, string>;
}

const COLUMNS = ['id', 'name', 'status'] as const;
const SYSTEM = ['os_type', 'os_version'] as const;

export async function run(base: string, token: string) {
  const response = await fetch(`${base}/v1.1/images/detail?limit=100`, { headers: { 'X-Auth-Token': token } });
  const { images }: { images: Image[] } = await response.json();
  return images.map(image => ({
    cells: COLUMNS.map(column => image[column]),
    system: SYSTEM.map(key => image.properties[key] ?? null),
    isTyped: 'os_type' in image.properties,
    isVersioned: Object.hasOwn(image.properties, 'os_version'),
  }));
}
