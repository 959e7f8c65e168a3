import type { Plugin } from 'rolldown';
import { compile, compileModule } from 'svelte/compiler';
import { compileScript, parse } from 'vue/compiler-sfc';

/** Compiles the components of a program for rendering on a server, as their bundlers do. */
export const components: Plugin = {
  name: 'components',
  transform(text, id) {
    if (id.endsWith('.vue')) return { code: compileVue(text, id), moduleType: 'ts' };
    if (id.endsWith('.svelte')) return compileSvelte(text, id);
    if (/\.svelte\.js$/.test(id)) return compileModule(text, { filename: id, generate: 'server' }).js.code;
    return null;
  },
};

function compileVue(text: string, filename: string): string {
  const { descriptor, errors } = parse(text, { filename });
  if (errors.length > 0) throw errors[0];
  const templateOptions = { ssr: true, ssrCssVars: [] };
  const isInline = descriptor.scriptSetup !== null;
  const script = compileScript(descriptor, { id: 'a', inlineTemplate: isInline, templateOptions });
  if (isInline || descriptor.template === null) return script.content;
  return `${script.content.replace('export default', 'const component =')}
component.template = ${JSON.stringify(descriptor.template.content)};
export default component;`;
}

const compileSvelte = (text: string, filename: string): string =>
  compile(text, { filename, generate: 'server' }).js.code;
