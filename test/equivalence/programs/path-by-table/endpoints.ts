const VERSIONS: Record<string, string> = { image: 'v1.1', compute: 'v2.1' };

/** The root of a service; `image` is a service, not a part of the path. */
export function rootOf(base: string, service: string): string {
  const version = VERSIONS[service];
  if (version === undefined) throw new Error(`no service ${service}`);
  return `${base}/${version}`;
}

export const pathOf = (root: string, resource: string, isDetailed = false) =>
  [root, resource, ...(isDetailed ? ['detail'] : [])].join('/');
