// Builds one example: `vite build react --config vite.config.js`. A site takes `outoften` from npm; here it is the folder
// above.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import vue from '@vitejs/plugin-vue';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const above = (file) => fileURLToPath(new URL('../' + file, import.meta.url));

export default defineConfig({
  base: './',
  plugins: [
    vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'out-of-ten' } } }),
    svelte({ configFile: false }),
  ],
  resolve: {
    alias: [
      { find: /^outoften\/element$/, replacement: above('element.js') },
      { find: /^outoften$/, replacement: above('index.js') },
    ],
  },
  build: { outDir: 'dist', emptyOutDir: true },
});
