import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { exportedMetrics } from '../monitoring/exported-series.ts';
import { manifestSchema, podSchema, policySchema, scaledObjectSchema, type Pod } from './manifest-schemas.ts';
import { FOLDER, kustomized, readKustomization, readManifests } from './read-manifests.ts';

const objects = readManifests();
const built = kustomized('example');
const find = (kind: string, name: string): Record<string, unknown> => {
  const found = objects.find((object) => object.kind === kind && object.metadata.name === name);
  if (found === undefined) throw new Error(`there is no ${kind} ${name}`);
  return found['spec'] as Record<string, unknown>;
};
const podOf = (kind: string, name: string): Pod => podSchema.parse(find(kind, name)['template']);
const policyOf = (name: string) => policySchema.parse(find('NetworkPolicy', name));
const workloads = objects.filter(({ kind }) => kind === 'Deployment' || kind === 'Job');

describe('the manifests for Kubernetes', () => {
  test('every file is listed, and every field of every object is one that Kubernetes knows', () => {
    const { resources } = readKustomization('base');
    const files = readdirSync(join(FOLDER, 'base')).filter((name) => name !== 'kustomization.yaml');
    expect(resources.toSorted()).toEqual(files.toSorted());
    expect(objects.length).toBeGreaterThan(14);
    for (const object of objects) {
      const parsed = manifestSchema.safeParse(object);
      expect([object.kind, object.metadata.name, parsed.error?.issues ?? []]).toEqual([
        object.kind,
        object.metadata.name,
        [],
      ]);
    }
  });

  test('R53 nobody has more rights than it needs, and a name in the environment that was not asked for', () => {
    expect(workloads.map(({ metadata }) => metadata.name).toSorted()).toEqual(['api', 'egress', 'migrate', 'worker']);
    for (const { kind, metadata } of workloads) {
      const { spec } = podOf(kind, metadata.name);
      expect([metadata.name, spec.enableServiceLinks, spec.automountServiceAccountToken]).toEqual([
        metadata.name,
        false,
        false,
      ]);
      // What is mounted is there, and what is there is mounted.
      const mounts = (spec.containers[0].volumeMounts ?? []).map(({ name }) => name);
      expect(mounts.toSorted()).toEqual((spec.volumes ?? []).map(({ name }) => name).toSorted());
    }
    expect(podOf('Deployment', 'worker').spec.securityContext.seccompProfile).toEqual({
      type: 'Localhost',
      localhostProfile: 'sri/seccomp-chromium.json',
    });
  });

  test('R52 a worker has no secret of the database or the API, reaches Redis, the store and the proxy, and nobody reaches it', () => {
    const { envFrom } = podOf('Deployment', 'worker').spec.containers[0];
    expect(JSON.stringify(envFrom)).not.toMatch(/database|server|admin/);
    const { policyTypes, ingress, egress } = policyOf('worker');
    expect([policyTypes, ingress]).toEqual([['Ingress', 'Egress'], undefined]);
    const reached = (egress ?? []).flatMap(({ to, ports }) =>
      to.map(
        (peer) =>
          `${'podSelector' in peer ? peer.podSelector?.matchLabels.app : 'anybody'}:${ports.map(({ port }) => port).join()}`,
      ),
    );
    expect(reached.toSorted()).toEqual(['egress:3128', 'minio:9000', 'redis:6379']);
    expect(policyOf('nobody')).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });

  test('R51 the proxy goes to public addresses only', () => {
    const out = (policyOf('egress').egress ?? []).flatMap(({ to }) => to).find((peer) => 'ipBlock' in peer);
    const ranges = readFileSync(join(FOLDER, '..', 'docker', 'egress', 'private-ranges'), 'utf8');
    expect(out).toBeDefined();
    const except = out !== undefined && 'ipBlock' in out ? out.ipBlock.except : [];
    for (const range of [
      '10.0.0.0/8',
      '172.16.0.0/12',
      '192.168.0.0/16',
      '169.254.0.0/16',
      '127.0.0.0/8',
      '100.64.0.0/10',
    ])
      expect(except).toContain(range);
    for (const range of except) expect(ranges).toContain(range);
  });

  test('R23 a worker that is to go has the longest time of an execution, and a minute more than its drain', () => {
    const { spec } = podOf('Deployment', 'worker');
    const drain = spec.containers[0].env?.find(({ name }) => name === 'DRAIN_MS');
    const drainMs = drain !== undefined && 'value' in drain ? Number(drain.value) : 0;
    expect(drainMs).toBe(15 * 60_000);
    expect(spec.terminationGracePeriodSeconds).toBe(drainMs / 1000 + 60);
    expect(find('Deployment', 'worker')).not.toHaveProperty('replicas');
  });

  test('a node that is emptied never takes the last one', () => {
    for (const name of ['api', 'egress', 'worker'])
      expect(find('PodDisruptionBudget', name)).toHaveProperty('selector.matchLabels.app', name);
  });

  describe('KEDA', () => {
    const scaled = scaledObjectSchema.parse(find('ScaledObject', 'worker'));
    let series: Set<string>;
    beforeAll(async () => {
      series = new Set((await exportedMetrics()).flatMap((metric) => metric.series));
    });

    test('R27 scales by the age of what waits, of organisations that may have more', () => {
      const [first] = scaled.triggers;
      expect(first?.metadata.query).toContain('sri_queue_oldest_seconds');
      expect(first?.metadata.query).toContain('sri_queue_running) < 8');
      for (const { metadata } of scaled.triggers) {
        const named = metadata.query.match(/\bsri_\w+/g) ?? [];
        expect(named.length).toBeGreaterThan(0);
        for (const name of named) expect([name, series.has(name)]).toEqual([name, true]);
        // Without a series it is 0, and not an error.
        expect(metadata.query).toMatch(/or vector\(0\)$/);
      }
    });

    test('grows at once, shrinks slowly, and never below what runs', () => {
      const { scaleUp, scaleDown } = scaled.advanced.horizontalPodAutoscalerConfig.behavior;
      expect(scaleUp.stabilizationWindowSeconds).toBe(0);
      expect(scaleDown.stabilizationWindowSeconds).toBeGreaterThanOrEqual(300);
      expect(scaleDown.policies).toEqual([{ type: 'Percent', value: 10, periodSeconds: 60 }]);
      const concurrency = podOf('Deployment', 'worker').spec.containers[0].env?.find(
        ({ name }) => name === 'WORKER_CONCURRENCY',
      );
      expect(scaled.triggers[1]?.metadata.threshold).toBe(
        concurrency !== undefined && 'value' in concurrency ? concurrency.value : '',
      );
      expect(scaled.fallback.replicas).toBeGreaterThanOrEqual(scaled.minReplicaCount);
      expect(scaled.maxReplicaCount).toBeGreaterThan(scaled.fallback.replicas);
    });
  });

  test.skipIf(built === undefined)('kubectl puts the example together (skipped where there is no kubectl)', () => {
    const all = built ?? [];
    expect(all.length).toBe(objects.length + 1);
    const text = JSON.stringify(all);
    expect(text).toContain('registry.empresa.example/sri/worker:0.1.0');
    expect(text).toContain('https://s3.empresa.example');
    expect(all.find(({ kind }) => kind === 'ScaledObject')).toHaveProperty('spec.maxReplicaCount', 40);
    for (const { kind, metadata } of all)
      expect([metadata.name, kind === 'Namespace' || metadata['namespace'] === 'sri']).toEqual([metadata.name, true]);
  });
});
