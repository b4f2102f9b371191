import { Cluster } from 'ioredis';
import { startTestRedis, type TestRedis } from './redis-server.ts';
import { until } from './until.ts';

/** Slots of a cluster: 0 to this one. */
const LAST_SLOT = 16_383;
const NODES = 3;

export interface TestCluster {
  nodes: readonly TestRedis[];
  connect(): Cluster;
  stop(): Promise<void>;
}

/** A Redis Cluster of three nodes of this test file's own, with a third of the slots on each. */
export async function startTestCluster(settings: readonly string[] = []): Promise<TestCluster> {
  const own = ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1', ...settings];
  const nodes = await Promise.all(Array.from({ length: NODES }, () => startTestRedis(own)));
  const connections = new Set<Cluster>();
  const [first] = nodes;
  for (const [index, node] of nodes.entries()) {
    const redis = node.connect();
    const share = (part: number): number => Math.floor(((LAST_SLOT + 1) * part) / NODES);
    await redis.call('CLUSTER', 'ADDSLOTSRANGE', String(share(index)), String(share(index + 1) - 1));
    await redis.call('CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1));
    if (node !== first) await redis.call('CLUSTER', 'MEET', '127.0.0.1', String(first?.port));
  }
  for (const node of nodes) {
    const redis = node.connect();
    await until('the cluster is up on every node', async () => {
      const info = await redis.cluster('INFO');
      return info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${NODES}`);
    });
  }
  return {
    nodes,
    connect() {
      const cluster = new Cluster(nodes.map(({ port }) => ({ host: '127.0.0.1', port })));
      cluster.on('error', () => {});
      connections.add(cluster);
      return cluster;
    },
    async stop() {
      for (const cluster of connections) cluster.disconnect();
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
}
