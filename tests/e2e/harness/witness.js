// What a page's own error reporter would see, and what the page's visitor lost.
(function () {
  if (window.witness) return;
  const troubles = [];
  window.witness = { troubles };
  window.addEventListener('error', (event) => {
    if (event.message) troubles.push('error: ' + event.message);
  });
  window.addEventListener('unhandledrejection', (event) => {
    troubles.push('unhandledrejection: ' + (event.reason && event.reason.message || event.reason));
  });
  document.addEventListener('securitypolicyviolation', (event) => {
    troubles.push('violation: ' + event.violatedDirective + ' ' + event.blockedURI);
  });
})();
