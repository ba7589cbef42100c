import { knownAddresses, linkedAddresses, type Customer } from '../domain/customer/customer.ts';
import type { Customers } from '../ports/customers.ts';
import type { Clock } from '../ports/world.ts';

export interface AddressCommand {
  readonly customerId: string;
  readonly version: number;
  /** Id of the member of staff. */
  readonly by: string;
  /** Lower-cased. */
  readonly address: string;
}

export type AddressResult =
  | { readonly ok: true; readonly customer: Customer }
  | { readonly ok: false; readonly reason: 'NotFound' | 'Stale' | 'AlreadyTheirs' | 'NotLinked' };

interface Deps {
  readonly customers: Pick<Customers, 'byId' | 'save'>;
  readonly clock: Clock;
}

/**
 * A person says that an address is this customer's too. From now on its mail may join their cases, and what it complains
 * of counts as theirs. An import leaves it alone.
 */
export const linkAddress = (deps: Deps, command: AddressCommand, evidence: string): Promise<AddressResult> =>
  change(deps, command, (customer) =>
    knownAddresses(customer).includes(command.address)
      ? 'AlreadyTheirs'
      : [
          ...(customer.linked ?? []),
          { address: command.address, evidence, by: command.by, at: deps.clock.now() },
        ],
  );

/** Takes that back; it stays in the record with who and why. What joined a case meanwhile stays there. */
export const unlinkAddress = (deps: Deps, command: AddressCommand, reason: string): Promise<AddressResult> =>
  change(deps, command, (customer) =>
    linkedAddresses(customer).includes(command.address)
      ? (customer.linked ?? []).map((one) =>
          one.address === command.address && !one.undone
            ? { ...one, undone: { by: command.by, at: deps.clock.now(), reason } }
            : one,
        )
      : 'NotLinked',
  );

async function change(
  { customers }: Deps,
  { customerId, version }: AddressCommand,
  decide: (customer: Customer) => NonNullable<Customer['linked']> | 'AlreadyTheirs' | 'NotLinked',
): Promise<AddressResult> {
  const customer = await customers.byId(customerId);
  if (!customer) return { ok: false, reason: 'NotFound' };
  if (customer.version !== version) return { ok: false, reason: 'Stale' };
  const linked = decide(customer);
  if (typeof linked === 'string') return { ok: false, reason: linked };
  const after = { ...customer, linked };
  const saved = await customers.save(after, version);
  return saved === 'saved'
    ? { ok: true, customer: { ...after, version: version + 1 } }
    : { ok: false, reason: 'Stale' };
}
