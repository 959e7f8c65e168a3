import type { Image } from './images.ts';

/** Who asks. Without a project nobody does. */
export type Identity = { project: string; isAdmin: boolean };

const isOwn = (image: Image, { project }: Identity): boolean => image.owner === project;

/** Whether an ordinary user of the project may see the image at all; `status` is what the project said to a share. */
export function isVisible(image: Image, who: Identity, status = 'all'): boolean {
  if (isOwn(image, who)) return true;
  if (image.visibility !== 'shared') return image.visibility !== 'private';
  const said = image.members[who.project];
  return said !== undefined && (status === 'all' || said === status);
}

/** Community images of others are seen by who knows them, and listed only when asked for. */
export const isListed = (image: Image, who: Identity): boolean =>
  image.visibility !== 'community' || isOwn(image, who);

/** Reads `user:project:role,…`; undefined where there is no token. */
export function readToken(token: string | undefined): Identity | undefined {
  const [, project, roles = ''] = token?.split(':') ?? [];
  return project ? { project, isAdmin: roles.split(',').includes('admin') } : undefined;
}
