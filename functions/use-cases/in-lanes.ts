/** Works through items with at most `lanes` under way at once; the first failure ends it, after what is under way. */
export async function inLanes<Item>(
  lanes: number,
  items: readonly Item[],
  work: (item: Item, place: number) => Promise<void>,
): Promise<void> {
  const queue = items.map((item, place) => ({ item, place }));
  let failed = false;
  const lane = async (): Promise<void> => {
    for (let one = queue.shift(); one !== undefined && !failed; one = queue.shift()) {
      try {
        await work(one.item, one.place);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.min(lanes, items.length) }, lane));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}
