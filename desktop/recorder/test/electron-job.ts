/** What a recorded Electron window is told to do. */
export interface ElectronJob {
  url: string;
  /** The in-page code. */
  source: string;
  /** One after the other; `told`: the recorder says something of it, which is waited for. */
  acts: ({ window: number; told: boolean } & ({ click: [x: number, y: number] } | { type: string }))[];
  resultFile: string;
}
