import type { BlockerCode } from '../messages.ts';

/**
 * Code that shows a blocker, and the arguments that its words have there. `{path}`, `{version}`, `{middle}` and
 * `{last}` stand for the deprecated path and its parts: no path is written here, so the tool can check itself.
 */
export type Example = {
  code: string;
  args: Record<string, string>;
  /** The file that the code is of, where it is no script. */
  file?: string;
};

const LIST = "const { images } = await (await fetch('{path}')).json();";

/** One example for each blocker; a test holds that none is missing. */
export const EXAMPLES: Readonly<Record<BlockerCode, Example>> = {
  'unknown-prefix': { code: "fetch('/shop{path}');", args: { prefix: '/shop' } },
  'unfolded-path': {
    code: `import { imageVersion } from '@team/settings';\nfetch(\`\${base}/\${imageVersion}/{middle}/{last}\`);`,
    args: { text: `\`\${base}/\${imageVersion}/{middle}/{last}\`` },
  },
  'split-text': {
    code: "const PREFIX = 'property';\nfetch('{path}?' + PREFIX + '-os_type=linux');",
    args: { text: "'property'" },
  },
  'shared-constant': {
    code: "const call = path => fetch('/{version}' + path);\ncall('/{middle}/{last}');\ncall('/{middle}/' + id);",
    args: { name: "'/{version}'" },
  },
  'no-call': { code: "export const PATH = '{path}';", args: {} },
  'server-route': {
    code: "import express from 'express';\nexpress().get('{path}', (request, response) => response.json({ images: [] }));",
    args: {},
  },
  command: {
    code: "import { execSync } from 'node:child_process';\nexport const images = () => JSON.parse(execSync('curl -s https://image.example.com{path}').toString());",
    args: { text: 'curl' },
  },
  'url-pattern': {
    code: 'export const isList = url => /\\/{version}\\/{middle}\\/{last}/.test(url);',
    args: { text: '/\\/{version}\\/{middle}\\/{last}/' },
  },
  'path-name': {
    code: "export const answers = { '{path}': { images: [] } };",
    args: { text: "'{path}'" },
  },
  'lone-mock': { code: "cy.intercept('GET', '{path}', { images: [] });", args: {} },
  'mock-of-kept-call': {
    code: "fetch('{path}', { method: verb });\ncy.intercept('GET', '{path}', { images: [] });",
    args: { text: "cy.intercept('GET', '{path}', { images: [] })" },
  },
  'mock-query': {
    code: "axios.get('{path}', { params: { limit: 5 } });\ncy.intercept('GET', '{path}?limit=5', { images: [] });",
    args: { text: "'{path}?limit=5'" },
  },
  'mock-reads-request': {
    code: "fetch('{path}');\ncy.intercept('GET', '{path}', request => request.reply(answers[request.url]));",
    args: { text: 'request.url' },
  },
  'mock-reply': {
    code: "fetch('{path}');\ncy.intercept('GET', '{path}', makeImages(3));",
    args: {
      text: 'makeImages(3)',
      shape:
        "visibility: 'public' in place of is_public: true, no deleted, no deleted_at, the members of properties beside the other fields",
    },
  },
  'mock-fixture': {
    code: "const answer = { images: [{ is_public: true }] };\nfetch('{path}');\ncy.intercept('GET', '{path}', answer);\nshow(answer.images[0].is_public);",
    args: { name: 'answer' },
  },
  'mock-left': {
    code: "fetch('{path}');\ncy.intercept('GET', '{path}', makeImages(3));",
    args: { text: "cy.intercept('GET', '{path}', makeImages(3))" },
  },
  'unknown-client': {
    code: "import { call } from 'some-client';\ncall('{path}');",
    args: { name: 'call' },
  },
  'outside-code': { code: 'curl "$IMAGE_SERVICE{path}?limit=5"', args: {}, file: 'list.sh' },
  'dynamic-method': { code: "fetch('{path}', { method: verb });", args: {} },
  'opaque-query': {
    code: "axios.get('{path}', { params: request.query });",
    args: { text: 'request.query' },
  },
  'dynamic-name': {
    code: "axios.get('{path}', { params: { [key]: value } });",
    args: { text: 'key' },
  },
  'array-value': {
    code: "axios.get('{path}', { params: { status: ['active', 'queued'] } });",
    args: { name: 'status' },
  },
  'repeated-parameter': {
    code: "axios.get('{path}?limit=10', { params: { limit } });",
    args: { name: 'limit' },
  },
  'reserved-filter': {
    code: "fetch('{path}?property-owner=me');",
    args: { name: 'property-owner', to: 'owner' },
  },
  'unmapped-value': {
    code: "fetch('{path}?protected=' + flag);",
    args: { name: 'protected', text: 'flag', allowed: 'true, false' },
  },
  'no-room-for-parameter': {
    code: "import got from 'got';\ngot('{path}', { searchParams: 'limit=5' });",
    args: { name: 'member_status=all', note: 'sharing-defaults' },
  },
  'shared-query': {
    code: "const params = { 'changes-since': day };\naxios.get('{path}', { params });\naxios.get('/v2.1/servers', { params });",
    args: { name: "{ 'changes-since': day }" },
  },
  'query-read': {
    code: "const params = { 'changes-since': day };\naxios.get('{path}', { params });\nshow(Object.keys(params));",
    args: { text: 'Object.keys(params)' },
  },
  escape: {
    code: `${LIST}\ncache.put(images);`,
    args: { shape: 'list of images', text: 'cache.put(images)' },
  },
  column: {
    code: `${LIST}\nexport const View = () => <Table columns={[{ dataIndex: 'is_public' }]} dataSource={[...images]} />;`,
    args: { name: "'is_public'" },
    file: 'table.jsx',
  },
  logged: { code: `${LIST}\nconsole.log(images);`, args: { shape: 'list of images' } },
  'unknown-response': {
    code: "const body = await (await fetch('{path}')).json();\nshow(body.result.length);",
    args: { text: 'body.result.length' },
  },
  'unresolved-callers': {
    code: `export async function listImages() {\n  ${LIST}\n  return images;\n}`,
    args: { name: 'listImages', shape: 'list of images' },
  },
  'dynamic-key': { code: `${LIST}\nimages.map(image => image[column]);`, args: { text: 'image[column]' } },
  'bag-escape': {
    code: `${LIST}\nimages.map(image => show(image.properties));`,
    args: { text: 'show(image.properties)' },
  },
  'reserved-property': {
    code: `${LIST}\nimages.map(image => image.properties.owner);`,
    args: { name: 'owner' },
  },
  'unknown-field': { code: `${LIST}\nimages.map(image => image.flavor);`, args: { name: 'flavor' } },
  'feature-test': {
    code: `${LIST}\nif ('is_public' in images[0]) usesFirstGeneration();`,
    args: { name: 'is_public' },
  },
  'field-write': { code: `${LIST}\nimages[0].is_public = true;`, args: { name: 'is_public' } },
  'unsupported-read': {
    code: `${LIST}\nshow({ isPublic: images.at(-1)?.is_public });`,
    args: { name: 'is_public', text: 'isPublic: images.at(-1)?.is_public' },
  },
  'empty-image': {
    code: `${LIST}\nshow({ isPublic: (images[0] ?? {}).is_public });`,
    args: { name: 'is_public', text: '(images[0] ?? {}).is_public' },
  },
  'unseen-value': {
    code: `interface Image { is_public: boolean }\n${LIST.replace(' }', ' }: { images: Image[] }')}\nshow(images[0].is_public);\nshop.get<Image>('/pictures/1').then(show);`,
    args: { name: "shop.get<Image>('/pictures/1')" },
  },
  'mixed-sources': {
    code: `let images = saved;\nif (remote) images = (await (await fetch('{path}')).json()).images;\nshow(images.map(image => image.is_public));`,
    args: { name: 'images' },
  },
  'stand-in': {
    code: `const open = async http => (await http.get('{path}')).data.images.filter(image => image.is_public);\nopen(axios);\nopen({ get: async () => ({ data: saved }) });`,
    args: { name: '{ get: async () => ({ data: saved }) }' },
  },
  'test-double': {
    code: `export const service = { list: async () => (await (await fetch('{path}')).json()).images };\nconst count = async () => (await service.list()).filter(image => image.is_public).length;\nvi.spyOn(service, 'list').mockResolvedValue([{ is_public: true }]);`,
    args: { name: "vi.spyOn(service, 'list')" },
  },
  'unsupported-type': {
    code: "type Image = { is_public: boolean };\ntype Row = Record<keyof Image, string>;\nconst { data } = await axios.get<{ images: Image[] }>('{path}');",
    args: { name: 'keyof Image' },
  },
  'opaque-template': {
    code: `<script setup>\n${LIST}\n</script>\n<template lang="pug">\np {{ images.length }}\n</template>`,
    args: { text: 'images' },
    file: 'list.vue',
  },
  'template-edit': {
    code: `<script setup>\n${LIST}\n</script>\n<template>\n  <p v-if=images[0].is_public>…</p>\n</template>`,
    args: { text: 'images[0].is_public' },
    file: 'list.vue',
  },
  'generated-code': {
    code: "// Code generated by a generator. DO NOT EDIT.\nfetch('{path}');",
    args: {},
  },
  'unparsable-file': { code: "fetch('{path}'", args: {} },
  'left-alone': {
    code: `const count = (list: { is_public: boolean }[]) => list.filter(image => image.is_public).length;
async function load() {
  ${LIST}
  // glanceshift-disable-next-line images-detail -- this region is not moved yet
  const other = (await (await fetch('{path}')).json()).images;
  return count(images) + count(other);
}
load();`,
    args: {},
  },
  conflict: {
    code: "let last;\nfor (;;) {\n  const params = { is_public: last ? last.is_public : true };\n  last = (await axios.get('{path}', { params })).data.images.at(-1);\n}",
    args: {},
  },
  'not-verified': { code: "fetch('{path}');", args: { text: 'a finding is left' } },
};
