import { z } from 'zod';

// The fields that our manifests use, as the Kubernetes API has them: a name that is misspelt or at the wrong place is
// refused here, where the API server would drop it without a word.
const metadata = z.strictObject({ name: z.string(), labels: z.record(z.string(), z.string()).optional() });
const app = z.strictObject({ app: z.string() });
const selector = z.strictObject({ matchLabels: app });
const quantity = z.string().regex(/^\d+(?:m|Mi|Gi)?$/);
const port = z.number().int().min(1).max(65_535);
const rolling = z.strictObject({
  type: z.literal('RollingUpdate'),
  rollingUpdate: z.strictObject({ maxUnavailable: z.literal(0), maxSurge: z.union([z.number(), z.string()]) }),
});

const probe = z
  .strictObject({
    httpGet: z.strictObject({ path: z.string(), port: z.string() }).optional(),
    exec: z.strictObject({ command: z.array(z.string()).min(1) }).optional(),
    initialDelaySeconds: z.number().optional(),
    periodSeconds: z.number(),
    timeoutSeconds: z.number().optional(),
    failureThreshold: z.number().optional(),
  })
  .refine(({ httpGet, exec }) => (httpGet === undefined) !== (exec === undefined), 'one way to look');

/** What the namespace's Pod Security level `restricted` asks for, and a root that nobody writes to. */
const ownRights = z.strictObject({
  allowPrivilegeEscalation: z.literal(false),
  readOnlyRootFilesystem: z.literal(true),
  capabilities: z.strictObject({ drop: z.tuple([z.literal('ALL')]) }),
});

const container = z.strictObject({
  name: z.string(),
  image: z.enum(['sri-server', 'sri-worker', 'sri-egress']),
  command: z.array(z.string()).optional(),
  ports: z.array(z.strictObject({ name: z.string(), containerPort: port })).optional(),
  securityContext: ownRights,
  envFrom: z.array(
    z.union([
      z.strictObject({ configMapRef: z.strictObject({ name: z.literal('sri-places') }) }),
      z.strictObject({ secretRef: z.strictObject({ name: z.string() }) }),
    ]),
  ),
  env: z
    .array(
      z.union([
        z.strictObject({ name: z.string(), value: z.string() }),
        z.strictObject({
          name: z.string(),
          valueFrom: z.strictObject({ fieldRef: z.strictObject({ fieldPath: z.literal('metadata.name') }) }),
        }),
      ]),
    )
    .optional(),
  readinessProbe: probe.optional(),
  livenessProbe: probe.optional(),
  resources: z.strictObject({
    requests: z.strictObject({ cpu: quantity, memory: quantity }),
    limits: z.strictObject({ memory: quantity }),
  }),
  volumeMounts: z.array(z.strictObject({ name: z.string(), mountPath: z.string() })).optional(),
});

const podRights = z.strictObject({
  runAsNonRoot: z.literal(true),
  runAsUser: z.number().int().min(1),
  fsGroup: z.number().int().optional(),
  seccompProfile: z.union([
    z.strictObject({ type: z.literal('RuntimeDefault') }),
    z.strictObject({ type: z.literal('Localhost'), localhostProfile: z.string() }),
  ]),
  sysctls: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional(),
});

export const podSchema = z.strictObject({
  metadata: z.strictObject({ labels: app }),
  spec: z.strictObject({
    restartPolicy: z.literal('OnFailure').optional(),
    automountServiceAccountToken: z.literal(false),
    enableServiceLinks: z.literal(false),
    terminationGracePeriodSeconds: z.number().int().optional(),
    securityContext: podRights,
    topologySpreadConstraints: z.array(z.unknown()).optional(),
    containers: z.tuple([container]),
    volumes: z
      .array(
        z.strictObject({
          name: z.string(),
          emptyDir: z.strictObject({ medium: z.literal('Memory').optional(), sizeLimit: quantity }),
        }),
      )
      .optional(),
  }),
});
export type Pod = z.infer<typeof podSchema>;

const peer = z.union([
  z.strictObject({ podSelector: selector }),
  z.strictObject({
    namespaceSelector: z.strictObject({ matchLabels: z.record(z.string(), z.string()) }),
    podSelector: selector.optional(),
  }),
  z.strictObject({ ipBlock: z.strictObject({ cidr: z.string(), except: z.array(z.string()) }) }),
]);
const ports = z.array(z.strictObject({ protocol: z.enum(['TCP', 'UDP']), port })).min(1);

export const policySchema = z.strictObject({
  podSelector: z.union([selector, z.strictObject({})]),
  policyTypes: z.array(z.enum(['Ingress', 'Egress'])).min(1),
  ingress: z.array(z.strictObject({ from: z.array(peer).min(1), ports })).optional(),
  egress: z.array(z.strictObject({ to: z.array(peer).min(1), ports })).optional(),
});

const scalingPolicy = z.strictObject({
  type: z.enum(['Percent', 'Pods']),
  value: z.number(),
  periodSeconds: z.number(),
});
const scaling = z.strictObject({
  stabilizationWindowSeconds: z.number(),
  policies: z.array(scalingPolicy).min(1),
  selectPolicy: z.literal('Max').optional(),
});

export const scaledObjectSchema = z.strictObject({
  scaleTargetRef: z.strictObject({ name: z.literal('worker') }),
  minReplicaCount: z.number().int().min(1),
  maxReplicaCount: z.number().int(),
  pollingInterval: z.number(),
  cooldownPeriod: z.number(),
  fallback: z.strictObject({ failureThreshold: z.number(), replicas: z.number() }),
  advanced: z.strictObject({
    horizontalPodAutoscalerConfig: z.strictObject({
      behavior: z.strictObject({ scaleUp: scaling, scaleDown: scaling }),
    }),
  }),
  triggers: z
    .array(
      z.strictObject({
        type: z.literal('prometheus'),
        metricType: z.enum(['Value', 'AverageValue']),
        metadata: z.strictObject({ serverAddress: z.url(), query: z.string(), threshold: z.string().regex(/^\d+$/) }),
      }),
    )
    .min(1),
});

const of = <S extends z.ZodType>(apiVersion: string, kind: string, spec: S) =>
  z.strictObject({ apiVersion: z.literal(apiVersion), kind: z.literal(kind), metadata, spec });

/** Every kind of object that we have. */
export const manifestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ apiVersion: z.literal('v1'), kind: z.literal('Namespace'), metadata }),
  of(
    'apps/v1',
    'Deployment',
    z.strictObject({ replicas: z.number().optional(), selector, strategy: rolling, template: podSchema }),
  ),
  of(
    'batch/v1',
    'Job',
    z.strictObject({ backoffLimit: z.number(), ttlSecondsAfterFinished: z.number(), template: podSchema }),
  ),
  of(
    'v1',
    'Service',
    z.strictObject({
      selector: app,
      ports: z.array(z.strictObject({ name: z.string(), port, targetPort: z.string() })).min(1),
    }),
  ),
  of(
    'policy/v1',
    'PodDisruptionBudget',
    z.union([
      z.strictObject({ minAvailable: z.number(), selector }),
      z.strictObject({ maxUnavailable: z.string(), selector }),
    ]),
  ),
  of('networking.k8s.io/v1', 'NetworkPolicy', policySchema),
  of('keda.sh/v1alpha1', 'ScaledObject', scaledObjectSchema),
]);
