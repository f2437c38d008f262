/*
 * The loader: the one file a page names.
 *
 *   <script async src="https://answers.example/outoften.js" data-survey="acme"></script>
 *
 * What it is: a classic script that reads its own tag once, leaves at once when the ledger says
 * that this visitor may not be asked yet, and otherwise fetches the survey document, the glue, the
 * WebAssembly and the triggers (`triggers.js`) side by side, waits for the right moment and hands
 * over. What only some pages use is in modules of its own: `frame.js`, `integrations.js`, `debug.js`.
 * What it is not: it knows no rule. The date it compares with was left by the core; the core is
 * asked again before anything is shown. It never throws: what goes wrong is one line on the
 * console.
 *
 * Attributes of the tag, or properties of `outoften('init', {…})`, which starts a tag without
 * `data-survey`, or this file imported as a module:
 *   data-survey     the survey's name (required)
 *   data-lang       language of the card; else the page's `lang`, else the browser's
 *   data-src        address of a survey document on a static host; else the collector's
 *   data-api        address of the collector; else where this script came from
 *   data-segment    stored with each answer
 *   data-consent    `required`: nothing is read, kept or fetched before `outoften('consent', true)`;
 *                   `none`: nothing has to be allowed. Else the document says, which is then asked
 *                   before the ledger's mark
 *   data-traits     what the site knows of the visitor, a JSON object, for `targeting`
 *   data-target     selector of the element of an inline card, instead of the document's
 *   data-datalayer  name of a list of the page's that what the card does is pushed to
 *
 * `outoften(command, …)` may be called at any time; calls made before this script ran are kept by
 * the stub
 * `window.outoften = window.outoften || function () { (outoften.q = outoften.q || []).push(arguments) }`.
 */
(function (window, document) {
  'use strict';
  var tag = document.currentScript;
  var guard = Symbol.for('outoften');
  if (window[guard]) return console.debug('Out of Ten: a second tag is ignored; remove it');
  window[guard] = '__VERSION__';

  var EVENTS = 'shown scored answered later dismissed optedout failed closed'.split(' ');
  var LOST = ' cannot be loaded unchanged; serve it there';
  var BLOCKED = 'storage is blocked or full, so nobody is asked; a frame needs allow-same-origin';
  var early = window.outoften?.q || '';
  var settings, assets, able, loading, runs, watching, counts, ready, grant, granted;
  var begun = new Promise((resolve) => { ready = resolve; });
  var turn = 0;
  /* What the other modules get to see. */
  var page = {
    started: Date.now(), happened: Object.create(null), say: say, load: load, card: startCard,
    document: loadDocument, events: EVENTS, canRun: canRun, due: mayBeDue, watch: watch, prepare: prepare
  };

  function say(what) {
    console.warn('Out of Ten: ' + what);
  }

  /* `given` are the tag's attributes, or what `init` was called with. */
  function start(given) {
    if (settings) return settings.survey === given.survey || say('a page has one survey: ' + settings.survey);
    page.settings = settings = given;
    after().then(begin).catch(complain);
  }

  /* In a task of its own, as is what follows: on a slow machine the script alone takes ten milliseconds. */
  function begin() {
    var root = settings.api?.replace(/\/*$/, '/');
    var source = (settings.source || (tag ? tag.src : root + 'outoften.js')).split(/[?#]/)[0];
    page.root = root || source.replace(/(\/v[\d.]+)?\/[^/]*$/, '/');
    assets = new URL('__ASSETS__', source).href;
    page.wanted = [settings.lang, document.documentElement.lang].concat(navigator.languages || [])
      .filter((language, index, all) => language && all.indexOf(language) === index);
    ready();
    if (/[?&]oot=why\b/.test(location.search)) call('why');
    return after().then(ask);
  }

  /* Whether the core might say yes to this survey, or to the page's. The mark is `written_at due_at`, in milliseconds. A mark from
     more than a day ahead was written by a wrong clock: the core repairs it. */
  function mayBeDue(survey) {
    var now = Date.now();
    var mark = (localStorage.getItem('oot:due:' + (survey || settings.survey)) || '').split(' ');
    return !(now < mark[1]) || now + 864e5 < mark[0];
  }

  /* Asked once, of an empty module (its eight bytes as two numbers): a policy that refuses WebAssembly
     reports each try. */
  function canRun() {
    if (able == null) {
      try {
        able = !!new WebAssembly.Module(new Uint32Array([1836278016, 1]));
      } catch {
        able = false;
      }
    }
    return able;
  }

  /* A module, if it is byte for byte what this loader was made with. `import()` cannot check that;
     a preload can, and after it the import costs no second request. What does not come within ten
     seconds is given up. */
  function load(name) {
    var link = document.createElement('link');
    var address = assets + name + '.js';
    return Promise.race([after(1e4).then(() => { throw address + LOST; }), new Promise((resolve, reject) => {
      if (!link.relList.supports('modulepreload')) return resolve();
      link.rel = 'modulepreload';
      link.integrity = {
        card: '__GLUE_INTEGRITY__', 'triggers-extra': '__TRIGGERS_EXTRA_INTEGRITY__', triggers: '__TRIGGERS_INTEGRITY__',
        'display-events': '__DISPLAY_EVENTS_INTEGRITY__', integrations: '__INTEGRATIONS_INTEGRITY__',
        frame: '__FRAME_INTEGRITY__', debug: '__DEBUG_INTEGRITY__'
      }[name];
      link.crossOrigin = '';
      link.nonce = (tag || link).nonce;
      link.onload = resolve;
      link.onerror = () => { reject(address + LOST); };
      link.href = address;
      document.head.appendChild(link);
    }).then(() => import(address))]).finally(() => { link.remove(); });
  }

  /* What stalls for ten seconds is given up, be it the reply or the rest of its body. A replaced
     `fetch` may throw at once or give anything. What the page's policy has refused is not asked again:
     each try is reported. */
  async function get(address, integrity, cache) {
    var reply;
    document.addEventListener('securitypolicyviolation', hearRefusal);
    try {
      reply = !page.refused && await Promise.race([after(1e4), fetch(address, {
        credentials: 'omit', integrity, cache, signal: AbortSignal.timeout?.(1e4)
      })]);
      if (reply.ok) return reply;
    } catch { /* Said below. */ }
    throw address + LOST + (reply ? ` (status ${reply.status})` : '');
  }

  /* Glue and WebAssembly, side by side. Nothing of the module runs yet. */
  function loadCard() {
    return (loading = loading || Promise.all([
      load('card'), after().then(() => get(assets + 'card.wasm', '__WASM_INTEGRITY__'))
    ]));
  }

  function startCard() {
    return (runs = runs || loadCard().then(async (parts) => {
      await parts[0].default({ module_or_path: parts[1] }).catch((error) => {
        throw assets + 'card.wasm cannot start in this browser; the page need not change: ' + (error.message || error);
      });
      window.addEventListener('online', flush);
      document.addEventListener('oot:failed', hearFailure);
      return parts[0];
    }));
  }

  async function loadDocument(cache) {
    var address = settings.src ||
      page.root + 'v1/surveys/' + encodeURIComponent(settings.survey) + '.json?lang=' + encodeURIComponent(page.wanted.slice(0, 5));
    var reply = await get(address, undefined, cache);
    var description = Object(await reply.json().catch(() => { throw address + ' has to be a survey document'; }));
    if (settings.target) (description.display = description.display || {}).target = settings.target;
    return description;
  }

  /* Without a time it is the next task. */
  function after(ms) {
    return new Promise((resolve) => { setTimeout(resolve, ms); });
  }

  /* Resolves once the condition holds, asked anew at each event: of those it waits for each comes once. */
  function when(target, event, holds) {
    return new Promise((resolve) => {
      function look() {
        if (holds()) resolve();
      }
      target.addEventListener(event, look);
      look();
    });
  }

  /* One tab at a time: the others come after it, and find in the storage what it has done. Without
     locks what two tabs do at once is done twice, which the collector sees once. */
  function alone(act) {
    return navigator.locks ? navigator.locks.request('oot', act) : act();
  }

  /* Sends what could not be sent before. */
  function flush() {
    startCard().then((card) => alone(card.flush)).catch(complain);
  }

  /* What only some pages use: people whom the site knows, a cookie, the page's data layer. */
  async function prepare(description) {
    if (page.who || settings.traits || settings.datalayer || Object(description.privacy).cookie) {
      page.extras = await load('integrations');
      page.extras.prepare(page, description);
    }
  }

  /* Listens for the triggers, once for a page. */
  function watch(description) {
    return (watching = watching || load('triggers').then((module) => {
      return module.watch(description, page);
    }));
  }

  /* After the card stands: the page's own dialogs come before it, and it waits for no counting. */
  function follow(event) {
    after().then(() => counts = counts || load('display-events')).then((module) => module.follow(page, event.detail))
      .catch(() => { counts = 0; });
  }

  async function show(description, askedFor) {
    await allowed(description.privacy);
    await prepare(description);
    page.endpoints += description.endpoint;
    document.addEventListener('oot:shown', follow);
    if (!canRun()) return (await load('frame')).show(page, description, askedFor);
    (await startCard()).open(description, {
      wanted: page.wanted,
      endpoint: page.root + 'v1/responses',
      segment: settings.segment,
      person: page.person,
      lot: page.lot,
      traits: page.traits,
      asked: askedFor
    });
  }

  async function pageStands() {
    await when(document, 'prerenderingchange', () => !document.prerendering);
    await when(window, 'load', () => document.readyState === 'complete');
  }

  async function ask() {
    var mine = ++turn;
    await begun;
    await allowed(settings);
    if (!settings.consent) {
      // A tag that says nothing of consent leaves it to the document: one that was read before will do.
      await pageStands();
      await allowed((await loadDocument('force-cache')).privacy);
      if (mine !== turn) return;
    }
    page.free = true;
    var due = mayBeDue();
    var undelivered = page.endpoints = localStorage.getItem('oot:outbox');
    if (!due && !undelivered) return;
    await pageStands();
    if (undelivered && canRun()) flush();
    if (!due) return;
    // In tasks of their own: each request that is begun costs a slow machine ten milliseconds.
    await after();
    canRun();
    await after();
    (canRun() ? loadCard() : load('frame')).catch(String);
    await after();
    load('triggers').catch(String);
    await after();
    var description = await loadDocument();
    await allowed(description.privacy);
    await prepare(description);
    var moment = await watch(description);
    do {
      await moment.comes();
      if (canRun()) await startCard();
      if (mine !== turn || page.person && !await page.extras.mayAsk(page)) return;
    } while (await alone(async () => {
      if (!moment.holds()) return true;
      if (mine !== turn || !mayBeDue()) return;
      await show(description);
      await after(1000);
    }));
  }

  /* What the page's policy refused of ours: it is not tried again, because each try is reported. The
     browser tells of it in a task of its own. `endpoints` is a text that holds every address that answers
     go to: those that wait, and the document's. */
  function hearRefusal(event) {
    var origin = event.blockedURI.split('/', 3).join('/');
    if (event.disposition !== 'report' && (page.root + page.endpoints).includes(origin + '/')) {
      page.refused = event.effectiveDirective + ' ' + origin;
      if (runs) runs.then((card) => { card.flush(true); }).catch(String);
    }
  }

  /* An answer that could not be sent is kept and needs no line, unless the page can help. Without a
     detail it is the storage that has failed. */
  function hearFailure(event) {
    if (event.detail === null) return say(BLOCKED);
    page.failed = event.detail;
    after(100).then(() => {
      if (page.refused) complain('an answer waits in the browser');
    });
  }

  function complain(error) {
    after(100).then(() => {
      if (error?.name === 'SecurityError') error = BLOCKED;
      say((error?.message || error) + (page.refused ? "; the page's policy needs " + page.refused : ''));
    });
  }

  /* The card that stands or comes, if one does. */
  async function end(how, ends) {
    (page.frame || loading && await startCard())?.[how](ends);
  }

  function withhold() {
    page.granted = false;
    granted = new Promise((resolve) => { grant = resolve; });
  }

  /* Resolves when the visitor has allowed what has to be allowed; taken back, it does not. */
  function allowed(where) {
    return (page.withdrawn || Object(where).consent === 'required') && granted;
  }

  var commands = {
    open: async () => {
      await begun;
      await allowed(settings);
      await show(await loadDocument(), true);
    },
    close: () => end('close'),
    event: (name) => {
      if (!name || typeof name !== 'string') throw 'event takes a name';
      page.happened[name] = true;
      document.dispatchEvent(new Event('oot:event'));
    },
    /* Taken back, it leaves nothing here; given again, it begins anew. */
    consent: async (given) => {
      if (given !== !!given) throw 'consent takes true or false';
      if (given) {
        page.granted = true;
        grant();
        if (page.withdrawn) await ask(page.withdrawn = false);
        return;
      }
      turn++;
      page.withdrawn = true;
      page.free = false;
      withhold();
      await end('forget');
      if (document.cookie.includes('oot=')) (await load('integrations')).forget();
      [localStorage, sessionStorage].forEach((storage) => {
        Object.keys(storage).forEach((key) => {
          if (key.startsWith('oot:')) storage.removeItem(key);
        });
      });
    },
    on: (name, listener) => {
      if (!EVENTS.includes(name) || typeof listener !== 'function') throw 'on takes a function after one of ' + EVENTS;
      document.addEventListener('oot:' + name, listener);
    },
    /* Known late, a person is asked as if known from the start. */
    identify: (given) => {
      if (Object(given) !== given) throw 'identify takes {token, traits}';
      // What one person wrote is not sent under the name of the next.
      page.extras?.meet(page, given, end);
      page.who = given;
      return settings && ask();
    },
    reset: () => {
      page.who = page.person = page.lot = page.traits = null;
      if (page.free) localStorage.removeItem('oot:due:' + settings.survey);
      return end('close', true);
    },
    why: async () => {
      await begun;
      (await load('debug')).show(page);
    },
    init: (given) => {
      if (!given || typeof given.survey !== 'string' || !(given.api || given.source || tag)) throw 'init takes {survey, api, …}';
      start(given);
    }
  };

  async function call(name, ...rest) {
    try {
      if (!Object.hasOwn(commands, name)) {
        return say('there is no command "' + String(name) + '"; use ' + Object.keys(commands));
      }
      await commands[name](...rest);
    } catch (error) {
      complain(error);
    }
  }

  window.outoften = call;
  withhold();
  [].forEach.call(early, (args) => { call(...[].slice.call(args)); });
  if (tag && tag.dataset.survey) start(tag.dataset);
  else if (tag && !settings) say('the tag lacks data-survey');
})(window, document);
