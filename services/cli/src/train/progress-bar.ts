const WIDTH = 30;

/** Draws one line that fills up, on a terminal only: in a file or a pipe it would be noise. */
export function progressBar(
  stream: NodeJS.WriteStream,
  title: string,
): (done: number, steps: number) => void {
  return (done, steps) => {
    if (!stream.isTTY) return;
    const filled = Math.round((done / steps) * WIDTH);
    const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
    stream.write(`\r${title} ${bar} ${Math.round((done / steps) * 100)} %${done === steps ? '\n' : ''}`);
  };
}
