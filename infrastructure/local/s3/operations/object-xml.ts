import type { ChecksumAlgorithm } from '../checksums/checksum.ts';
import type { XmlElementOut } from '../http/xml-write.ts';
import type { ObjectMeta } from '../store/object-meta.ts';

/** `ChecksumCRC32` and the like: the element in which S3's documents carry a checksum. */
export function checksumElementName(algorithm: ChecksumAlgorithm): string {
  return `Checksum${algorithm.toUpperCase()}`;
}

/** The elements that tell of an object's checksum; none if it has none. */
export function checksumElement({ checksum }: Pick<ObjectMeta, 'checksum'>): XmlElementOut[] {
  if (!checksum) return [];
  return [
    [checksumElementName(checksum.algorithm), checksum.value],
    ['ChecksumType', checksum.type],
  ];
}

/** The one owner of everything here. */
export const OWNER: XmlElementOut[] = [
  ['ID', 'sri'],
  ['DisplayName', 'sri'],
];
