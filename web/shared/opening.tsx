import { wordsOfShells } from '../words/shells.ts';
import { pageContext } from './page-context.ts';

/** What a page of a link says until it knows what the link is about; the same words as before its script ran. */
export function Opening({ page }: { readonly page: 'case' | 'offer' | 'unsubscribe' }) {
  const { title, opening } = wordsOfShells[pageContext().locale].shells[page];
  return (
    <>
      <h1>{title}</h1>
      <p class="quiet" role="status">
        {opening}
      </p>
    </>
  );
}
