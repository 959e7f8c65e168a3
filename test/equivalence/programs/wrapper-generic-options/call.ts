export interface CallOptions {
  path: string;
  query?: Record<string, string>;
  token: string;
}

export async function call<T>(base: string, { path, query = {}, token }: CallOptions): Promise<T> {
  const search = new URLSearchParams(query).toString();
  const response = await fetch(base + path + (search ? `?${search}` : ''), { headers: { 'X-Auth-Token': token } });
  return (await response.json()) as T;
}
