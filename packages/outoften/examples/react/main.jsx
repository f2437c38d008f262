import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { open } from 'outoften';
import 'outoften/element';

// A site writes its collector's address here.
const api = new URLSearchParams(location.search).get('api');

function App() {
  const [answered, setAnswered] = useState(false);
  const [shown, setShown] = useState(true);
  return (
    <main>
      <h1>React</h1>
      <p id="state">{answered ? 'answered' : 'not yet'}</p>
      <button id="open" onClick={open}>Tell us</button>
      <button id="route" onClick={() => setShown(!shown)}>Other page</button>
      {shown && <out-of-ten survey="acme" api={api} onanswered={() => setAnswered(true)} />}
    </main>
  );
}

createRoot(document.getElementById('app')).render(<App />);
