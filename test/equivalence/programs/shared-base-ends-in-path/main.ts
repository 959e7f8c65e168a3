import ky from 'ky';

export async function run(base: string, token: string) {
  const images = ky.extend({ prefixUrl: `${base}/v1.1/images`, headers: { 'X-Auth-Token': token }, retry: 0 });
  const body: any = await images.get('detail', { searchParams: { limit: 6 } }).json();
  const gone = await images.head('nowhere', { throwHttpErrors: false });
  return [new URL(gone.url).pathname, body.images.map((image: any) => image.is_public)];
}
