class Http {
  constructor(
    private base: string,
    private token: string,
  ) {}

  async get(path: string): Promise<any> {
    const response = await fetch(this.base + path, { headers: { 'X-Auth-Token': this.token } });
    return response.json();
  }
}

export async function run(base: string, token: string) {
  const http = new Http(base, token);
  const get = http.get.bind(http);
  const { images } = await get('/v1.1/images/detail?limit=31');
  return images.filter((image: any) => image.is_public).length;
}
