// Navigation: the four kinds of pages, as navigation.json groups them, and another list for each group of policies.
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

/** The pages below a folder, without their ending. */
export function pages(root) {
  return readdirSync(root, { recursive: true })
    .map(file => file.replaceAll('\\', '/'))
    .filter(file => file.endsWith('.md'))
    .sort()
}

const title = (root, page) =>
  readFileSync(join(root, page), 'utf8').match(/^# (.*)$/m)[1].replaceAll('`', '')

const link = page => '/' + page.replace(/\.md$/, '').replace(/(^|\/)index$/, '$1')

const item = (root, page) => ({ text: title(root, page), link: link(page) })

/** What stands below the index of profiles and that of standards: the pages of its table, in its order. */
function below(root, page) {
  if (page !== 'profiles/index.md' && page !== 'standards.md') return []
  return [...readFileSync(join(root, page), 'utf8').matchAll(/^\| \[.*?\]\((.*?)\)/gm)].map(row => posix.join(posix.dirname(page), row[1]))
}

/** The groups of navigation.json with their pages: [{ text, items }]. */
export function kinds(root, navigation) {
  const all = pages(root)
  return Object.entries(navigation).map(([text, names]) => ({
    text,
    items: names
      .flatMap(name => name.endsWith('*.md') ? all.filter(page => page.startsWith(name.slice(0, -4))) : [name])
      .map(page => {
        const children = below(root, page).map(child => item(root, child))
        return children.length ? { ...item(root, page), collapsed: true, items: children } : item(root, page)
      })
  }))
}

/** A sidebar for each group of policies, so that no page carries the names of all, and the four kinds for every other page. */
export function sidebar(root, navigation) {
  const policies = pages(root).filter(page => /^policies\/.*\//.test(page))
  const groups = [...new Set(policies.map(page => page.split('/')[1]))]
  const members = group => policies.filter(page => page.startsWith(`policies/${group}/`))
  const bars = { '/': kinds(root, navigation) }
  for (const group of groups) {
    bars[`/policies/${group}/`] = [
      { text: 'Policies', link: '/policies/', items: groups.map(other => ({
        text: other,
        link: `/policies/#${other}-${members(other).length}`,
        ...(other === group && { items: members(group).map(page => ({ text: page.slice(10 + group.length, -3), link: link(page) })) })
      })) }
    ]
  }
  return bars
}
