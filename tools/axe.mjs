// axe-core on HTML editions in headless Chromium: light and dark, on a phone and on a wide screen, a note opened as well.
//
//   npm install --prefix DIR axe-core puppeteer-core
//   NODE_PATH=DIR/node_modules node tools/axe.mjs build/2025-Q3/*.html
//
// Chromium is the one that CHROMIUM names, or that is on the PATH. Prints a finding a line and exits with 1 if there are any,
// with 2 where something is missing. All of axe's rules run, best practice and WCAG 2.2 included; besides, a page must not be
// wider than the screen and must ask for nothing but itself.

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const SCHEMES = ['light', 'dark']
const SIZES = [[320, 640], [375, 812], [1024, 768], [1280, 900]]
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const files = process.argv.slice(2)
if (files.length === 0) stop('usage: node tools/axe.mjs FILE…')
const axe = readFileSync(installed('axe-core/axe.min.js'), 'utf-8')
const { default: puppeteer } = await import(pathToFileURL(installed('puppeteer-core')))
const browser = await puppeteer.launch({ executablePath: chromium(), args: ['--no-sandbox', '--disable-gpu'] })
let found = 0
for (const file of files) for (const scheme of SCHEMES) for (const size of SIZES) found += await look(file, scheme, ...size)
await browser.close()
console.log(`${found} findings in ${files.length} files`)
process.exit(found ? 1 : 0)

async function look(file, scheme, width, height) {
  const page = await browser.newPage()
  const url = pathToFileURL(resolve(file)).href
  const findings = []
  page.on('request', (request) => {
    if (!request.url().startsWith('data:') && request.url().split('#')[0] !== url) findings.push(`asks for ${request.url()}`)
  })
  page.on('console', (message) => findings.push(`the browser says: ${message.text()}`))
  await page.setViewport({ width, height })
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
  await page.goto(url)
  findings.push(...(await problems(page)))
  const call = await page.$('[role=doc-noteref]')
  if (call) {
    await call.evaluate((link) => link.scrollIntoView({ block: 'center' }))
    await call.click()
    await page.waitForFunction(() => location.hash !== '')
    findings.push(...(await problems(page)).map((finding) => `with a note opened: ${finding}`))
  }
  await page.close()
  findings.forEach((finding) => console.log(`${file} ${scheme} ${width}: ${finding}`))
  return findings.length
}

async function problems(page) {
  await page.evaluate(axe)
  const { violations } = await page.evaluate((tags) => globalThis.axe.run({ runOnly: { type: 'tag', values: tags } }), TAGS)
  const lines = violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id} (${rule.impact}): ${rule.help}: ${node.target} ${node.html.slice(0, 120)}`))
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  return over > 0 ? [...lines, `the page is ${over} pixels wider than the screen`] : lines
}

function installed(name) {
  const folders = [process.cwd(), ...(process.env.NODE_PATH ?? '').split(delimiter).filter(Boolean).map((folder) => resolve(folder, '..'))]
  try {
    return createRequire(import.meta.url).resolve(name, { paths: folders })
  } catch {
    return stop(`${name.split('/')[0]} is not installed: npm install --prefix DIR axe-core puppeteer-core, and NODE_PATH=DIR/node_modules`)
  }
}

function chromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try {
      return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf-8' }).trim()
    } catch {}
  }
  return stop('Chromium is not there: name it in CHROMIUM')
}

function stop(message) {
  console.error(message)
  process.exit(2)
}
