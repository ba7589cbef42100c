import { useEffect, useState } from 'preact/hooks';
import type * as z from 'zod/mini';
import { callApi, type Answer, type Refusal } from './call-api.ts';

/** What a link opens: not yet known, refused, or there. */
type Linked<Value> =
  | { readonly state: 'opening' }
  | { readonly state: 'refused'; readonly refusal: Refusal }
  | { readonly state: 'open'; readonly value: Value };

const noToken: Refusal = { ok: false, status: 404, problem: {}, retryAfterSeconds: 0 };

/** Asks the API for what `token` opens, and again whenever `reload` is called. */
export function useLinked<Schema extends z.ZodMiniType>(
  resource: 'cases' | 'offers' | 'unsubscribe',
  token: string,
  schema: Schema,
): { readonly linked: Linked<z.infer<Schema>>; readonly reload: () => Promise<void> } {
  const [linked, setLinked] = useState<Linked<z.infer<Schema>>>({ state: 'opening' });
  const reload = async (): Promise<void> => {
    const answer: Answer<z.infer<Schema>> =
      token === '' ? noToken : await callApi({ path: linkPath(resource, token), answer: schema });
    setLinked(answer.ok ? { state: 'open', value: answer.value } : { state: 'refused', refusal: answer });
  };
  useEffect(() => {
    void reload();
  }, [token]);
  return { linked, reload };
}

/** Where the API answers for a token. */
export const linkPath = (resource: 'cases' | 'offers' | 'unsubscribe', token: string): string =>
  `/api/${resource}/${encodeURIComponent(token)}`;
