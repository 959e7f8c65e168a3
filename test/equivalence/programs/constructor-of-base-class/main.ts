import { Resource } from './resource';

class Images extends Resource<{ name: string; is_public: boolean }> {
  constructor(base: string, token: string) {
    super(base, token, '/images/detail', 'images');
  }

  async names() {
    return (await this.all()).filter(image => image.is_public).map(image => image.name);
  }
}

export const run = (base: string, token: string) => new Images(base, token).names();
