/*
 * The loader: the one file a page names.
 *
 *   <script async src="https://answers.example/outoften.js" data-survey="acme"></script>
 *
 * What it is: a classic script that reads its own tag once, leaves at once when the ledger says
 * that this visitor may not be asked yet, and otherwise fetches the survey document, the glue and
 * the WebAssembly side by side, waits for the document's delay and hands over.
 * What it is not: it knows no rule. The date it compares with was left by the core; the core is
 * asked again before anything is shown. It never throws: what goes wrong is one line on the
 * console.
 *
 * Attributes of the tag:
 *   data-survey   the survey's name (required)
 *   data-lang     language of the card; else the page's `lang`, else the browser's
 *   data-src      address of a survey document on a static host; else the collector's
 *   data-api      address of the collector; else where this script came from
 *   data-segment  stored with each answer
 *   data-consent  `required`: nothing is read, kept or fetched before `outoften('consent', true)`
 *
 * `outoften('open' | 'close')`, `outoften('event', name)`, `outoften('consent', true | false)` and
 * `outoften('on', name, listener)` may be called at any time; calls made before this script ran are kept by the stub
 * `window.outoften = window.outoften || function () { (outoften.q = outoften.q || []).push(arguments) }`.
 */
(function (window, document) {
  'use strict';
  var tag = document.currentScript;
  var guard = Symbol.for('outoften');
  if (window[guard]) return console.debug('Out of Ten: a second tag is ignored');
  if (!tag) return;
  window[guard] = '__VERSION__';

  var started = Date.now();
  var settings = tag.dataset;
  var survey = settings.survey;
  var source = tag.src.split(/[?#]/)[0];
  var root = settings.api ? settings.api.replace(/\/*$/, '/') : source.replace(/(\/v[\d.]+)?\/[^/]*$/, '/');
  var assets = new URL('__ASSETS__', source).href;
  var wanted = languages();
  var loading;
  var runs;
  var refused;
  var happened = Object.create(null);
  var grant;
  var granted = new Promise(function (resolve) { grant = resolve; });

  function languages() {
    var all = [settings.lang, document.documentElement.lang].concat(navigator.languages || []);
    return all.filter(function (language, index) {
      return language && all.indexOf(language) === index;
    });
  }

  function say(what) {
    console.warn('Out of Ten: ' + what);
  }

  /* Whether the core might say yes. The mark is `written_at due_at`, in milliseconds. A mark from
     more than a day ahead was written by a wrong clock: the core repairs it. */
  function mayBeDue() {
    var mark = (localStorage.getItem('oot:due:' + survey) || '').split(' ');
    return !(started < mark[1]) || started + 864e5 < mark[0];
  }

  /* Asked once, of an empty module: a policy that refuses WebAssembly reports each try. */
  function canRun() {
    if (runs === undefined) {
      try {
        runs = !!new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
      } catch (refused) {
        runs = false;
      }
    }
    return runs;
  }

  /* The glue, if it is byte for byte what this loader was made with. `import()` cannot check that;
     a preload can, and after it the import costs no second request. */
  function loadGlue() {
    var link = document.createElement('link');
    var address = assets + 'card.js';
    if (!link.relList.supports('modulepreload')) return import(address);
    return new Promise(function (resolve, reject) {
      link.rel = 'modulepreload';
      link.integrity = '__GLUE_INTEGRITY__';
      link.crossOrigin = 'anonymous';
      link.nonce = tag.nonce;
      link.onload = resolve;
      link.onerror = function () { reject(address + ' cannot be loaded or was changed on its way'); };
      link.href = address;
      document.head.appendChild(link);
    }).finally(function () { link.remove(); }).then(function () { return import(address); });
  }

  /* Glue and WebAssembly, side by side. Nothing of the module runs yet. */
  function loadCard() {
    return (loading = loading || Promise.all([
      loadGlue(),
      fetch(assets + 'card.wasm', { credentials: 'omit', integrity: '__WASM_INTEGRITY__' })
    ]));
  }

  function startCard() {
    return loadCard().then(function (parts) {
      var module = parts[0];
      return module.default({ module_or_path: parts[1] }).then(function () {
        startCard = function () { return Promise.resolve(module); };
        return module;
      });
    });
  }

  function loadDocument() {
    var query = '.json?lang=' + encodeURIComponent(wanted.slice(0, 5).join(','));
    var address = settings.src || root + 'v1/surveys/' + encodeURIComponent(survey) + query;
    return fetch(address, { credentials: 'omit' }).then(function (reply) {
      if (!reply.ok) throw 'no survey document at ' + address + ' (status ' + reply.status + ')';
      return reply.json();
    });
  }

  function after(ms) {
    return new Promise(function (resolve) { setTimeout(resolve, ms); });
  }

  /* Resolves once the condition holds, asked anew at each event. */
  function when(target, event, holds) {
    return new Promise(function (resolve) {
      if (holds()) return resolve();
      target.addEventListener(event, function listen(happened) {
        if (!holds(happened)) return;
        target.removeEventListener(event, listen);
        resolve();
      });
    });
  }

  function fits(pattern) {
    var parts = pattern.split('*').map(function (part) { return part.replace(/[^\w/-]/g, '\\$&'); });
    return new RegExp('^' + parts.join('.*') + '$').test(location.pathname);
  }

  function isHere(triggers) {
    var include = triggers.include || [];
    return (!include.length || include.some(fits)) && !(triggers.exclude || []).some(fits);
  }

  function scrolled() {
    var page = document.documentElement;
    return (window.scrollY + window.innerHeight) / page.scrollHeight * 100;
  }

  /* Nobody is asked in a dialog of the page, while something plays with sound, or in a hidden tab. */
  function isGoodMoment() {
    return document.visibilityState === 'visible' &&
      !document.querySelector('dialog[open], [aria-modal="true"]:not([hidden])') &&
      ![].some.call(document.querySelectorAll('video, audio'), function (media) {
        return !media.paused && !media.muted;
      });
  }

  /* All triggers, one after the other; what can pass again is asked again at the end, until the
     visitor has also stopped typing for a while. */
  async function rightMoment(triggers) {
    var delay = triggers.delay_ms;
    var typedAt = 0;
    function typed() { typedAt = Date.now(); }
    document.addEventListener('keydown', typed, true);
    await after((delay === undefined ? 5000 : delay) - (Date.now() - started));
    if (triggers.event) {
      await when(document, 'oot:event', function () { return happened[triggers.event]; });
    }
    await when(document, 'scroll', function () { return scrolled() >= (triggers.scroll_percent || 0); });
    if (triggers.exit_intent) {
      await when(document, 'mouseout', function (event) {
        return event && !event.relatedTarget && event.clientY <= 0;
      });
    }
    while (!isHere(triggers) || !isGoodMoment() || Date.now() - typedAt < 1500) await after(500);
    document.removeEventListener('keydown', typed, true);
  }

  /* Where WebAssembly is refused, the collector's own form in a frame. */
  function showFrame(description) {
    if (settings.src && !settings.api) {
      throw "WebAssembly does not run here; the page's policy needs script-src 'wasm-unsafe-eval'";
    }
    var query = '?embed=1&lang=' + encodeURIComponent(wanted[0] || '');
    if (settings.segment) query += '&segment=' + encodeURIComponent(settings.segment);
    return import(assets + 'frame.js').then(function (module) {
      module.show({
        survey: survey,
        address: root + 'f/' + encodeURIComponent(survey) + query,
        group: description.fatigue.group,
        title: description.brand.name
      });
    });
  }

  function show(description, askedFor) {
    if (!canRun()) return showFrame(description);
    return startCard().then(function (module) {
      module.flush();
      module.open(description, wanted, root + 'v1/responses', settings.segment, askedFor);
    });
  }

  async function ask() {
    if (!survey) throw 'the tag lacks data-survey';
    if (settings.consent === 'required') await granted;
    var due = mayBeDue();
    var undelivered = localStorage.getItem('oot:outbox');
    if (!due && !undelivered) return;
    hearRefusals();
    await when(document, 'prerenderingchange', function () { return !document.prerendering; });
    await when(window, 'load', function () { return document.readyState === 'complete'; });
    if (!due) return canRun() && (await startCard()).flush();
    if (canRun()) loadCard().catch(function () {});
    var description = await loadDocument();
    if ((description.privacy || {}).consent === 'required') await granted;
    await rightMoment(description.triggers || {});
    await show(description, false);
  }

  /* What the page's policy refused of ours. The browser tells of it in a task of its own. */
  function hearRefusals() {
    var home = new URL(root, location.href).origin;
    document.addEventListener('securitypolicyviolation', function (event) {
      if (event.blockedURI.startsWith(home)) refused = event.effectiveDirective + ' ' + home;
    });
  }

  function complain(error) {
    after(100).then(function () {
      var hint = refused ? "; the page's policy needs " + refused : '';
      say((error && error.message || error) + hint);
    });
  }

  var commands = {
    open: function () {
      return loadDocument().then(function (description) { return show(description, true); });
    },
    close: function () {
      return loading && startCard().then(function (module) { module.close(); });
    },
    event: function (name) {
      happened[name] = true;
      document.dispatchEvent(new Event('oot:event'));
    },
    consent: function (given) {
      if (given) return grant();
      var gone = loading ? startCard().then(function (module) { module.forget(); }) : Promise.resolve();
      return gone.then(function () {
        Object.keys(localStorage).forEach(function (key) {
          if (key.startsWith('oot:')) localStorage.removeItem(key);
        });
      });
    },
    on: function (name, listener) {
      document.addEventListener('oot:' + name, listener);
    }
  };

  function call(name) {
    var command = Object.hasOwn(commands, name) && commands[name];
    if (!command) return say('there is no command "' + name + '"; use open, close, event, consent or on');
    Promise.resolve(command.apply(null, [].slice.call(arguments, 1))).catch(complain);
  }

  var early = (window.outoften || {}).q || [];
  window.outoften = call;
  early.forEach(function (args) { call.apply(null, args); });
  ask().catch(complain);
})(window, document);
