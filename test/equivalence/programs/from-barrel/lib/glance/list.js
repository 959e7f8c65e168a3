export async function list(base, token, path) {
  const response = await fetch(`${base}/v1.1${path}`, { headers: { 'X-Auth-Token': token } });
  if (response.status !== 200) throw new Error(response.statusText);
  return response.json();
}
