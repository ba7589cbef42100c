import type * as z from 'zod/mini';

/** A value kept for this tab: it survives a reload and is gone when the tab is closed, also on a shared computer. */
interface TabStore<Value> {
  readonly read: () => Value | undefined;
  readonly write: (value: Value) => void;
  readonly clear: () => void;
}

/** @param name unique on this origin. What does not fit `schema` any more counts as absent. */
export function tabStore<Schema extends z.ZodMiniType>(
  name: string,
  schema: Schema,
): TabStore<z.infer<Schema>> {
  return {
    read: () => {
      const text = withStorage((storage) => storage.getItem(name));
      if (text === undefined || text === null) return undefined;
      const read = schema.safeParse(parsed(text));
      return read.success ? read.data : undefined;
    },
    write: (value) => {
      withStorage((storage) => {
        storage.setItem(name, JSON.stringify(value));
      });
    },
    clear: () => {
      withStorage((storage) => {
        storage.removeItem(name);
      });
    },
  };
}

/** A browser may forbid storage or have none left; the page then works without a draft. */
function withStorage<Result>(use: (storage: Storage) => Result): Result | undefined {
  try {
    return use(sessionStorage);
  } catch {
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
