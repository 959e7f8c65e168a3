import { createHash } from 'node:crypto';

/** One row of the store. Times are microseconds since 1970, as the database keeps them. */
export type Image = {
  id: string;
  name: string | null;
  status: string;
  visibility: 'public' | 'private' | 'shared' | 'community';
  owner: string;
  /** Projects that an image is shared with, and what they said. */
  members: Readonly<Record<string, 'pending' | 'accepted' | 'rejected'>>;
  disk_format: string | null;
  container_format: string | null;
  size: number | null;
  virtual_size: number | null;
  checksum: string | null;
  os_hash_algo: string | null;
  os_hash_value: string | null;
  os_hidden: boolean;
  min_ram: number;
  min_disk: number;
  protected: boolean;
  deleted: boolean;
  deleted_at: number | null;
  created_at: number;
  updated_at: number;
  tags: readonly string[];
  properties: Readonly<Record<string, string | null>>;
};

/** What is said of an image beside its number and name; the rest follows. */
type Traits = Partial<Image> & { microseconds?: number };

const FIRST_DAY = Date.UTC(2014, 2, 1) * 1000;
const HOUR = 3_600_000_000;

const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

const digest = (algorithm: string, size: number | null | undefined): string | null =>
  typeof size === 'number' ? createHash(algorithm).update('x'.repeat(size)).digest('hex') : null;

function image(n: number, name: string | null, size: number | null, traits: Traits = {}): Image {
  const { microseconds = 0, ...rest } = traits;
  const created_at = FIRST_DAY + (n - 1) * 24 * HOUR;
  const updated_at = created_at + HOUR + microseconds;
  return {
    id: idOf(n),
    name,
    status: size === null ? 'queued' : 'active',
    visibility: 'public',
    owner: 'alpha',
    members: {},
    disk_format: 'qcow2',
    container_format: 'bare',
    size,
    virtual_size: null,
    checksum: digest('md5', size),
    os_hash_algo: size === null ? null : 'sha512',
    os_hash_value: digest('sha512', size),
    os_hidden: false,
    min_ram: 0,
    min_disk: 0,
    protected: false,
    deleted: false,
    deleted_at: rest.deleted ? updated_at : null,
    created_at,
    updated_at,
    tags: [],
    properties: {},
    ...rest,
  };
}

const formats = (disk_format: string | null, container_format: string | null) => ({
  disk_format,
  container_format,
});
const deleted = { deleted: true, status: 'deleted' };
const LINUX = { os_type: 'linux' };
const WINDOWS = { os_type: 'windows' };

/** The images that the recordings were made with. */
export const RECORDED: readonly Image[] = [
  image(1, 'cirros', 12, { properties: { ...LINUX, 'hw:foo': 'bar' }, min_ram: 64, min_disk: 1 }),
  image(2, 'cirros', 13, {
    ...formats('raw', 'bare'),
    virtual_size: 13,
    properties: LINUX,
    min_ram: 64,
    min_disk: 1,
  }),
  image(3, 'ubuntu', 1000, {
    properties: { ...LINUX, os_version: '22.04' },
    min_ram: 512,
    min_disk: 5,
    microseconds: 1,
  }),
  image(4, 'Ubuntu', 1024, {
    properties: { ...LINUX, os_version: '20.04' },
    min_ram: 512,
    min_disk: 5,
    microseconds: 500_000,
  }),
  image(5, 'ubuntu:22.04', 1025, { properties: LINUX, min_ram: 512, microseconds: 999_999 }),
  image(6, 'a,b', 1),
  image(7, 'a', 2),
  image(8, 'b', 3),
  image(9, 'say "hi"', 4),
  image(10, '"quoted"', 5),
  image(11, 'in:a,b', 6),
  image(12, 'eq:a', 7),
  image(13, 'with space', 8),
  image(14, 'a+b', 9),
  image(15, '100%', 10),
  image(16, 'café 日本', 11),
  image(17, 'windows 2019', 4096, {
    ...formats('vhd', 'bare'),
    properties: { ...WINDOWS, 'hw:foo': 'baz' },
    min_ram: 2048,
    min_disk: 40,
  }),
  image(18, 'windows 2022', 8192, {
    ...formats('vmdk', 'ovf'),
    properties: WINDOWS,
    min_ram: 2048,
    min_disk: 60,
  }),
  image(19, 'kernel', 50, formats('aki', 'aki')),
  image(20, 'ramdisk', 51, formats('ari', 'ari')),
  image(21, 'machine', 52, {
    ...formats('ami', 'ami'),
    properties: { kernel_id: idOf(19), ramdisk_id: idOf(20) },
  }),
  image(22, 'iso', 53, formats('iso', 'bare')),
  image(23, 'docker', 54, formats('raw', 'docker')),
  image(24, 'ova', 55, formats('vmdk', 'ova')),
  image(25, 'vdi', 56, formats('vdi', 'bare')),
  image(26, 'protected', 57, { protected: true }),
  image(27, 'private-alpha', 60, { visibility: 'private', properties: LINUX }),
  image(28, 'private-beta', 61, { visibility: 'private', owner: 'beta', properties: LINUX }),
  image(29, 'shared-alpha-nomember', 62, { visibility: 'shared' }),
  image(30, 'shared-alpha-beta-pending', 63, { visibility: 'shared', members: { beta: 'pending' } }),
  image(31, 'shared-alpha-beta-accepted', 64, { visibility: 'shared', members: { beta: 'accepted' } }),
  image(32, 'community-alpha', 65, { visibility: 'community' }),
  image(33, 'community-beta', 66, { visibility: 'community', owner: 'beta' }),
  image(34, 'queued-public', null),
  image(35, 'queued-private', null, { visibility: 'private' }),
  image(36, 'queued-noformats', null, formats(null, null)),
  image(37, 'zero-bytes', 0),
  image(38, 'deactivated', 70, { status: 'deactivated' }),
  image(39, 'deleted-public', 71, deleted),
  image(40, 'deleted-private', 72, { ...deleted, visibility: 'private' }),
  image(41, 'deleted-beta', 73, { ...deleted, visibility: 'private', owner: 'beta' }),
  image(42, 'odd-props', 74, {
    properties: { note: 'a,b:c', quote: 'say "hi"', 'sp ace': 'x y', UPPER: 'V' },
  }),
  image(43, null, 75),
  image(44, 'tagged', 76, {
    tags: ['lts', 'gold'],
    properties: { is_public: 'x', size_min: '5', limit: 'p' },
  }),
  image(45, 'saving', 77, { status: 'saving' }),
  image(46, 'killed', 78, { status: 'killed' }),
  image(47, 'private-ops', 79, { visibility: 'private', owner: 'ops' }),
];

/** Further edges for programs, newer than what was recorded, so that first pages show them. */
export const EDGES: readonly Image[] = [
  image(48, 'shared-alpha-beta-rejected', 80, { visibility: 'shared', members: { beta: 'rejected' } }),
  image(49, 'shared-gamma-both-pending', 81, {
    visibility: 'shared',
    owner: 'gamma',
    members: { alpha: 'pending', beta: 'pending' },
    properties: LINUX,
  }),
  image(50, 'named like base fields', 82, {
    properties: {
      name: 'fake',
      status: 'fake',
      size: '1',
      owner: 'fake',
      visibility: 'private',
      created_at: 'never',
      deleted: 'false',
      tags: 'fake',
      schema: 'fake',
    },
  }),
  image(51, 'null property', 83, { properties: { os_type: null } }),
  image(52, '镜像：甲, "乙"', 84, { visibility: 'private', microseconds: 250_000, properties: LINUX }),
  image(53, null, null, { visibility: 'private', ...formats(null, null) }),
  image(54, 'deleted-gamma', 85, { ...deleted, owner: 'gamma' }),
  image(55, 'killed-too', 86, { status: 'killed' }),
];
