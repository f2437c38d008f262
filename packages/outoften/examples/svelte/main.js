import { mount } from 'svelte';
import 'outoften/element';
import App from './App.svelte';

mount(App, { target: document.getElementById('app') });
