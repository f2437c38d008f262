/** What the loader puts on `window`. */
export type OutOfTenEvent =
  | 'shown' | 'scored' | 'answered' | 'later' | 'dismissed' | 'optedout' | 'failed' | 'closed';

/** The tag's attributes without their `data-`, for a tag that has none. */
export interface OutOfTenSettings {
  survey: string;
  api?: string;
  /** Address of the loader, when it was imported as a module from elsewhere than `api`. */
  source?: string;
  lang?: string;
  src?: string;
  segment?: string;
  /** See `data-consent`; without it the survey document says. */
  consent?: 'required' | 'none';
  traits?: OutOfTenTraits | string;
  target?: string;
  datalayer?: string;
}

export type OutOfTenTraits = Record<string, string | number | boolean>;

export interface OutOfTen {
  /** Starts a tag without `data-survey`; for the same survey again it does nothing. */
  (command: 'init', settings: OutOfTenSettings): void;
  /** Shows the card now, whatever the delay and the waiting time: somebody clicked for it. */
  (command: 'open'): void;
  /** Closes the card as its cross does. */
  (command: 'close'): void;
  /** Something happened on the site; see `triggers.event` of the survey document. */
  (command: 'event', name: string): void;
  /** Who the visitor is: a token signed by the site's server, and traits for `targeting`. */
  (command: 'identify', who: { token?: string; traits?: OutOfTenTraits }): void;
  /** The visitor signed out: token and traits are forgotten, the ledger stays. */
  (command: 'reset'): void;
  /** The visitor allows (or no longer allows) keeping anything; see `data-consent`. */
  (command: 'consent', given: boolean): void;
  /**
   * Listens to what the card does. `detail` is the id of the display; of `failed` it is the status of
   * the reply, 0 for none. `scored` comes once for each score that stands, and not for what an arrow
   * key passes by.
   */
  (command: 'on', name: OutOfTenEvent, listener: (event: CustomEvent<string | number>) => void): void;
  /** Opens the panel that lists every gate between this visitor and the card. */
  (command: 'why'): void;
}

declare global {
  interface Window {
    outoften: OutOfTen;
  }
}
