export function createApi(base: string, token: string) {
  const send = async (method: string, path: string) => {
    const response = await fetch(new URL(path, base), { method, headers: { 'X-Auth-Token': token } });
    return response.json();
  };
  return {
    get: (path: string) => send('GET', path),
    remove: (path: string) => send('DELETE', path),
  };
}
