class ImageModel {
  constructor(record) {
    this.id = record.id;
    this.isOpen = record.is_public;
    this.system = record.properties.os_type ?? null;
  }

  label() {
    return `${this.id} ${this.isOpen ? 'open' : 'own'} ${this.system}`;
  }
}

export async function run(base, token) {
  const response = await fetch(`${base}/v1.1/images/detail?limit=100`, { headers: { 'X-Auth-Token': token } });
  const { images } = await response.json();
  return images.map(record => new ImageModel(record).label());
}
