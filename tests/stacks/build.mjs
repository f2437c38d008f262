// Builds every page into `out/<stack>/`, as its users would build it. Run by `cargo xtask test`
// in a folder with the packages of package.json; `debian/` holds what comes from Debian.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { build } from 'esbuild';
import { compile as compileSvelte } from 'svelte/compiler';
import { compile as compileTailwind } from 'tailwindcss';

const TAG = '<!-- tag -->';
const body = readFileSync('body.html', 'utf8');
const text = (file) => readFileSync(file, 'utf8');

/** A folder with a page and the files beside it. */
function page(stack, html, files = []) {
  mkdirSync(`out/${stack}`, { recursive: true });
  writeFileSync(`out/${stack}/index.html`, html);
  for (const [from, to] of files) cpSync(from, `out/${stack}/${to ?? basename(from)}`);
}

const fromTemplate = (stack) => text(`pages/${stack}.html`).replace('<!-- body -->', () => body);
const modules = (path) => [`node_modules/${path}`];

page('plain', fromTemplate('plain'));
page('bootstrap', fromTemplate('bootstrap'), [
  modules('bootstrap/dist/css/bootstrap.min.css'),
  modules('bootstrap/dist/js/bootstrap.bundle.min.js'),
]);
page('jquery_ui', fromTemplate('jquery_ui'), [
  modules('jquery/dist/jquery.min.js'),
  modules('jquery-ui/dist/jquery-ui.min.js'),
]);
// Without its pictures, which these pages do without.
const theme = text('node_modules/jquery-ui/dist/themes/base/jquery-ui.css');
writeFileSync('out/jquery_ui/jquery-ui.css', theme.replace(/url\([^)]*\)/g, 'none'));
const turbo = modules('@hotwired/turbo/dist/turbo.es2017-umd.js')[0];
page('turbo', fromTemplate('turbo'), [[turbo, 'turbo.js']]);
writeFileSync('out/turbo/next.html', fromTemplate('turbo').replace('<h1>A page of its own', '<h1>The next page'));
page('prototype', fromTemplate('prototype'), [['debian/usr/share/javascript/prototype/prototype-1.7.3.js', 'prototype.js']]);
page('mootools', fromTemplate('mootools'), [['debian/usr/share/javascript/mootools/mootools-core.min.js', 'mootools.js']]);
page('zone', fromTemplate('zone'), [[modules('zone.js/bundles/zone.umd.js')[0], 'zone.js']]);

const tailwind = fromTemplate('tailwind');
const sheet = await compileTailwind('@import "tailwindcss";', {
  loadStylesheet: async (id, base) => ({ content: text(`node_modules/tailwindcss/${id === 'tailwindcss' ? 'index.css' : id}`), base }),
});
page('tailwind', tailwind);
writeFileSync('out/tailwind/tailwind.css', sheet.build([...new Set(tailwind.match(/[\w:/.-]+/g))]));

const svelte = {
  name: 'svelte',
  setup(build) {
    build.onLoad({ filter: /\.svelte$/ }, ({ path }) => ({
      contents: compileSvelte(text(path), { filename: path, css: 'injected' }).js.code,
    }));
  },
};

/** One script of an application and all that it uses. */
const bundle = (from, stack, more = {}) => build({
  entryPoints: [from],
  outfile: `out/${stack}/app.js`,
  bundle: true,
  minify: true,
  jsx: 'automatic',
  conditions: ['browser', 'production'],
  define: {
    'process.env.NODE_ENV': '"production"',
    __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  },
  plugins: [svelte],
  ...more,
});

const shell = (title) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>${TAG}</head>`
  + '<body><div id="app"></div><script src="app.js"></script></body></html>';
await bundle('vue/app.js', 'vue');
page('vue', shell('Vue'));
await bundle('svelte/app.js', 'svelte');
page('svelte', shell('Svelte'));

await bundle('react/client.jsx', 'react');
await bundle('react/server.jsx', 'react-server', { platform: 'node', format: 'cjs', conditions: ['node'], outfile: 'react-server/server.cjs' });
const { html } = await import('./react-server/server.cjs');
page('react', html.replace('</head>', `${TAG}</head>`));

execFileSync(process.execPath, ['../node_modules/vite/bin/vite.js', 'build'], { cwd: 'kit', stdio: 'inherit' });
