/**
 * Area under the ROC curve of margins or probabilities: the chance that a customer who left was ranked above one who
 * stayed; ties count half. `NaN` when only one kind is present.
 */
export function areaUnderCurve(predicted: Float64Array, outcomes: Uint8Array): number {
  const order = Uint32Array.from(predicted, (_, row) => row);
  order.sort((a, b) => (predicted[a] ?? 0) - (predicted[b] ?? 0));
  let wins = 0;
  let below = 0;
  let positives = 0;
  for (let from = 0; from < order.length;) {
    const value = predicted[order[from] ?? 0] ?? 0;
    let ties = 0;
    let leavers = 0;
    while (from + ties < order.length && (predicted[order[from + ties] ?? 0] ?? 0) === value) {
      leavers += outcomes[order[from + ties] ?? 0] ?? 0;
      ties += 1;
    }
    const stayers = ties - leavers;
    wins += leavers * (below + stayers / 2);
    below += stayers;
    positives += leavers;
    from += ties;
  }
  return wins / (positives * below);
}
