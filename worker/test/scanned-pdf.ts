/** A JPEG and its size in pixels. */
export interface Scan {
  jpeg: Buffer;
  width: number;
  height: number;
}

/** A PDF as a scanner makes it: each page is one picture, and there is no text. */
export function scannedPdf(scans: readonly Scan[]): Buffer {
  const kids = scans.map((_, index) => `${3 + 3 * index} 0 R`).join(' ');
  const objects: Buffer[] = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from(`<< /Type /Pages /Count ${scans.length} /Kids [${kids}] >>`),
    ...scans.flatMap(({ jpeg, width, height }, index) => {
      const [content, picture] = [4 + 3 * index, 5 + 3 * index];
      const draw = 'q 595 0 0 842 0 0 cm /Im0 Do Q';
      const head = `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>\nstream\n`;
      return [
        Buffer.from(
          `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${content} 0 R /Resources << /XObject << /Im0 ${picture} 0 R >> >> >>`,
        ),
        Buffer.from(`<< /Length ${draw.length} >>\nstream\n${draw}\nendstream`),
        Buffer.concat([Buffer.from(head), jpeg, Buffer.from('\nendstream')]),
      ];
    }),
  ];
  const parts = [Buffer.from('%PDF-1.4\n')];
  let length = parts[0]?.length ?? 0;
  const offsets = objects.map((object, index) => {
    const at = length;
    const whole = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    parts.push(whole);
    length += whole.length;
    return at;
  });
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const count = objects.length + 1;
  const tail = `xref\n0 ${count}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF`;
  return Buffer.concat([...parts, Buffer.from(tail)]);
}
