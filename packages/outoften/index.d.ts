/** What the card does. */
export type CardEvent =
  | 'shown' | 'scored' | 'answered' | 'later' | 'dismissed' | 'optedout' | 'failed' | 'closed';

/** What a site knows of a visitor. */
export type Traits = Record<string, string | number | boolean>;

/** Who the visitor is. */
export interface Person {
  /** Made by the site's server with a secret that it shares with the collector. */
  token?: string;
  /** For `targeting` of the survey document. */
  traits?: Traits;
}

/** The attributes of the tag, without their `data-`. */
export interface Settings {
  /** The survey's name. */
  survey: string;
  /** Address of the collector. Without it `source` has to be given. */
  api?: string;
  /** Address of the loader, where it does not lie beside the collector: a pinned version. */
  source?: string;
  /** Language of the card; else the page's, else the browser's. */
  lang?: string;
  /** Address of a survey document on a static host; else the collector's. */
  src?: string;
  /** Stored with each answer. */
  segment?: string;
  /**
   * `required`: nothing is read, kept or fetched before `consent(true)`; `none`: nothing has to be
   * allowed. Without it the survey document says, which is then asked first.
   */
  consent?: 'required' | 'none';
  /** See `Person`. */
  traits?: Traits | string;
  /** Selector of the element of an inline card, instead of the document's. */
  target?: string;
  /** Name of a list on `window` that what the card does is pushed to. */
  datalayer?: string;
}

/** Any command of the loader. */
export function outoften(command: string, ...rest: unknown[]): void;
/** Starts the card of a survey; resolves when the loader is there, and never rejects. */
export function init(settings: Settings): Promise<void>;
export function identify(who: Person): void;
export function open(): void;
export function close(): void;
export function event(name: string): void;
export function consent(given: boolean): void;
export function reset(): void;
/**
 * Listens; gives the function that stops it. `detail` is the id of the display; of `failed` it is the
 * status of the reply, 0 for none.
 */
export function on(name: CardEvent, listener: (event: CustomEvent<string | number>) => void): () => void;
