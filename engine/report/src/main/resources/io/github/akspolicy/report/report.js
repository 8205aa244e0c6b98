'use strict';
// Shows the report that the page embeds. Everything goes into the page as text nodes and attributes, never as markup.
(() => {
  const report = JSON.parse(document.getElementById('report').textContent);
  const page = JSON.parse(document.getElementById('page').textContent);
  const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'];
  const ROWS = 100;
  const PLACES = 50;
  const PRINTED = 2000;
  const policies = new Map(report.policies.map((policy) => [policy.id, policy]));
  const open = report.findings
    .map((finding, index) => Object.assign(finding, page.findings[index]))
    .filter((finding) => !finding.suppression);
  const list = document.getElementById('list');
  const spoken = document.getElementById('spoken');
  const copies = new WeakMap();

  // ---- elements

  const MOST = 3000;
  const visible = (text) => {
    const shown = String(text).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
      (c) => (c === '\n' ? '\\n' : c === '\t' ? '    ' : '\\u' + c.codePointAt(0).toString(16).padStart(4, '0')));
    return shown.length <= MOST ? shown : shown.slice(0, MOST) + '… (' + (shown.length - MOST) + ' more characters)';
  };
  const h = (name, attributes, ...content) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === true) {
        element.setAttribute(key, '');
      } else if (value !== false && value !== null && value !== undefined) {
        element.setAttribute(key, visible(value));
      }
    }
    for (const part of content.flat(Infinity)) {
      if (part !== null && part !== undefined && part !== '' && part !== false) {
        element.append(typeof part === 'object' ? part : visible(part));
      }
    }
    return element;
  };
  const count = (number, one, many) => number.toLocaleString('en') + ' ' + (number === 1 ? one : many || one + 's');
  const unique = (values) => [...new Set(values)];
  const some = (values, most) => values.slice(0, most).join(', ') + (values.length > most ? ' and ' + (values.length - most) + ' more' : '');
  const place = (at) => at.path + ':' + at.line;
  /** Long names break behind a dot or a slash, not within a word. */
  const soft = (text) => visible(text).split(/(?<=[./])(?=[\w{])/).map((part, i) => (i ? [h('wbr', {}), part] : part));
  const badge = (severity) => h('span', { class: 'badge ' + severity }, severity);

  const copier = (label, text, more) => {
    const button = h('button', { type: 'button', class: 'copy', ...more }, label);
    copies.set(button, text);
    return button;
  };
  const address = (at) => (page.link && at.role !== 'generated' && !/^\/|^[A-Za-z]:|(^|\/)\.\.?(\/|$)/.test(at.path)
    ? page.link.replace('{path}', () => at.path.split('/').map(encodeURIComponent).join('/')).replace(/\{line\}/g, String(at.line))
    : '');
  const path = (at) => {
    const to = address(at);
    return to
      ? h('a', { class: 'path', href: to, rel: 'noreferrer' }, soft(place(at)))
      // a line end in a name would be a command where it is pasted
      : copier(soft(place(at)), visible(place(at)), { class: 'path', title: 'Copy the path' });
  };
  const table = (titles, rows) => h('div', { class: 'wide', tabindex: '0', role: 'group', 'aria-label': titles.join(', ') },
    h('table', {},
      h('thead', {}, h('tr', {}, titles.map((title) => h('th', { scope: 'col' }, title)))),
      h('tbody', {}, rows.map((cells) => h('tr', {}, cells.map((cell, i) => {
        const made = cell instanceof Element && cell.matches('td,th') ? cell : h('td', {}, cell);
        // on a telephone each cell is a line
        made.setAttribute('data-title', visible(titles[i]));
        return made;
      }))))));
  const block = (title, ...content) => h('div', { class: 'block' }, h('h4', {}, title), content);
  const code = (text, label) => h('pre', { tabindex: '0', role: 'group', 'aria-label': label }, text.split('\n')
    .map((line, i) => h('span', { class: 'line' + (/^[+-]/.test(line) && label === 'Diff' && i > 1 ? (line[0] === '+' ? ' added' : ' removed') : '') }, line || ' ')));

  // ---- what is asked for, kept in the address

  const state = () => new URLSearchParams(location.hash.includes('=') ? location.hash.slice(1) : '');
  const CHOICES = {
    environment: ['Environment', (finding) => unique(finding.occurrences.map((one) => one.environment))],
    source: ['Chart or folder', (finding) => unique(finding.occurrences.map((one) => one.source))],
    owner: ['Owner', (finding) => finding.owners || []],
    area: ['Area', (finding) => [finding.policy.split('/')[0]]],
    policy: ['Policy', (finding) => [finding.policy]],
    line: ['Line', (finding) => [place(finding.location)]],
    finding: ['Finding', (finding) => [finding.key]],
  };
  const words = (finding) => {
    finding.words = finding.words || [finding.policy, titleOf(finding), finding.statement, finding.subject, place(finding.location),
      finding.remediation, ...(finding.owners || []), ...finding.occurrences.slice(0, PLACES)
        .flatMap((one) => [one.resource.kind, one.resource.name, one.container, one.fieldPath, one.environment, one.source, ...one.origin.valuesKeys]),
    ].join(' ').toLowerCase();
    return finding.words;
  };
  const titleOf = (finding) => (policies.get(finding.policy) || { title: finding.policy }).title;
  const isNew = (finding) => finding.change === 'new' || finding.change === 'incomparable';
  const fits = (asked) => {
    const severities = asked.get('severity') === null ? SEVERITIES : asked.get('severity').split(',');
    const terms = (asked.get('q') || '').toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = Object.keys(CHOICES).filter((key) => asked.get(key) !== null);
    return (finding) => severities.includes(finding.severity)
      && (!asked.has('failing') || finding.fails)
      && (!asked.has('new') || isNew(finding))
      && chosen.every((key) => CHOICES[key][1](finding).includes(asked.get(key)))
      && terms.every((term) => words(finding).includes(term));
  };

  // ---- groups

  const GROUPS = {
    line: ['Line to edit', (finding) => [place(finding.location)]],
    policy: ['Policy', (finding) => [finding.policy]],
    source: ['Chart or folder', CHOICES.source[1]],
    owner: ['Owner', (finding) => (finding.owners && finding.owners.length ? finding.owners : [''])],
  };
  const worst = (findings) => Math.min(...findings.map((finding) => SEVERITIES.indexOf(finding.severity)));
  const grouped = (findings, by) => {
    const groups = new Map();
    findings.forEach((finding) => GROUPS[by][1](finding).forEach((key) => {
      if (!groups.has(key)) {
        groups.set(key, []);
      }
      groups.get(key).push(finding);
    }));
    const made = [...groups.entries()].map(([key, all]) => ({ key, all, first: all, same: [key] }));
    return (by === 'line' ? folded(made) : made).map((group) => ({ ...group, failing: group.all.filter((one) => one.fails).length, worst: worst(group.all) }))
      .sort((a, b) => (b.failing > 0) - (a.failing > 0) || a.worst - b.worst || b.failing - a.failing || b.all.length - a.all.length
        || (a.key === '') - (b.key === '') || (a.key < b.key ? -1 : 1));
  };
  /** The path below the chart or folder that it belongs to. */
  const below = (finding) => {
    const folder = finding.occurrences[0].source + '/';
    return finding.location.path.startsWith(folder) ? finding.location.path.slice(folder.length) : '';
  };
  /** Lines that several charts have with the same findings are one group: its first line, and where the others are. */
  const folded = (lines) => {
    const groups = new Map();
    lines.forEach((line) => {
      const at = below(line.all[0]);
      const same = JSON.stringify([at || line.key, line.all[0].location.line, line.all.map((one) => [one.policy, one.statement, one.severity, one.fails, one.change,
        CHOICES.environment[1](one)])]);
      const known = groups.get(same);
      if (known) {
        known.all = known.all.concat(line.all);
        known.same.push(line.key);
      } else {
        groups.set(same, line);
      }
    });
    return [...groups.values()];
  };
  const headings = {
    line: (group) => (group.same.length === 1 ? [path(group.all[0].location)]
      : [h('code', { class: 'path' }, below(group.all[0]) + ':' + group.all[0].location.line), ' in ' + group.same.length + ' charts and folders']),
    policy: (group) => [titleOf(group.all[0]) + ' ', h('code', {}, group.key)],
    source: (group) => [h('code', {}, group.key)],
    owner: (group) => [group.key || 'No owner in CODEOWNERS'],
  };
  const isMixed = (group) => group.failing > 0 && group.failing < group.all.length;
  const heading = (group, by) => {
    const owners = by === 'owner' ? [] : unique(group.all.flatMap((finding) => finding.owners || []));
    const keys = by === 'line' ? unique(group.all.flatMap((finding) => finding.occurrences[0].origin.valuesKeys)) : [];
    const facts = [group.failing === group.all.length ? count(group.failing, 'finding fails', 'findings fail') : count(group.all.length, 'finding'),
      isMixed(group) ? count(group.failing, 'fails', 'fail') : '',
      by === 'line' ? '' : count(unique(group.all.map((finding) => place(finding.location))).length, 'line'), owners.slice(0, 3).join(' ')];
    return h('div', { class: 'group' }, h('h3', {}, headings[by](group)),
      keys.length ? h('code', {}, soft(some(keys, 2))) : '',
      h('span', { class: 'facts' }, facts.filter(Boolean).join(' · ')),
      group.same.length === 1 ? '' : h('details', { class: 'aside' }, h('summary', {}, 'Where'),
        h('ul', { class: 'places' }, group.all.filter((one) => one.policy === group.all[0].policy).map((one) => h('li', {}, path(one.location))))));
  };

  // ---- one finding

  const every = unique(report.ledger.map((release) => release.environment)).length;
  const mixed = open.some((finding) => finding.fails) && open.some((finding) => !finding.fails);
  const tags = (finding, group) => {
    const environments = CHOICES.environment[1](finding);
    return h('span', { class: 'tags' },
      environments.length < every ? environments.map((name) => h('span', { class: 'tag' }, name)) : '',
      finding.change ? h('span', { class: 'tag' + (isNew(finding) ? ' new' : '') }, finding.change) : '',
      finding.unknown ? h('span', { class: 'tag' }, 'unknown') : '',
      finding.occurrences[0].origin.approximate ? h('span', { class: 'tag' }, 'approximate line') : '',
      finding.fails && isMixed(group) ? h('span', { class: 'tag fails' }, 'fails') : '');
  };
  const row = (finding, by, group) => {
    const subject = finding.subject + (group.same.length > 1 ? ' and ' + (group.same.length - 1) + ' more like it' : '');
    const details = h('details', { class: 'finding ' + finding.severity },
      h('summary', {}, badge(finding.severity),
        h('span', { class: 'what' }, h('b', {}, by === 'policy' ? subject : titleOf(finding)),
          by === 'policy' ? '' : h('span', { class: 'subject' }, ' ' + subject)),
        tags(finding, group),
        h('span', { class: 'statement' }, soft(finding.statement), by === 'line' ? '' : h('code', { class: 'where' }, soft(place(finding.location))))));
    details.addEventListener('toggle', () => {
      if (details.open && details.childElementCount === 1) {
        details.append(body(finding, group));
      }
    });
    return details;
  };
  const excerptOf = (finding) => (finding.excerpt === undefined ? null : page.excerpts[finding.excerpt]);
  const excerpt = (finding) => {
    const found = excerptOf(finding);
    return found && h('pre', { tabindex: '0', role: 'group', 'aria-label': 'Excerpt: line ' + finding.location.line + ' is the line to edit' },
      found.lines.map((line, i) => h('span', { class: 'line' + (found.first + i === finding.location.line ? ' here' : '') },
        h('span', { class: 'number' }, (found.first + i === finding.location.line ? '> ' : '  ') + (found.first + i)), line)));
  };
  const body = (finding, group) => {
    const first = finding.occurrences[0];
    const known = first.origin.valuesKeys;
    const to = finding.documentation;
    return h('div', { class: 'body' },
      h('p', { class: 'at' }, path(finding.location)),
      excerpt(finding),
      h('p', {}, h('b', {}, 'Fix: '), finding.remediation.replace(/\.$/, '') + '. ',
        /^https:\/\//.test(to) ? h('a', { href: to, rel: 'noreferrer' }, 'Why and how: ' + finding.policy) : h('code', {}, to)),
      known.length ? h('p', {}, h('b', {}, known.length === 1 ? 'Values key: ' : 'Values keys: '),
        known.slice(0, 5).map((key) => [h('code', { class: 'key' }, key), ' ', copier('Copy', key, { 'aria-label': 'Copy the values key ' + key }), ' ']),
        known.length > 5 ? 'and ' + (known.length - 5) + ' more' : '',
        first.origin.decidedBy ? h('span', { class: 'note' }, 'Proven: a render with another value of this key has the field.') : '') : '',
      finding.fix ? diff(finding) : '',
      (finding.notes || []).map((note) => h('p', {}, note)),
      chart(finding, first),
      finding.passesIn.length ? h('p', {}, h('b', {}, 'Right elsewhere: '), finding.passesIn.map((right, i) => [i ? ', ' : '', right.environment,
        right.setAt ? [' sets it at ', path(right.setAt)] : ' passes'])) : '',
      way(first),
      first.diagram ? rail(first.diagram, true) : first.steps ? steps(first)
        : finding.chain === undefined ? '' : rail(report.identities[finding.chain].diagram, true),
      places(finding),
      group.same.length > 1 ? block('The same in other charts and folders', h('ul', { class: 'places' }, group.all
        .filter((one) => one !== finding && one.policy === finding.policy && one.statement === finding.statement).slice(0, PLACES)
        .map((one) => h('li', {}, path(one.location), ' ' + one.subject + ' ', h('a', { href: '#' + new URLSearchParams({ finding: one.key }) }, 'Show'))))) : '',
      finding.exempt ? h('details', { class: 'aside' }, h('summary', {}, 'Exempt this instead'),
        h('p', {}, 'Below ', h('code', {}, 'exemptions:'), ' in policy-exemptions.yaml, with your reason, owner, approver and end:'),
        code(finding.exempt, 'Exemption'), copier('Copy the exemption', finding.exempt)) : '',
      h('p', { class: 'links' }, copier('Copy a link to this finding', location.href.split('#')[0] + '#' + new URLSearchParams({ finding: finding.key })),
        copier('Copy the finding key', finding.key)));
  };
  const chart = (finding, first) => {
    const line = first.origin.chart;
    return line && !line.unproven ? h('p', {}, h('b', {}, line.vendor ? 'In a third-party chart: ' : 'One line of a shared chart: '),
      line.chart + ' ' + line.path + ':' + line.line,
      line.vendor ? '' : ', in ' + unique(finding.occurrences.map((one) => one.release)).join(', ')) : '';
  };
  const diff = (finding) => {
    const fix = finding.fix;
    const found = excerptOf(finding);
    const last = found ? found.first + found.lines.length - 1 : 0;
    const isSeen = found && fix.path === finding.location.path && fix.firstLine >= found.first && fix.lastLine <= last;
    const lines = (from, to) => (isSeen ? found.lines.slice(from - found.first, to - found.first + 1) : []);
    const before = isSeen ? lines(found.first, fix.firstLine - 1) : [];
    const after = isSeen ? lines(fix.lastLine + 1, last) : [];
    const removed = lines(fix.firstLine, fix.lastLine);
    const around = before.length + after.length;
    const start = isSeen ? found.first : fix.firstLine;
    const text = ['--- a/' + fix.path, '+++ b/' + fix.path,
      '@@ -' + start + ',' + (around + fix.lastLine - fix.firstLine + 1) + ' +' + start + ',' + (around + fix.lines.length) + ' @@',
      ...before.map((line) => ' ' + line), ...removed.map((line) => '-' + line), ...fix.lines.map((line) => '+' + line), ...after.map((line) => ' ' + line)];
    const isPatch = isSeen && ![...before, ...removed, ...after].some((line) => line.includes('«'));
    return block('Proven fix', h('p', { class: 'note' }, 'Every environment was rendered and evaluated with it: '
      + (isSeen ? '' : 'lines ' + fix.firstLine + ' to ' + fix.lastLine + ' of ' + fix.path + ' become these.')), code(text.join('\n'), 'Diff'),
      isPatch ? copier('Copy the diff', text.join('\n') + '\n') : copier('Copy the new lines', fix.lines.join('\n') + '\n'));
  };
  const way = (first) => {
    const frames = [first.origin.primary, ...first.origin.related.filter((frame) => place(frame) !== place(first.origin.primary))];
    return frames.length < 2 ? '' : block('How it comes about', h('ol', { class: 'way' },
      frames.slice(0, PLACES).map((frame) => h('li', {}, path(frame), ' ', h('span', { class: 'note' }, frame.role))),
      first.fieldPath ? h('li', {}, h('code', {}, first.fieldPath), ' ', h('span', { class: 'note' }, 'field')) : ''));
  };
  const steps = (first) => block('How it gets there', h('ol', { class: 'way' },
    first.steps.map((step) => h('li', {}, step.message, ' ', step.location ? path(step.location) : ''))));
  const SIGNS = { holds: ['✓', 'holds: '], broken: ['✗', 'broken: '], unknown: ['?', 'not known: '], goal: ['!', ''] };
  const rail = (diagram, titled) => h('div', { class: 'block' }, titled ? h('h4', {}, diagram.title) : '', diagram.tracks.map((track) => [
    track.title ? h('p', { class: 'note' }, track.title) : '',
    h('ol', { class: 'rail' }, track.stops.map((stop) => h('li', { class: stop.mark },
      h('span', { class: 'mark', 'aria-hidden': 'true' }, (SIGNS[stop.mark] || [''])[0]),
      h('span', { class: 'stop' }, SIGNS[stop.mark] ? h('span', { class: 'sr' }, SIGNS[stop.mark][1]) : '',
        stop.kind ? h('span', { class: 'kind' }, stop.kind + ' ') : '', h('span', { class: 'message' }, stop.message)),
      stop.location ? path(stop.location) : '')))]));
  const places = (finding) => {
    const same = new Map();
    finding.occurrences.forEach((one) => {
      const key = JSON.stringify([one.resource.kind, one.resource.name, one.container, one.fieldPath]);
      same.set(key, [...(same.get(key) || []), one]);
    });
    const all = [...same.values()];
    return block(all.length === 1 ? 'Where it shows' : 'Where it shows: ' + count(all.length, 'place'), h('ul', { class: 'places' },
      all.slice(0, PLACES).map((those) => h('li', {},
        those[0].resource.kind + ' ' + those[0].resource.name + (those[0].container ? ', ' + those[0].container : '') + ' ',
        those[0].fieldPath ? h('code', {}, those[0].fieldPath) : '', ' ',
        h('span', { class: 'note' }, 'in ' + unique(those.map((one) => one.environment
          + (one.resource.namespace ? ' (' + one.resource.namespace + ')' : ''))).join(', ')))),
      all.length > PLACES ? h('li', {}, 'and ' + count(all.length - PLACES, 'more place', 'more places') + '; the JSON report has all') : ''));
  };

  // ---- the list and what is asked of it

  const app = document.getElementById('findings');
  const form = document.getElementById('filters');
  const more = h('div', { class: 'more' }, h('button', { type: 'button' }));
  let queue = [];
  const select = (name, label, options, value) => h('label', {}, label + ' ', h('select', { name },
    options.map(([key, text]) => h('option', { value: key, selected: key === value }, text))));
  const box = (name, value, label, checked, kind) => h('label', { class: kind || '' },
    h('input', { type: 'checkbox', name, value, checked }), ' ' + label);
  const build = () => {
    const choice = (key) => {
      const values = unique(open.flatMap(CHOICES[key][1])).sort();
      return values.length < 2 ? '' : select(key, CHOICES[key][0], [['', 'all'], ...values.map((value) => [value, value])], '');
    };
    const severities = SEVERITIES.map((severity) => [severity, open.filter((finding) => finding.severity === severity).length]);
    form.append(
      h('label', { class: 'search' }, 'Search ', h('input', { type: 'search', name: 'q', placeholder: 'policy, resource or file' })),
      select('group', 'Group by', Object.entries(GROUPS).filter(([key]) => key !== 'owner' || open.some((one) => one.owners))
        .map(([key, [label]]) => [key, label.toLowerCase()]), 'line'),
      h('fieldset', {}, h('legend', {}, 'Severity'), severities.filter(([, number]) => number)
        .map(([severity, number]) => box('severity', severity, severity + ' ' + number, true, 'chip ' + severity))),
      h('details', { class: 'others' }, h('summary', {}, 'More filters'), h('div', {},
        choice('environment'), choice('source'), choice('owner'), choice('area'),
        mixed ? box('failing', '1', 'failing only') : '', report.comparison ? box('new', '1', 'new only') : '')),
      h('button', { type: 'button', class: 'reset' }, 'Reset'));
  };
  /** The address as the controls have it. */
  const asked = () => {
    const wanted = new URLSearchParams();
    const fields = new FormData(form);
    const boxes = [...form.querySelectorAll('[name=severity]')];
    const on = boxes.filter((one) => one.checked).map((one) => one.value);
    for (const [key, value] of fields) {
      if (value && key !== 'severity' && !(key === 'group' && value === 'line')) {
        wanted.set(key, value);
      }
    }
    if (on.length < boxes.length) {
      wanted.set('severity', on.join(','));
    }
    return wanted;
  };
  /** The controls as the address has it. */
  const adopt = (wanted) => {
    form.reset();
    const severities = wanted.get('severity');
    for (const field of form.querySelectorAll('[name]')) {
      if (field.name === 'severity') {
        field.checked = severities === null || severities.split(',').includes(field.value);
      } else if (field.type === 'checkbox') {
        field.checked = wanted.has(field.name);
      } else if (wanted.has(field.name)) {
        field.value = wanted.get(field.name);
        if (field.value !== wanted.get(field.name)) {
          field.selectedIndex = 0;
        }
      }
    }
    form.querySelector('.others').open = ['environment', 'source', 'owner', 'area', 'failing', 'new'].some((key) => wanted.has(key));
  };
  const fill = (rows) => {
    const made = document.createDocumentFragment();
    let left = rows;
    while (queue.length && left > 0) {
      const next = queue.shift();
      made.append(next());
      left--;
    }
    list.append(made);
    more.hidden = queue.length === 0;
    more.firstChild.textContent = 'Show more (' + queue.length.toLocaleString('en') + ' left)';
  };
  const show = (wanted) => {
    const by = Object.keys(GROUPS).includes(wanted.get('group')) ? wanted.get('group') : 'line';
    const found = open.filter(fits(wanted));
    const groups = grouped(found, by);
    queue = groups.flatMap((group) => [() => heading(group, by), ...group.first.map((finding) => () => row(finding, by, group))]);
    list.textContent = '';
    list.className = 'by-' + by;
    fill(ROWS);
    form.querySelector('.reset').hidden = found.length === open.length && by === 'line';
    const only = ['finding', 'line', 'policy'].filter((key) => wanted.has(key));
    const status = document.getElementById('shown');
    status.textContent = (found.length === open.length ? count(open.length, 'finding') : found.length.toLocaleString('en') + ' of ' + count(open.length, 'finding'))
      + (by === 'line' ? ' in ' + count(groups.reduce((sum, group) => sum + group.same.length, 0), 'line') + ' to edit' : ', ' + count(groups.length, 'group'))
      + (only.length ? ', only this ' + only.join(' and ') + '. ' : '. ');
    if (found.length < open.length) {
      status.append(h('a', { href: '#all=1' }, 'Show all'));
    }
    if (wanted.has('finding') && list.querySelector('.finding')) {
      list.querySelector('.finding').open = true;
    }
  };
  const follow = () => {
    const wanted = state();
    if (location.hash && !location.hash.includes('=')) {
      const target = document.getElementById(location.hash.slice(1));
      const part = target && target.closest('details.part');
      if (part) {
        part.open = true;
        target.scrollIntoView();
      }
      return;
    }
    if (open.length) {
      adopt(wanted);
      show(wanted);
    }
  };
  const change = () => {
    const wanted = asked();
    history.replaceState(null, '', '#' + (wanted.toString() || 'all=1'));
    show(wanted);
  };
  if (open.length) {
    build();
    form.hidden = false;
    app.append(more);
    let waiting = 0;
    form.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(change, open.length > 500 ? 150 : 0);
    });
    form.addEventListener('submit', (event) => event.preventDefault());
    form.querySelector('.reset').addEventListener('click', () => {
      form.reset();
      change();
    });
    more.firstChild.addEventListener('click', () => {
      const last = list.lastElementChild;
      fill(ROWS);
      const next = last && last.nextElementSibling;
      if (next) {
        (next.querySelector('summary, a, button') || next).focus();
      }
    });
    if (window.IntersectionObserver) {
      new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && queue.length && fill(ROWS), { rootMargin: '600px' }).observe(more);
    }
    window.addEventListener('hashchange', follow);
    show(state());
    document.addEventListener('keydown', (event) => {
      if (event.key === '/' && !event.ctrlKey && !event.metaKey && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
        event.preventDefault();
        form.querySelector('[name=q]').focus();
      }
    });
  }

  // ---- what is folded: made when it is opened

  const STATES = { error: 'not evaluated', fail: '✗', unknown: '?', accepted: '○', pass: '✓', idle: '–' };
  const verdict = (policy, environment) => {
    const sum = { evaluated: 0, passed: 0, failed: 0, unknown: 0, exempt: 0, baselined: 0, vendor: 0, error: 0 };
    report.ledger.filter((release) => !environment || release.environment === environment).forEach((release) => {
      const counts = accounts(release).get(policy);
      Object.keys(sum).forEach((key) => { sum[key] += (counts && counts[key]) || 0; });
    });
    const accepted = sum.exempt + sum.baselined + sum.vendor;
    const state = !sum.evaluated ? 'idle' : sum.error ? 'error' : sum.failed ? 'fail' : sum.unknown ? 'unknown' : accepted ? 'accepted' : 'pass';
    const number = { fail: sum.failed, unknown: sum.unknown, accepted, pass: sum.evaluated }[state];
    return { state, text: STATES[state] + (number === undefined ? '' : ' ' + number) + (state === 'fail' || state === 'unknown' ? ' of ' + sum.evaluated : '') };
  };
  const read = new Map();
  const accounts = (release) => {
    if (!read.has(release)) {
      read.set(release, new Map(release.policies.map((counts) => [counts.policy, counts])));
    }
    return read.get(release);
  };
  const rank = (state) => Object.keys(STATES).indexOf(state);
  const ofPolicy = (id) => h('a', { href: '#' + new URLSearchParams({ policy: id }) }, id);
  const environments = () => {
    const names = unique(report.ledger.map((release) => release.environment)).sort();
    const rows = report.policies.map((policy) => ({ policy, cells: names.map((name) => verdict(policy.id, name)) }))
      .map((one) => ({ ...one, worst: Math.min(...one.cells.map((cell) => rank(cell.state))) })).sort((a, b) => a.worst - b.worst);
    const idle = rows.filter((one) => one.worst === rank('idle'));
    return [h('p', { class: 'note' }, 'Resources that fail, of those that a policy applies to.'),
      table(['Policy', 'Severity', ...names], rows.filter((one) => !idle.includes(one)).map((one) => [
        h('th', { scope: 'row' }, one.policy.title + ' ', h('code', { class: 'note' }, one.policy.id)), badge(one.policy.severity),
        ...one.cells.map((cell) => h('td', { class: 'cell ' + cell.state }, cell.text))])),
      idle.length ? h('p', { class: 'note' }, count(idle.length, 'policy applies', 'policies apply') + ' to nothing here.') : '',
      h('h3', {}, 'What was read'),
      table(['Environment', 'Source', 'Release', 'Resources', 'Read'], report.ledger.map((release) => [release.environment,
        h('code', {}, release.source), release.release, release.resources,
        release.complete ? 'in full' : h('td', { class: 'cell error' }, 'in part: see the problems')]))];
  };
  const items = (all) => h('ul', { class: 'items' }, all.map((one) => h('li', {}, one)));
  const skipped = () => [h('p', { class: 'note' }, 'Skipped: these were not checked and do not fail the build, unless the configuration says require: [all-evaluated].'),
      items(report.notEvaluated.map((one, i) => [h('p', {}, page.faults[i]), one.fix ? h('p', {}, h('b', {}, 'Fix: '), one.fix) : '',
        h('ul', { class: 'places' }, one.subjects.slice(0, PLACES).map((subject) => h('li', {}, subject.location
          ? [path(subject.location), subject.location.path === subject.name ? '' : ' ' + subject.name] : subject.name)),
        one.subjects.length > PLACES ? h('li', {}, 'and ' + (one.subjects.length - PLACES) + ' more; the JSON report has all') : '')]))];
  const missing = () => [h('p', { class: 'note' }, 'Inputs that no source provides. Checks that need them were skipped for these resources.'),
    items(report.missing.filter((one) => one.kind !== 'sources').map((one) => [h('p', {}, count(one.resources, 'resource lacks ', 'resources lack '), h('b', {}, one.kind), ' in ' + one.environment + ', for ' + one.policies.join(', ')),
      one.examples.map((example) => h('p', { class: 'note' }, example))]))];
  const identities = () => [h('p', { class: 'note' }, 'What a pod needs to reach Azure, in the order in which a token passes. Nothing works after a broken link.'),
    report.identities.map((chain) => h('details', { class: 'aside chain' },
      h('summary', {}, h('span', { class: 'cell ' + { holds: 'pass', broken: 'fail', unknown: 'unknown' }[chain.state] }, SIGNS[chain.state][0] + ' '),
        chain.workload.kind + ' ' + chain.workload.name, ' ', h('span', { class: 'subject' }, chain.state === 'holds' ? 'every link holds'
          : chain.fault + (chain.state === 'broken' ? ' is broken' : ' is not known')), ' ', h('span', { class: 'tag' }, chain.environment)),
      rail(chain.diagram, false)))];
  const branches = () => [h('p', { class: 'note' }, 'A deployment may decide these conditions otherwise than the render did. The other side was not evaluated.'),
    report.branchesNotTaken.map((one) => [h('h3', {}, h('code', {}, one.source)),
      table(['Where', 'Depends on', 'Chooses'], one.conditions.map((condition) => [path(condition), condition.inputs.join(', '),
        condition.secretData ? 'data of a Secret' : 'resources or fields']))])];
  const compliance = () => {
    const words = { error: 'not evaluated', fail: '✗ not met', unknown: '? unknown', accepted: '○ accepted deviation', pass: '✓ met', idle: '– not applicable' };
    return [h('p', { class: 'note' }, 'Controls checked by at least one policy in this run. A control that is missing was not evaluated: a pass here is not a certificate.'),
      page.standards.map((standard) => {
        const rows = standard.controls.map((control) => [control, control.policies.map((id) => verdict(id).state).sort((a, b) => rank(a) - rank(b))[0]]);
        const number = (...states) => rows.filter(([, state]) => states.includes(state)).length;
        const parts = [[number('fail'), 'not met', 'fails'], [number('error'), 'not evaluated', 'fails'], [number('unknown'), 'unknown', ''],
          [number('accepted'), 'with accepted deviations', ''], [number('pass'), 'met', 'pass'], [number('idle'), 'not applicable', '']];
        return h('details', { class: 'aside' }, h('summary', {}, h('b', {}, standard.title), ' ',
          parts.filter(([some]) => some).map(([some, what, look]) => h('span', { class: 'tag ' + look }, some + ' ' + what))),
          table(['Control', 'State', 'Evaluated by'], rows.map(([control, state]) => [h('th', { scope: 'row' }, control.id + '  ' + control.title),
            h('td', { class: 'cell ' + state }, words[state]), control.policies.map((id, i) => [i ? ', ' : '', ofPolicy(id)])])));
      })];
  };
  const suppressed = (type) => report.findings.filter((finding) => finding.suppression && finding.suppression.type === type);
  const exemptions = () => {
    const who = (one) => [h('th', { scope: 'row' }, badge(one.severity), ' ', titleOf(one)), [one.subject + ' ', path(vendorLine(one))]];
    const vendorLine = (one) => (one.suppression.type === 'vendor' && one.occurrences[0].origin.chart) || one.location;
    const exempt = suppressed('exemption');
    const frozen = suppressed('baseline');
    return [exempt.length + frozen.length + suppressed('vendor').length ? '' : h('p', { class: 'note' }, 'Nothing is exempt, and there is no baseline.'),
      exempt.length ? [h('h3', {}, 'Exempt: ' + exempt.length), table(['Policy', 'Where', 'Kind', 'Until', 'Owner', 'Reason'], exempt.map((one) => [...who(one),
        h('td', { class: 'cell' }, one.suppression.kind), h('td', { class: 'cell' }, one.suppression.until || ''), [one.suppression.owner, one.suppression.approvedBy && 'approved by ' + one.suppression.approvedBy].filter(Boolean).join(', '),
        [one.suppression.reason + ' ', path(one.suppression.location)]]))] : '',
      frozen.length ? [h('h3', {}, 'In the baseline: ' + frozen.length), h('p', { class: 'note' }, 'Findings that were there before. The baseline may only shrink.'),
        table(['Policy', 'Where'], frozen.map(who))] : '',
      report.vendorDebt ? [h('h3', {}, 'In third-party charts: ' + suppressed('vendor').length), h('p', { class: 'note' }, 'No values file reaches these. Another version of the chart fixes them, or its author.'),
        report.vendorDebt.map((one) => h('details', { class: 'aside' }, h('summary', {}, h('b', {}, one.chart), ' ' + one.findings.length + ' ', badge(one.worst), ' ', h('code', {}, one.entries.map(place).join(' '))),
          table(['Policy', 'Where', 'Message'], suppressed('vendor').filter((finding) => one.findings.includes(finding.key)).map((finding) => [...who(finding), finding.statement]))))] : ''];
  };
  const PARTS = { 'not-evaluated': skipped, missing, environments, identities, branches, compliance, exemptions, notes: () => items(report.notes) };
  const parts = [...document.querySelectorAll('details.part')];
  const make = (part) => {
    if (part.childElementCount === 1) {
      part.append(h('div', { class: 'inside' }, PARTS[part.id]()));
    }
  };
  parts.forEach((part) => {
    part.hidden = false;
    part.addEventListener('toggle', () => part.open && make(part));
  });
  if (location.hash) {
    follow();
  }

  // ---- copies and print

  document.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button || !copies.has(button)) {
      return;
    }
    const text = copies.get(button);
    const done = () => {
      spoken.textContent = 'Copied';
      button.classList.add('copied');
      setTimeout(() => { button.classList.remove('copied'); spoken.textContent = ''; }, 1500);
    };
    const old = () => {
      const area = h('textarea', { 'aria-label': 'To copy' });
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
      button.focus();
      done();
    };
    if (navigator.clipboard) {
      navigator.clipboard.writeText(text).then(done, old);
    } else {
      old();
    }
  });
  // Paper has what a person ticks off: the lines by policy, each fix once. A finding that is shown alone is printed as it is.
  const sheet = h('div', { id: 'sheet' });
  app.append(sheet);
  const line = (findings, group) => {
    const first = findings[0];
    const keys = unique(findings.flatMap((finding) => finding.occurrences[0].origin.valuesKeys));
    return h('li', {}, h('b', { class: 'path' }, place(first.location)), keys.length ? h('code', {}, ' ' + some(keys, 2)) : '',
      ' ' + some(unique(findings.map((finding) => finding.subject)), 3) + ' ', tags(first, group),
      statements(group).length === 1 ? '' : h('span', { class: 'statement' }, some(statements({ all: findings }), 1)));
  };
  const statements = (group) => unique(group.all.map((finding) => finding.statement));
  const lines = (findings) => {
    const all = new Map();
    findings.forEach((one) => all.set(place(one.location), [...(all.get(place(one.location)) || []), one]));
    return all;
  };
  window.addEventListener('beforeprint', () => {
    const found = open.filter(fits(state()));
    document.body.classList.toggle('one', found.length === 1);
    if (found.length === 1) {
      const only = list.querySelector('.finding');
      only.open = true;
      // the event of the element comes too late for the printer
      only.dispatchEvent(new Event('toggle'));
    }
    sheet.replaceChildren(...grouped(found.slice(0, PRINTED), 'policy').flatMap((group) => [
      h('h3', {}, badge(group.all[0].severity), ' ' + titleOf(group.all[0]) + ' ', h('code', {}, group.key),
        group.failing === group.all.length && mixed ? h('span', { class: 'tag fails' }, 'fails') : ''),
      statements(group).length === 1 ? h('p', {}, statements(group)[0]) : '',
      ...unique(group.all.map((finding) => finding.remediation)).map((fix) => h('p', {}, h('b', {}, 'Fix: '), fix)),
      h('ul', {}, [...lines(group.all).values()].map((all) => line(all, group)))]),
    found.length > PRINTED ? h('p', {}, 'and ' + count(found.length - PRINTED, 'more finding') + ': filter the page before you print it') : '');
  });
})();
