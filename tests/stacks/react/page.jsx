// A React application that owns the whole document, from <html> on, and hydrates it.
import { useEffect, useState } from 'react';

const THINGS = Array.from({ length: 12 }, (_, index) => index + 1);

export function Page({ script }) {
  const [count, setCount] = useState(0);
  useEffect(() => { window.ready = true; }, []);
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <title>React</title>
      </head>
      <body>
        <main>
          <h1>A page of its own</h1>
          <p id="one">It has <strong>words</strong>, <em>other words</em> and <code>code</code>.</p>
          <p><label htmlFor="field">Name</label> <input id="field" autoComplete="off" /></p>
          <p><button id="action" type="button" onClick={() => setCount(count + 1)}>Count</button> <output id="result">{count}</output></p>
          <ul>{['first', 'second', 'third'].map((name) => <li key={name}>{name}</li>)}</ul>
          <table>
            <caption>Prices</caption>
            <thead><tr><th scope="col">Thing</th><th scope="col">Price</th></tr></thead>
            <tbody>{THINGS.map((thing) => <tr key={thing}><td>Thing {thing}</td><td>{thing}.20</td></tr>)}</tbody>
          </table>
        </main>
        <script src={script} defer />
      </body>
    </html>
  );
}
