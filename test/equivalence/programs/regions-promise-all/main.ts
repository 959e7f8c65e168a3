import { REGIONS, imageUrl } from './regions';

interface RegionSummary {
  region: string;
  public: number;
  private: number;
}

async function summarise(region: string, base: string, token: string): Promise<RegionSummary> {
  const response = await fetch(`${imageUrl(region, base)}/v1.1/images/detail?limit=100`, { headers: { 'X-Auth-Token': token } });
  const { images } = await response.json();
  let open = 0;
  for (const image of images) open += image.is_public ? 1 : 0;
  return { region, public: open, private: images.length - open };
}

export const run = (base: string, token: string) =>
  Promise.all(REGIONS.map(region => summarise(region, base, token)));
