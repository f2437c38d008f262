import { createApp } from 'vue';
import 'outoften/element';
import App from './App.vue';

createApp(App).mount('#app');
