import { known } from './known';

export async function run(base: string, token: string) {
  const response = await fetch(`${base}/v1.1/images/detail?limit=60`, { headers: { 'X-Auth-Token': token } });
  const { images } = await response.json();
  const last = known.at(-1);
  return {
    newest: [...images].sort((a, b) => b.updated_at.localeCompare(a.updated_at)).slice(0, 5).map(image => image.id),
    later: images.filter((image: any) => image.updated_at > last).length,
    notBefore: images.filter((image: any) => image.updated_at.localeCompare(last) >= 0).length,
    known: images.filter((image: any) => known.includes(image.updated_at)).map((image: any) => image.id),
    touched: images.filter((image: any) => image.updated_at !== image.created_at).length,
    fractions: images.map((image: any) => image.updated_at.substr(17, 9)),
    instant: images.filter((image: any) => image.updated_at.startsWith('2014-03-06T01:00:00.000')).length,
    march: images.filter((image: any) => image.updated_at.startsWith('2014-03')).length,
  };
}
