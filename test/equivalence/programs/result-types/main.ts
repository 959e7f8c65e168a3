type Ok<T> = { ok: true; value: T }; type Err = { ok: false; error: string };
async function request<T>(url: string, token: string): Promise<Ok<T> | Err> {
  try {
    const r = await fetch(url, { headers: { 'X-Auth-Token': token } });
    return r.ok ? { ok: true, value: (await r.json()) as T } : { ok: false, error: String(r.status) };
  } catch (e) { return { ok: false, error: String(e) }; }
}
interface Image { name: string; is_public: boolean; properties: Record<string, string> }
export async function run(base: string, token: string) {
  const result = await request<{ images: Image[] }>(`${base}/v1.1/images/detail?limit=4`, token);
  if (!result.ok) return result.error;
  return result.value.images.map(i => [i.name, i.is_public, i.properties.os_type]);
}
