type Filter = { limit?: number; since?: string; name?: string; visibility?: string };

/** What is not given is not sent. */
const given = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''));

export async function run(base: string, token: string) {
  const list = async ({ limit, since, name, visibility }: Filter) => {
    const query = new URLSearchParams(
      given({ limit, 'changes-since': since, name, visibility }) as Record<string, string>,
    );
    const response = await fetch(`${base}/v1.1/images/detail?${query}`, {
      headers: { 'X-Auth-Token': token },
    });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const { images }: { images: { id: string; is_public: boolean }[] } = await response.json();
    return images.map(image => `${image.id} ${image.is_public}`);
  };
  return [
    await list({ limit: 5 }),
    await list({ since: '2014-04-01T00:00:00Z' }),
    await list({ visibility: 'public', limit: 3, name: '' }),
  ];
}
