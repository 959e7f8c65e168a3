export async function api<T>(base: string, token: string, path: string, query: Record<string, string> = {}): Promise<T> {
  const search = new URLSearchParams(query).toString();
  const response = await fetch(`${base}${path}${search ? `?${search}` : ''}`, {
    headers: { 'X-Auth-Token': token },
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${response.statusText}`);
  return response.json() as Promise<T>;
}
