/** Defines `<out-of-ten>`. Importing it is enough; on a server it does nothing. */
export {};

declare global {
  interface HTMLElementTagNameMap {
    'out-of-ten': HTMLElement;
  }
}
