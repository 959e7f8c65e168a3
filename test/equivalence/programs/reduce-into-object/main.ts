interface Image {
  id: string;
  status: string;
  is_public: boolean;
  properties: Record<string, string>;
}

export async function run(base: string, token: string) {
  const response = await fetch(`${base}/v1.1/images/detail?limit=100`, { headers: { 'X-Auth-Token': token } });
  const { images }: { images: Image[] } = await response.json();
  const byStatus = images.reduce<Record<string, Image[]>>((groups, image) => {
    (groups[image.status] ??= []).push(image);
    return groups;
  }, {});
  const byId = images.reduce<Record<string, Image>>((all, image) => ({ ...all, [image.id]: image }), {});
  return {
    open: Object.entries(byStatus).map(([status, list]) => [status, list.filter(image => image.is_public).length]),
    systems: Object.values(byId).map(image => image.properties.os_type ?? null),
  };
}
