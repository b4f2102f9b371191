import type { FrameMessage } from '../../contract/live.ts';

const SIZE = { width: 960, height: 540 };

/** A page as a portal might look, as a JPEG. */
async function picture(): Promise<ArrayBuffer> {
  const canvas = new OffscreenCanvas(SIZE.width, SIZE.height);
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('no canvas');
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, SIZE.width, SIZE.height);
  pen.fillStyle = '#1f4e79';
  pen.fillRect(0, 0, SIZE.width, 56);
  pen.fillStyle = '#ffffff';
  pen.font = '22px sans-serif';
  pen.fillText('AgroData · Liquidaciones', 24, 36);
  pen.font = '16px sans-serif';
  for (let row = 0; row < 10; row++) {
    pen.fillStyle = row % 2 === 0 ? '#eef3f8' : '#ffffff';
    pen.fillRect(24, 90 + row * 40, SIZE.width - 48, 40);
    pen.fillStyle = '#222222';
    pen.fillText(
      `LQ-2026-${String(row + 118).padStart(6, '0')}      Soja 2025/26      ${12 + row}.4${row}0,50`,
      40,
      116 + row * 40,
    );
  }
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
  return blob.arrayBuffer();
}

/** Shows one picture to whoever watches. Returns how to stop. */
export function sampleFrames(jobId: string, on: (message: FrameMessage) => void): () => void {
  let over = false;
  const show = async (): Promise<void> => {
    const shown = await picture();
    if (over) return;
    const pages = [
      { id: 'p1', url: 'https://portal.agrodata.example/liquidaciones', title: 'Liquidaciones' },
      { id: 'p2', url: 'https://portal.agrodata.example/detalle', title: 'Detalle LQ-2026-000121' },
    ];
    on({ kind: 'frame', picture: shown, meta: { jobId, pageId: 'p1', at: Date.now(), ...SIZE, current: 'p1', pages } });
  };
  void show();
  return () => (over = true);
}
