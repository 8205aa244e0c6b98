import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { kinds, sidebar } from './pages.mjs'

const folder = fileURLToPath(new URL('..', import.meta.url))
const root = folder + 'pages'
const navigation = JSON.parse(readFileSync(folder + 'navigation.json', 'utf8'))
const revision = process.env.SITE_REVISION
const repository = 'https://github.com/akspolicy/aks-policy'

// Vue reads braces as expressions: pages show them, as templates of Helm have them.
const withoutBraces = html => html.replaceAll('{{', '&#123;&#123;')

/** Anchors are those of GitHub, where the same pages are read. */
const anchor = heading => heading.toLowerCase().replace(/[^\p{L}\p{N}_ -]/gu, '').replaceAll(' ', '-')

export default {
  title: 'aks-policy',
  description: 'Security policy for AKS, tested before deployment',
  lang: 'en',
  base: `/aks-policy/${revision}/`,
  srcDir: 'pages',
  outDir: process.env.SITE_FOLDER,
  cleanUrls: true,
  metaChunk: true, // the navigation in a file of its own instead of in each page
  vite: { build: { chunkSizeWarningLimit: 4000 } }, // the search index is one, and loaded by who searches
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    anchor: { slugify: anchor },
    config(md) {
      const { rules } = md.renderer
      for (const name of ['text', 'code_inline']) {
        const rule = rules[name]
        rules[name] = (...all) => withoutBraces(rule(...all))
      }
      // Rego has no colours here
      const fence = rules.fence
      rules.fence = (tokens, at, ...rest) => {
        tokens[at].info = tokens[at].info.replace(/^rego\b/, 'txt')
        return fence(tokens, at, ...rest)
      }
      // the empty corner of a table heads nothing
      const cell = (tokens, at, options, env, self) => {
        const head = tokens.slice(0, at + 1).findLastIndex(token => token.type === 'th_open')
        return self.renderToken(tokens, at, options).replace(/\bth\b/, tokens[head + 1].content ? 'th' : 'td')
      }
      Object.assign(rules, { th_open: cell, th_close: cell })
      // a comment is not shown, and what looks like an element is text
      for (const name of ['html_block', 'html_inline']) {
        rules[name] = (tokens, at) =>
          withoutBraces(md.utils.escapeHtml(tokens[at].content.replace(/<!--.*?-->/gs, '')))
      }
    }
  },
  // what is one wide table takes the width of the outline, too
  transformPageData(page) {
    if (/^(policies\/index|profiles\/|standards|.*-parity)/.test(page.relativePath)) {
      page.frontmatter.aside = false
    }
  },
  themeConfig: {
    revision,
    nav: kinds(root, navigation).map(({ text, items }) =>
      items.length === 1 ? { text, link: items[0].link } : 
        { text, items: items.map(({ text, link }) => ({ text, link })), ...(text === 'Reference' && { activeMatch: '^/(policies|profiles)/' }) }),
    sidebar: sidebar(root, navigation),
    outline: { level: [2, 3] },
    search: {
      provider: 'local',
      options: {
        // a policy is found once, under its rule, instead of once for each section
        _render(text, page, md) {
          const html = md.render(text, page)
          if (!/^policies\/.*\//.test(page.relativePath)) {
            return html
          }
          const rule = html.match(/<strong>(.*?)\.?<\/strong>/)[1]
          return html.replace(/<h([2-6])\b.*?<\/h\1>/gs, '').replace(/(<h1[^>]*>[^<]*?)\s*(?=<a)/, `$1: ${rule} `)
        },
        miniSearch: {
          searchOptions: {
            boost: { title: 4, titles: 2, text: 1 },
            // who searches a word looks for the policy before the rules of others that it answers
            boostDocument: page => (page.includes('/policies/') ? 3 : page.includes('-parity') ? 0.3 : 1)
          }
        }
      }
    },
    socialLinks: [{ icon: 'github', link: repository, ariaLabel: 'Repository' }],
    footer: { message: 'Apache License 2.0' }
  }
}
