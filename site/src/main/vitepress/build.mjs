// Builds the published site of one version: node build.mjs PAGES WORK PUBLISHED VERSION
//   PAGES      the pages and schemas that the module makes
//   WORK       a folder for sources and node_modules, which is kept
//   PUBLISHED  gets a folder, main or vVERSION
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const [pages, work, published, version] = process.argv.slice(2)
const sources = dirname(fileURLToPath(import.meta.url))
const revision = version.endsWith('-SNAPSHOT') ? 'main' : `v${version}`
const folder = resolve(published, revision)

function run(command, environment = {}) {
  const { status, error } = spawnSync(command, { cwd: work, shell: true, stdio: 'inherit', env: { ...process.env, ...environment } })
  if (status !== 0) {
    throw error ?? new Error(`${command}: exit ${status}`)
  }
}

for (const name of ['pages', '.vitepress']) {
  rmSync(join(work, name), { recursive: true, force: true })
}
cpSync(sources, work, { recursive: true })
cpSync(pages, join(work, 'pages'), { recursive: true })
cpSync(join(sources, 'index.md'), join(work, 'pages', 'index.md'))

// What is installed already is kept as long as the lock file is the same.
const lock = readFileSync(join(sources, 'package-lock.json'), 'utf8')
const installed = join(work, 'node_modules', '.of-lock.json')
if (!existsSync(installed) || readFileSync(installed, 'utf8') !== lock) {
  run('npm ci --loglevel=error')
  writeFileSync(installed, lock)
}

rmSync(folder, { recursive: true, force: true })
run('npx --no-install vitepress build', { SITE_REVISION: revision, SITE_FOLDER: folder })
for (const name of readdirSync(pages).filter(name => name.endsWith('.json'))) {
  cpSync(join(pages, name), join(folder, name))
}
