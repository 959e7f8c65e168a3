export const client =
  (base: string, token: string) =>
  async <T>(path: string): Promise<T> => {
    const response = await fetch(base + path, { headers: { 'X-Auth-Token': token } });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json() as Promise<T>;
  };
