import type { AxiosResponse } from 'axios';
import axios from 'axios';
import { firstValueFrom, from, map, type Observable } from 'rxjs';

/** As `@nestjs/axios` has it: axios with observables. */
class HttpService {
  get<T>(url: string, config?: object): Observable<AxiosResponse<T>> {
    return from(axios.get<T>(url, config));
  }
}

interface ImageList {
  images: { id: string; is_public: boolean }[];
}

class ImagesService {
  constructor(private readonly httpService: HttpService) {}

  async findPublic(base: string, token: string): Promise<string[]> {
    const response = await firstValueFrom(
      this.httpService.get<ImageList>(`${base}/v1.1/images/detail`, { params: { limit: 61 }, headers: { 'X-Auth-Token': token } }),
    );
    return response.data.images.filter(image => image.is_public).map(image => image.id);
  }

  count(base: string, token: string): Observable<number> {
    return this.httpService
      .get<ImageList>(`${base}/v1.1/images/detail?limit=9`, { headers: { 'X-Auth-Token': token } })
      .pipe(map(({ data }) => data.images.filter(image => !image.is_public).length));
  }
}

export async function run(base: string, token: string) {
  const service = new ImagesService(new HttpService());
  return [await service.findPublic(base, token), await firstValueFrom(service.count(base, token))];
}
