export interface EnvironmentFound {
  userAgent: string;
  languages: string[];
  timezone: string;
}

/** What a page sees of its browser. Runs in a page, as text. */
export function readEnvironment(): EnvironmentFound {
  return {
    userAgent: navigator.userAgent,
    languages: [...navigator.languages],
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}
