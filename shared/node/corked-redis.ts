import { Redis } from 'ioredis';

/**
 * Sends all commands of one turn of the event loop in one write: each write is a system call, on both sides. Nothing waits:
 * the write goes out before the turn ends, in the order in which the commands were given.
 */
export class CorkedRedis extends Redis {
  override sendCommand(...args: Parameters<Redis['sendCommand']>): unknown {
    // Not yet there while it connects.
    const stream = this.stream as Redis['stream'] | undefined;
    if (stream?.writableCorked === 0) {
      stream.cork();
      process.nextTick(() => stream.uncork());
    }
    return super.sendCommand(...args);
  }
}
