/**
 * Stands in for the reader of event streams that the SDK imports when an answer is one. None of the calls we make has
 * such an answer; behind an import that may come later, all that both sides share is bundled as if it came later too.
 */
function noEventStreams(): never {
  throw new Error('an answer of AWS was an event stream, which none of our calls has');
}

export { noEventStreams as EventStreamSerde, noEventStreams as eventStreamSerdeProvider };
