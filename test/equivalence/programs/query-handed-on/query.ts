export type Query = Record<string, string | number | boolean>;

export function onlyOpen(query: Query, isOpen: boolean): void {
  if (isOpen) query.is_public = true;
  query.sort_key = 'name';
}

export const addOs = ({ query, os }: { query: URLSearchParams; os?: string }): void => {
  if (os !== undefined) query.append('property-os_type', os);
};

export class ImageQuery {
  private readonly params = new URLSearchParams();

  larger(size: number): this {
    this.params.set('size_min', String(size));
    return this;
  }

  ofTenant(id: string): this {
    this.params.set('tenant_id', id);
    return this;
  }

  build(): string {
    return this.params.toString();
  }
}
