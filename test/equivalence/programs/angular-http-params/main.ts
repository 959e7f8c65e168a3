import { HttpParams } from '@angular/common/http';
import { firstValueFrom } from 'rxjs';
import { createHttpClient } from './http';

interface Query {
  status?: string;
  diskFormat?: string;
  limit: number;
}

export async function run(base: string, token: string) {
  const http = createHttpClient();
  const search = ({ status, diskFormat, limit }: Query) => {
    let params = new HttpParams().set('limit', String(limit));
    if (status) {
      params = params.set('status', status);
    }
    if (diskFormat) {
      params = params.append('disk_format', diskFormat);
    }
    return http.get<{ images: { name: string; is_public: boolean }[] }>(`${base}/v1.1/images/detail`, {
      params,
      headers: { 'X-Auth-Token': token },
    });
  };
  const raw = await firstValueFrom(search({ diskFormat: 'raw', limit: 50 }));
  const queued = await firstValueFrom(search({ status: 'queued', limit: 50 }));
  return [raw, queued].map(answer => answer.images.map(image => [image.name, image.is_public]));
}
