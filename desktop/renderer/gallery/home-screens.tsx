import { HomePage } from '../features/home/home-page.tsx';
import { jobsAmong, type Scenario } from '../samples/sample-bridge.ts';
import { sampleAccounts, sampleJob, sampleJobs } from '../samples/sample-data.ts';
import { sampleFlows } from '../samples/sample-flows.ts';
import { broken, noJobs, type ScreenState } from './screen-state.ts';

const home = <HomePage />;
const drafts = sampleFlows().map((flow) => ({ ...flow, publishedVersion: null, active: false, results: [] }));
const published = sampleFlows().map((flow) => ({ ...flow, results: [] }));
const [first] = sampleAccounts();
const connected = first === undefined ? [] : [first];
const newcomer = (answers: Scenario['answers']): Scenario => ({
  answers: { listJobs: () => noJobs, listSessions: () => [], listFlows: () => ({ items: [] }), ...answers },
});

/** Screen 2 in its states. */
export const HOME_SCREENS: readonly ScreenState[] = [
  { id: 'inicio', title: 'Inicio: te necesitan', node: home },
  {
    id: 'inicio-en-orden',
    title: 'Inicio: todo en orden',
    scenario: {
      answers: {
        listSessions: () => [],
        listJobs: jobsAmong(sampleJobs().filter(({ status }) => status === 'completed')),
        listFlows: () => ({ items: published }),
      },
    },
    node: home,
  },
  { id: 'inicio-nueva', title: 'Inicio: organización nueva', scenario: newcomer({}), node: home },
  {
    id: 'inicio-nueva-conectada',
    title: 'Inicio: organización nueva, con un portal',
    scenario: newcomer({ listSessions: () => connected, listFlows: () => ({ items: drafts }) }),
    node: home,
  },
  {
    id: 'inicio-nueva-lista',
    title: 'Inicio: organización nueva, por ejecutar',
    scenario: newcomer({ listSessions: () => connected, listFlows: () => ({ items: published }) }),
    node: home,
  },
  {
    id: 'inicio-nueva-en-curso',
    title: 'Inicio: organización nueva, primera ejecución',
    scenario: newcomer({
      listSessions: () => connected,
      listFlows: () => ({ items: published }),
      listJobs: jobsAmong([sampleJob(0, 'running')]),
    }),
    node: home,
  },
  {
    id: 'inicio-error',
    title: 'Inicio: dos partes con error',
    scenario: { failing: { listSessions: broken, listFlows: broken } },
    node: home,
  },
];
