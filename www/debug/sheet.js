/* The panel's style sheet. Measures in px, because a page may set any root size. */
export const SHEET = `
  :host { all: initial !important; position: fixed !important; z-index: 2147483647 !important;
    inset: 16px 16px auto auto !important; display: block !important; margin: 0 !important;
    width: min(480px, calc(100vw - 32px)) !important; color-scheme: light dark !important;
    background: none !important; border: 0 !important; padding: 0 !important; overflow: visible !important; }
  section { box-sizing: border-box; max-height: calc(100vh - 32px); overflow: auto; padding: 24px;
    border: 1px solid light-dark(#d8dae3, #3d4154); border-radius: 16px; text-align: start;
    background: light-dark(#fff, #1b1d27); color: light-dark(#1b1d27, #f2f3f8);
    font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
    box-shadow: 0 1px 3px rgba(10, 12, 20, .08), 0 18px 48px -12px rgba(10, 12, 20, .35); }
  section:focus { outline: none; }
  section:focus-visible, button:focus-visible, pre:focus-visible { outline: 3px solid light-dark(#4338ca, #a5b4fc); outline-offset: 2px; }
  h2 { margin: 0; font-size: 20px; line-height: 1.3; }
  .verdict { margin: 8px 0 16px; font-weight: 600; }
  ul { list-style: none; margin: 0; padding: 0; }
  li { display: grid; grid-template-columns: 1fr auto; gap: 0 16px; padding: 10px 0;
    border-top: 1px solid light-dark(#e6e7ee, #333747); }
  .state { font-weight: 600; color: light-dark(#116329, #7ee2a0); white-space: nowrap; }
  .shut .state { color: light-dark(#a40e26, #ff9a9a); }
  .wait .state { color: light-dark(#7a4d00, #ffcf87); }
  .detail { grid-column: 1 / -1; color: light-dark(#4a4e60, #c3c6d4); }
  pre { margin: 8px 0 16px; padding: 12px; border-radius: 8px; white-space: pre-wrap; font: 13px/1.5 ui-monospace, monospace;
    background: light-dark(#f2f3f8, #272a38); }
  footer { display: flex; flex-wrap: wrap; gap: 12px; margin-top: 20px; }
  button { font: inherit; font-weight: 600; min-height: 44px; padding: 8px 18px; border-radius: 10px; cursor: pointer;
    border: 1px solid light-dark(#6b7085, #8e93a8); background: none; color: inherit; }
  @media print { :host { display: none !important; } }
  @media (forced-colors: active) { section, button { border-color: CanvasText; } }`;
