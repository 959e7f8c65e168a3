/**
 * Published packages, and everything that the tool may say about them. `findings`: a place is the file and a
 * piece of the line; whatever is found elsewhere is wrong, and whatever is not found is a silent miss.
 * `baits`: files that look like the endpoint and are not it; they must be there, else the package proves nothing.
 */
export const PACKAGES = [
  {
    name: 'openclient',
    version: '1.7.10',
    findings: [
      {
        file: 'glance/v1.0/images.js',
        line: "base_url = this.urljoin(base_url, 'detail');",
        severity: 'warning',
        fix: null,
        reason:
          'Glance /v1/images/detail, put together from segments in three files: too far apart to rewrite',
      },
    ],
    baits: [
      { file: 'nova/v1.1/flavors.js', text: "this.urljoin(base_url, 'detail')", reason: 'flavors of Nova' },
      { file: 'nova/v1.1/servers.js', text: "this.urljoin(base_url, 'detail')", reason: 'servers of Nova' },
      { file: 'cinder/v1/volumes.js', text: "this.urljoin(base_url, 'detail')", reason: 'volumes of Cinder' },
    ],
  },
  {
    name: 'pkgcloud',
    version: '2.2.0',
    findings: [],
    baits: [
      {
        file: 'lib/pkgcloud/openstack/compute/client/images.js',
        text: "urlJoin(_urlPrefix, 'detail')",
        reason: 'Nova: /v2/{project}/images/detail',
      },
      {
        file: 'lib/pkgcloud/openstack/compute/client/flavors.js',
        text: "urlJoin(_urlPrefix, 'detail')",
        reason: 'flavors of Nova',
      },
    ],
  },
  {
    name: 'openstack-wrapper',
    version: '2.2.0',
    findings: [],
    baits: [{ file: 'lib/glance.js', text: '/images', reason: 'Glance v2 already' }],
  },
  { name: '@reduxjs/toolkit', version: '2.14.0', findings: [], baits: [] },
  { name: 'axios', version: '1.21.1', findings: [], baits: [] },
  { name: 'aws-sdk', version: '2.1693.0', findings: [], baits: [] },
  { name: 'antd', version: '6.6.8', findings: [], baits: [] },
  { name: 'element-plus', version: '2.14.8', findings: [], baits: [] },
  { name: 'three', version: '0.187.0', findings: [], baits: [] },
  { name: 'typescript', version: '6.0.3', findings: [], baits: [] },
];
