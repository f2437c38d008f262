import { renderToString } from 'react-dom/server';
import { Page } from './page.jsx';

export const html = '<!doctype html>' + renderToString(<Page script="app.js" />);
