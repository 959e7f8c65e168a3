export interface Session {
  base: string;
  token: string;
}

export async function send(session: Session, method: string, url: string): Promise<Response> {
  return fetch(session.base + url, { method, headers: { 'X-Auth-Token': session.token } });
}

export async function getJson<T>(session: Session, url: string): Promise<T> {
  const response = await send(session, 'GET', url);
  return response.json();
}
