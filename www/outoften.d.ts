/** What the loader puts on `window`. */
export type OutOfTenEvent =
  | 'shown' | 'answered' | 'later' | 'dismissed' | 'optedout' | 'failed' | 'closed';

export interface OutOfTen {
  /** Shows the card now, whatever the delay and the waiting time: somebody clicked for it. */
  (command: 'open'): void;
  /** Closes the card as its cross does. */
  (command: 'close'): void;
  /** Something happened on the site; see `triggers.event` of the survey document. */
  (command: 'event', name: string): void;
  /** The visitor allows (or no longer allows) keeping anything; see `data-consent`. */
  (command: 'consent', given: boolean): void;
  /** Listens to what the card does; `detail` is the id of the display. */
  (command: 'on', name: OutOfTenEvent, listener: (event: CustomEvent<string | null>) => void): void;
}

declare global {
  interface Window {
    outoften: OutOfTen;
  }
}
