export function createClient(base: string, token: string) {
  const headers = { 'X-Auth-Token': token };
  const get = async <T>(path: string): Promise<T> => {
    const response = await fetch(`${base}/v1.1${path}`, { headers });
    return response.json() as Promise<T>;
  };
  return { get };
}

export type Client = ReturnType<typeof createClient>;
