export enum Endpoint {
  Images = '/v1.1/images/detail',
  Flavors = '/v2.1/flavors/detail',
  Networks = '/v2.0/networks',
}

export enum OsType {
  Linux = 'linux',
  Windows = 'windows',
}
