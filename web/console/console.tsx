import { render } from 'preact';
import { pageContext } from '../shared/page-context.ts';
import { wordsOfConsole } from '../words/console.ts';

const words = wordsOfConsole[pageContext().locale];

/** Says where staff find their work until the console itself is there. */
function Console() {
  return (
    <>
      <h1>{words.title}</h1>
      <p>{words.text}</p>
      <dl class="card terms">
        {words.calls.map(({ call, does }) => (
          <>
            <dt>{does}</dt>
            <dd>
              <code>{call}</code>
            </dd>
          </>
        ))}
      </dl>
      <p>
        <a href="/api/openapi.json">{words.openApi}</a>
      </p>
    </>
  );
}

const app = document.getElementById('app');
if (app !== null) render(<Console />, app);
