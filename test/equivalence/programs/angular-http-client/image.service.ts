import type { HttpClient } from '@angular/common/http';
import { map, type Observable } from 'rxjs';

export interface Image {
  id: string;
  name: string | null;
  is_public: boolean;
}

export class ImageService {
  constructor(
    private readonly http: HttpClient,
    private readonly baseUrl: string,
    private readonly token: string,
  ) {}

  list(): Observable<Image[]> {
    return this.http
      .get<{ images: Image[] }>(`${this.baseUrl}/v1.1/images/detail`, {
        headers: { 'X-Auth-Token': this.token },
        params: { limit: 100 },
      })
      .pipe(map(response => response.images));
  }
}
