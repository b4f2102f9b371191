import { mkdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { S3Error, systemCode } from '../http/s3-errors.ts';
import { objectsPath, temporaryPath, type DataFolder } from './data-folder.ts';
import { keyPath } from './key-path.ts';
import { openObjectFile, writeObjectFile, type OpenObject } from './object-file.ts';
import { objectMetaSchema, type ObjectMeta } from './object-meta.ts';
import { syncFolder } from './sync-folder.ts';

/** Where an object is; the bucket is known to have a valid name. */
export interface ObjectAddress {
  bucket: string;
  key: string;
}

export interface StoredObject extends OpenObject {
  meta: ObjectMeta;
}

/** Looks at the object that stands there now, if any; throws to leave it as it is. */
export type WriteCondition = (existing: ObjectMeta | undefined) => void;

const ATTEMPTS = 20;

function isMissing(error: unknown): boolean {
  const code = systemCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

export function objectPath(folder: DataFolder, { bucket, key }: ObjectAddress): string {
  const { folders, file } = keyPath(key);
  return join(objectsPath(folder, bucket), ...folders, file);
}

/** Opens an object (the caller closes its handle), or undefined if there is none. */
export async function openObject(path: string): Promise<StoredObject | undefined> {
  const object = await openObjectFile(path).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (!object) return undefined;
  const meta = objectMetaSchema.safeParse(object.about);
  if (meta.success) return { ...object, meta: meta.data };
  await object.handle.close();
  throw new Error(`${path} is not an object of this server`, { cause: meta.error });
}

/** What is known about an object, and its size in bytes; undefined if there is none. */
export async function readMeta(path: string): Promise<{ meta: ObjectMeta; size: number } | undefined> {
  const object = await openObject(path);
  if (!object) return undefined;
  await object.handle.close();
  return { meta: object.meta, size: object.size };
}

/** Makes the missing folders of a path, outermost first, durably; never the bucket's own. */
async function makeFolders(objects: string, folders: readonly string[]): Promise<void> {
  let path = objects;
  for (const name of folders) {
    const parent = path;
    path = join(parent, name);
    const made = await mkdir(path, { mode: 0o700 }).then(
      () => true,
      (error: unknown) => {
        if (systemCode(error) === 'EEXIST') return false;
        throw error;
      },
    );
    if (made) await syncFolder(parent);
  }
}

/** Moves a finished file to its place. Empty folders may be removed meanwhile by a deletion, hence the loop. */
async function moveIntoPlace(folder: DataFolder, temporary: string, address: ObjectAddress): Promise<void> {
  const objects = objectsPath(folder, address.bucket);
  const { folders, file } = keyPath(address.key);
  const parent = join(objects, ...folders);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    try {
      await rename(temporary, join(parent, file));
      await syncFolder(parent);
      return;
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    await makeFolders(objects, folders).catch((error: unknown) => {
      if (!isMissing(error)) throw error;
    });
  }
  throw new S3Error('NoSuchBucket', { fields: { BucketName: address.bucket } });
}

export interface NewObject extends ObjectAddress {
  content: AsyncIterable<Uint8Array>;
  /** Asked after the last byte of `content`. */
  describe: () => Omit<ObjectMeta, 'key' | 'modified'>;
  condition?: WriteCondition | undefined;
}

/**
 * Writes an object: whole and durable, or not at all. `condition` is asked under the key's lock, so of two writers that
 * both want to be the first, one is refused.
 */
export async function putObject(folder: DataFolder, object: NewObject): Promise<ObjectMeta> {
  const temporary = temporaryPath(folder);
  let meta: ObjectMeta | undefined;
  const describe = (): ObjectMeta => {
    meta = { key: object.key, modified: Date.now(), ...object.describe() };
    return meta;
  };
  await writeObjectFile(temporary, object.content, describe);
  try {
    await folder.lock(`${object.bucket}/${object.key}`, async () => {
      if (object.condition) object.condition((await readMeta(objectPath(folder, object)))?.meta);
      await moveIntoPlace(folder, temporary, object);
    });
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  if (!meta) throw new Error('an object was written without being described');
  return meta;
}

async function removeEmptyParents(objects: string, path: string): Promise<void> {
  for (let parent = dirname(path); parent !== objects; parent = dirname(parent)) {
    const removed = await rmdir(parent).then(
      () => true,
      () => false, // somebody else's file is in it, or it is gone already
    );
    if (!removed) return;
  }
}

/** Deletes an object; one that is not there is as good as deleted. */
export async function deleteObject(
  folder: DataFolder,
  address: ObjectAddress,
  condition: WriteCondition | undefined,
): Promise<void> {
  const path = objectPath(folder, address);
  await folder.lock(`${address.bucket}/${address.key}`, async () => {
    if (condition) condition((await readMeta(path))?.meta);
    try {
      await rm(path);
    } catch (error) {
      if (isMissing(error)) return;
      throw error;
    }
    await syncFolder(dirname(path));
    await removeEmptyParents(objectsPath(folder, address.bucket), path);
  });
}
