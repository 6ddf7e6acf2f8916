// Holds decisions against those of the simulator: node decisions.mjs REQUESTS PROGRAM [--all]
// PROGRAM is the built example `decide`.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { runSimulation } from '@cloud-copilot/iam-simulate'

const [, , file, program, flag] = process.argv
const tests = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line))

// What the two may see differently, as a test of a condition or of a statement. A difference that is gone without what fits is because
// of it; the first one that fits counts.
const conditionReasons = {
  'the network of all addresses': (operator, key, values) => operator.includes('IpAddress') && values.includes('0.0.0.0/0'),
  'an address without a length': (operator, key, values) => operator.includes('IpAddress') && values.some((value) => !value.includes('/')),
  'dates as seconds since 1970': (operator, key, values) =>
    operator.startsWith('Date') && (/epochtime/i.test(key) || values.some((value) => /^\d{5,}$/.test(value))),
  'dates without a time': (operator, key, values) => operator.startsWith('Date') && values.some((value) => /^[\d-]{10}$/.test(value)),
  'IfExists behind a quantifier': (operator) => /^For.*IfExists$/.test(operator),
  'a quantifier': (operator) => /^For/.test(operator),
  'a variable in a condition': (operator, key, values) => values.some((value) => value.includes('${')),
  'Bool in another case': (operator, key, values) => operator.startsWith('Bool') && values.includes('True'),
  'a network': (operator) => operator.includes('IpAddress'),
  'a lone wildcard as ARN': (operator, key, values) => operator.startsWith('Arn') && values.includes('*'),
  'an ARN': (operator) => operator.startsWith('Arn'),
  'a number': (operator) => operator.startsWith('Numeric'),
  'a text': (operator) => operator.startsWith('String'),
  'another condition': () => true
}
const has = (statement, part) => JSON.stringify(statement).includes(part)
const statementReasons = {
  'a service as principal': (statement) => has(statement.Principal ?? {}, 'amazonaws.com'),
  'a variable in a resource': (statement) => has(statement.Resource ?? statement.NotResource ?? '', '${'),
  NotResource: (statement) => statement.NotResource,
  NotAction: (statement) => statement.NotAction,
  'another statement of the resource': (statement) => statement.Principal
}

function policies(test, change) {
  const mapped = (policy) => policy && { ...policy, Statement: policy.Statement.map(change).filter(Boolean) }
  return { ...test, identity: test.identity.map(mapped), boundary: mapped(test.boundary), resource_policy: mapped(test.resource_policy) }
}

function withoutConditions(test, fits) {
  return policies(test, (statement) => {
    const kept = {}
    for (const [operator, keys] of Object.entries(statement.Condition ?? {})) {
      for (const [key, values] of Object.entries(keys)) {
        if (!fits(operator, key, [values].flat())) (kept[operator] ??= {})[key] = values
      }
    }
    const { Condition: _, ...rest } = statement
    return Object.keys(kept).length ? { ...rest, Condition: kept } : rest
  })
}

const older = (test) => JSON.parse(JSON.stringify(test).replaceAll('"2008-10-17"', '"2012-10-17"'))
const withoutPrincipals = (test) => policies(test, (one) => (one.NotPrincipal ? null : one))
const variants = [
  ['a variable in the older version', older],
  ['NotPrincipal', withoutPrincipals],
  ...Object.entries(conditionReasons).map(([name, fits]) => [name, (test) => withoutConditions(test, fits)]),
  ...Object.entries(statementReasons).map(([name, fits]) => [name, (test) => policies(test, (one) => (fits(one) ? null : one))]),
  ['the policy of the resource', (test) => ({ ...test, resource_policy: null })],
  ['the boundary', (test) => ({ ...test, boundary: null })]
]

function ours(tests) {
  const input = tests.map((test) => JSON.stringify(test)).join('\n') + '\n'
  const { stdout, status, stderr } = spawnSync(program, { input, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (status !== 0) throw new Error(stderr)
  return stdout.trim().split('\n').map((line) => line.split(' ')[1])
}

const multiple = new Set(['aws:calledvia', 'aws:principalorgpaths'])

async function theirs(test) {
  const { action, resource, account, principal, context } = test.request
  const contextVariables = {}
  for (const [key, values] of Object.entries(context)) {
    contextVariables[key] = multiple.has(key.toLowerCase()) ? values : values[0]
  }
  const simulation = {
    request: { principal, action, resource: { resource, accountId: account }, contextVariables },
    identityPolicies: test.identity.map((policy, number) => ({ name: `identity${number}`, policy })),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: test.resource_policy ?? undefined,
    permissionBoundaryPolicies: test.boundary ? [{ name: 'boundary', policy: test.boundary }] : undefined
  }
  try {
    const result = await runSimulation(simulation, {})
    return result.resultType === 'error' ? `refused (${JSON.stringify(result.errors)})` : result.overallResult
  } catch (error) {
    return `failed (${error.message})`
  }
}

const own = ours(tests)
const groups = new Map()
const note = (name, test) => groups.set(name, [...(groups.get(name) ?? []), test])
const agreed = {}
for (const [number, test] of tests.entries()) {
  const other = await theirs(test)
  if (other === own[number]) {
    agreed[other] = (agreed[other] ?? 0) + 1
    continue
  }
  const changed = variants.map(([name, change]) => [name, change(test)])
  const results = ours(changed.map(([, test]) => test))
  let reason = 'unknown'
  for (const [at, [name, test]] of changed.entries()) {
    if ((await theirs(test)) === results[at]) {
      reason = name
      break
    }
  }
  note(`${reason}: ours ${own[number]}, theirs ${other}`, test)
}

const total = Object.values(agreed).reduce((sum, one) => sum + one, 0)
console.log(`${tests.length} requests, ${total} decided alike: ${JSON.stringify(agreed)}`)
for (const [name, of] of [...groups].sort()) console.log(`${String(of.length).padStart(6)}  ${name}`)
if (flag === '--all') {
  for (const [name, of] of [...groups].sort()) {
    console.log(`\n## ${name}`)
    for (const test of of) console.log(JSON.stringify(test))
  }
}
