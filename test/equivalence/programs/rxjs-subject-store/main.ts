import { BehaviorSubject, firstValueFrom, map } from 'rxjs';
import axios from 'axios';

type Image = { id: string; name: string | null; is_public: boolean };

class ImageFacade {
  private readonly images$ = new BehaviorSubject<Image[]>([]);
  readonly publicNames$ = this.images$.pipe(map(images => images.filter(image => image.is_public).map(image => image.name)));

  constructor(private readonly endpoint: string) {}

  async load(token: string) {
    const { data } = await axios.get<{ images: Image[] }>(`${this.endpoint}/v1.1/images/detail?limit=100`, {
      headers: { 'X-Auth-Token': token },
    });
    this.images$.next(data.images);
  }
}

export async function run(base: string, token: string) {
  const facade = new ImageFacade(base);
  await facade.load(token);
  return firstValueFrom(facade.publicNames$);
}
