/** How limits are computed. The default is `adjusted-wald`. */
export type Method = "adjusted-wald" | "wald" | "score" | "mover";

/** Answers: how many people gave each score from 0 to 10, or the scores one by one, with `null`
 * for people who did not answer. */
export type Answers = { counts: readonly number[] } | { scores: readonly (number | null)[] };

export interface Interval {
  method: Method;
  /** Nominal coverage, 0.95 unless asked otherwise. */
  level: number;
  /** Points, -100 to 100. */
  low: number;
  /** Points, -100 to 100. */
  high: number;
}

export interface Report {
  n: number;
  detractors: number;
  passives: number;
  promoters: number;
  /** Points, -100 to 100, unrounded; `null` when nobody answered. */
  nps: number | null;
  /** Whole points, half away from zero. */
  nps_rounded: number | null;
  /** Of one answer coded -1, 0, 1; divisor n. */
  variance: number | null;
  /** Of `nps`, in points. */
  standard_error: number | null;
  /** `null` below five answers unless `small` is set. */
  interval: Interval | null;
  /** Eleven counts, for the scores 0 to 10. */
  counts: number[];
}

export interface ScoreOptions {
  method?: Method;
  /** Between 0 and 1, both excluded. */
  level?: number;
  /** How many people could have answered, if few. */
  population?: number;
  /** Give the interval below five answers too. */
  small?: boolean;
}

export interface Comparison {
  /** First minus second, in points. */
  difference: number;
  standard_error: number;
  /** `null` when the standard error is 0. */
  z: number | null;
  /** Two-sided; `null` when `z` is. */
  p_value: number | null;
  interval: { low: number; high: number };
  method: "adjusted-wald" | "wald";
}

export interface CompareOptions {
  method?: "adjusted-wald" | "wald";
  level?: number;
  /** How many people could have answered in either group, if few. */
  population?: number;
}

export interface SampleSizeOptions {
  /** Answers for a score of plus or minus so many points. Give this or `difference`. */
  margin?: number;
  /** Answers per group to find a difference of so many points. */
  difference?: number;
  /** Chance of finding the difference, 0.8 unless asked otherwise. */
  power?: number;
  /** Expected shares of detractors, passives and promoters; fractions or per cent. */
  shares?: readonly [number, number, number];
  /** Expected variance of one answer, up to 1, the worst case and the default. */
  variance?: number;
  population?: number;
  level?: number;
  method?: "adjusted-wald" | "wald";
}

/** The score of these answers. */
export function score(of: Answers, options?: ScoreOptions): Report;
/** The interval alone; `null` as in a report. */
export function interval(of: Answers, options?: ScoreOptions): Interval | null;
/** Whether two scores differ; `null` when a side has no answers. */
export function compare(a: Answers, b: Answers, options?: CompareOptions): Comparison | null;
/** How many answers a statement needs. */
export function sampleSize(options: SampleSizeOptions): { n: number; method: "adjusted-wald" | "wald" };

export interface FileOptions extends ScoreOptions {
  /** Columns by name, whatever the case, or by number from 1; found by name and content otherwise. */
  scoreColumn?: string;
  dateColumn?: string;
  /** Which comes first in dates such as 03/04/2026. */
  dateOrder?: "dmy" | "mdy";
  /** Encoding of the file, such as `windows-1252`; UTF-8 and UTF-16 are found by themselves. */
  encoding?: string;
  /** Only rows with these values: `{Survey: "Loyalty", Plan: ["pro", "team"]}`. */
  where?: Record<string, string | string[]>;
  /** Go on with the rows that fit where many answers are off the scale. */
  allowPartial?: boolean;
  /** Score each value of this column, and test it against the rest. */
  by?: string;
  /** Score each period, and test it against the one before. */
  every?: "month" | "quarter" | "week";
  /** Called now and then with the bytes read so far. */
  onProgress?: (bytes: number) => void;
  signal?: AbortSignal;
}

/** One segment or one period of a file. */
export interface SegmentReport extends Report {
  name: string;
  difference: Comparison | null;
  /** After Holm's correction over all parts. */
  p_value_adjusted: number | null;
}

export interface FileReport extends Report {
  /** Rows that were not counted. */
  bad_rows: number;
  /** Rows without an answer, in no figure. */
  unanswered: number;
  /** The column that was taken for the scores. */
  column: string;
  /** The tool whose export this is, if recognised. */
  tool: string | null;
  /** Which columns were used, and what else was decided, in English sentences. */
  decided: string[];
  /** What makes the figure doubtful: another scale, classes that disagree. */
  warnings: string[];
  /** Up to a hundred of the bad rows. */
  first_bad_rows: { line: number; column: string; reason: string; message: string }[];
  segments?: SegmentReport[];
  periods?: SegmentReport[];
}

/** The score of a file: CSV, TSV, JSON lines or a JSON list, in any encoding that is named, of any size. It is read in
 * pieces, so memory stays flat and a page responsive. */
export function scoreFile(
  source: Blob | AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options?: FileOptions,
): Promise<FileReport>;

/** Thrown for an argument that is refused; nothing was computed. */
export class StatsError extends Error {
  /** Stable, for programs. */
  code: string;
  /** The place of the bad field, if there is one. */
  field: string | null;
}
