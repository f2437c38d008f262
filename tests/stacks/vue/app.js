import { createApp } from 'vue/dist/vue.esm-bundler.js';

createApp({
  data: () => ({ count: 0, names: ['first', 'second', 'third'] }),
  mounted() { window.ready = true; },
  template: `<main><h1>A page of its own</h1>
    <p id="one">It has <strong>words</strong>, <em>other words</em> and <code>code</code>.</p>
    <p><label for="field">Name</label> <input id="field" autocomplete="off"></p>
    <p><button id="action" type="button" @click="count++">Count</button> <output id="result">{{ count }}</output></p>
    <Transition><ul v-if="count < 99"><li v-for="name in names" :key="name">{{ name }}</li></ul></Transition>
    <table><caption>Prices</caption><thead><tr><th scope="col">Thing</th><th scope="col">Price</th></tr></thead>
    <tbody><tr v-for="thing in 12" :key="thing"><td>Thing {{ thing }}</td><td>{{ thing }}.20</td></tr></tbody></table></main>`,
}).mount('#app');
