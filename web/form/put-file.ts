/** An upload under way. */
interface Put {
  /** Whether the bytes have arrived; it never rejects. */
  readonly arrived: Promise<boolean>;
  readonly stop: () => void;
}

/** PUTs a file; `fetch` would not say how far it is. */
export function putFile(
  url: string,
  headers: Readonly<Record<string, string>>,
  file: File,
  progress: (percent: number) => void,
): Put {
  const request = new XMLHttpRequest();
  const arrived = new Promise<boolean>((resolve) => {
    request.addEventListener('loadend', () => {
      resolve(request.status >= 200 && request.status < 300);
    });
  });
  request.upload.addEventListener('progress', ({ loaded, total, lengthComputable }) => {
    if (lengthComputable && total > 0) progress(Math.floor((100 * loaded) / total));
  });
  request.open('PUT', url);
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  request.send(file);
  return {
    arrived,
    stop: () => {
      request.abort();
    },
  };
}
