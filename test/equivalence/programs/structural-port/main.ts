type Row = { id: string; is_public: boolean; min_disk: number };

interface ImagePort {
  all(limit: number): Promise<Row[]>;
}

class Report {
  constructor(private readonly port: ImagePort) {}

  async publicIds() {
    const rows = await this.port.all(40);
    return rows.filter(row => row.is_public).map(row => row.id);
  }
}

type Source = { all: (limit: number) => Promise<Row[]> };
const flags = async ({ all }: Source) => (await all(12)).map(row => `${row.id} ${row.is_public}`);

class Glance {
  constructor(private readonly options: { base: string; token: string }) {}

  async all(limit: number): Promise<Row[]> {
    const { base, token } = this.options;
    const response = await fetch(`${base}/v1.1/images/detail?limit=${limit}`, {
      headers: { 'X-Auth-Token': token },
    });
    return (await response.json()).images;
  }
}

export async function run(base: string, token: string) {
  const glance = new Glance({ base, token });
  const first = await glance.all(3);
  return [
    await new Report(glance).publicIds(),
    await flags({ all: limit => glance.all(limit) }),
    first.every(row => row.is_public),
  ];
}
