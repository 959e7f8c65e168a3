const SERVICES = {
  legacy: { prefix: '/v1.1', list: '/images/detail' },
  native: { prefix: '/v2', list: '/images' },
};

async function fetchAll(service: keyof typeof SERVICES, base: string, token: string) {
  const entry = SERVICES[service];
  const response = await fetch(base + entry.prefix + entry.list, {
    headers: { 'X-Auth-Token': token },
  });
  return (await response.json()).images;
}

export async function run(base: string, token: string) {
  const legacy = await fetchAll('legacy', base, token);
  const native = await fetchAll('native', base, token);
  return {
    open: legacy.filter((image: any) => image.is_public).map((image: any) => image.id),
    unsaid: native.filter((image: any) => image.is_public === undefined).length > 0,
  };
}
