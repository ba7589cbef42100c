/**
 * Every call a function makes to an AWS service passes this gate. It numbers the calls, and on request
 * ends the calling worker at a numbered point or refuses calls as an outage would. Callers are told apart
 * by the access key the cloud gave each worker, so nothing in `functions/` takes part.
 *
 * For kill tests:
 *
 *     const cloud = await startLocalCloud({ ... });
 *     cloud.calls.clear();                              // numbering starts again at 1 for each function
 *     ...run the journey once...
 *     const made = cloud.calls.made();                  // [{ function, n, service, operation, at }, ...]
 *     cloud.calls.clear();
 *     cloud.calls.killAt({ function: 'triage-case', n: 2, when: 'after' });
 *     ...run it again; `when: 'before'` ends the worker before the service saw call n of that function,
 *     'after' when the service has done it and the function does not know yet...
 *     cloud.calls.killed();                             // the points that were reached
 *
 * A point is used once. `function` is the name of the function's folder in functions/handlers (see
 * `FunctionPool`). The caller of a killed function gets `Runtime.ExitError`, as on AWS; retries on the
 * virtual clock (asynchronous invocation, long `Retry`) run with the next `advance()`.
 *
 * For outages:
 *
 *     const end = cloud.calls.refuse({ service: 'ses' }, { status: 454, code: 'Throttling' });
 *     ...
 *     end();
 */
export interface Call {
  /** Name of the calling function; `-` for anyone else. */
  readonly function: string;
  /** Number of this call among those of its function since the last `clear()`, from 1. */
  readonly n: number;
  /** Signing name: `dynamodb`, `s3`, `ses`, `states`, `secretsmanager`, `sqs`. */
  readonly service: string;
  readonly operation: string;
  /** Virtual time, ISO 8601. */
  readonly at: string;
}

export interface KillPoint {
  readonly function: string;
  readonly n: number;
  readonly when: 'before' | 'after';
}

/** Every field given must match; `times` bounds how often the refusal is used (default: until ended). */
interface RefusedCalls {
  readonly service?: string;
  readonly operation?: string;
  readonly function?: string;
  readonly times?: number;
}

export interface Refusal {
  readonly status: number;
  /** Error code as the service names it, for example `Throttling` or `ServiceUnavailable`. */
  readonly code: string;
}

export interface Calls {
  made(): readonly Call[];
  killed(): readonly KillPoint[];
  /** Forgets what was made and killed, and takes back all points that were not reached. */
  clear(): void;
  killAt(point: KillPoint): void;
  /** Returns what ends the outage. */
  refuse(calls: RefusedCalls, refusal: Refusal): () => void;
}

type Passage =
  | { readonly kind: 'go'; readonly leave: () => boolean }
  | { readonly kind: 'killed' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export interface CallGate extends Calls {
  /**
   * Asks to perform a call. `killed`: the worker is gone, perform nothing. After performing, `leave()`
   * answers whether the worker may hear the answer.
   * @param worker id of the calling worker, or undefined for anyone else
   */
  enter(worker: string | undefined, service: string, operation: string): Passage;
}

/**
 * @param functionOf name of the function a worker runs
 * @param kill ends a worker at once
 */
export function newCallGate(
  functionOf: (worker: string) => string | undefined,
  kill: (worker: string) => void,
  iso: () => string,
): CallGate {
  let made: Call[] = [];
  let killed: KillPoint[] = [];
  let points: KillPoint[] = [];
  const counts = new Map<string, number>();
  const outages = new Set<{ calls: RefusedCalls; refusal: Refusal; left: number }>();

  const reached = (call: Call, when: KillPoint['when']): boolean => {
    const point = points.find(
      (one) => one.function === call.function && one.n === call.n && one.when === when,
    );
    if (!point) return false;
    points = points.filter((one) => one !== point);
    killed.push(point);
    return true;
  };

  return {
    made: () => made,
    killed: () => killed,
    clear() {
      made = [];
      killed = [];
      points = [];
      counts.clear();
    },
    killAt: (point) => void points.push(point),
    refuse(calls, refusal) {
      const outage = { calls, refusal, left: calls.times ?? Infinity };
      outages.add(outage);
      return () => void outages.delete(outage);
    },
    enter(worker, service, operation) {
      const name = (worker === undefined ? undefined : functionOf(worker)) ?? '-';
      const n = (counts.get(name) ?? 0) + 1;
      counts.set(name, n);
      const call: Call = { function: name, n, service, operation, at: iso() };
      made.push(call);
      // A journey of a test is some hundred calls; a laptop left running must not collect them for ever.
      if (made.length > 100_000) made = made.slice(50_000);
      if (worker !== undefined && reached(call, 'before')) {
        kill(worker);
        return { kind: 'killed' };
      }
      for (const outage of outages) {
        const { calls } = outage;
        const meant =
          outage.left > 0 &&
          (calls.service ?? service) === service &&
          (calls.operation ?? operation) === operation &&
          (calls.function ?? name) === name;
        if (!meant) continue;
        outage.left -= 1;
        return { kind: 'refused', refusal: outage.refusal };
      }
      return {
        kind: 'go',
        leave() {
          if (worker === undefined || !reached(call, 'after')) return true;
          kill(worker);
          return false;
        },
      };
    },
  };
}
