import { hydrateRoot } from 'react-dom/client';
import { Page } from './page.jsx';

hydrateRoot(document, <Page script="app.js" />, {
  onRecoverableError(error) { console.error('React had to render anew: ' + error.message); },
});
