// Writes requests and the policies that they meet, one JSON object a line: node requests.mjs [COUNT] [SEED]
const count = Number(process.argv[2] ?? 3000)
let state = Number(process.argv[3] ?? 20261122)

// Mulberry32: the same numbers on every machine.
function random() {
  state = (state + 0x6d2b79f5) | 0
  let t = Math.imul(state ^ (state >>> 15), 1 | state)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}
const pick = (list) => list[Math.floor(random() * list.length)]
const chance = (p) => random() < p
const some = (list, most) => {
  const chosen = new Set()
  for (let n = 1 + Math.floor(random() * most); n > 0; n--) chosen.add(pick(list))
  return [...chosen]
}
const oneOrMany = (list) => (list.length === 1 && chance(0.5) ? list[0] : list)

const OWN = '111111111111'
const THEIRS = '222222222222'
const KEY = 'key/0a0a0a0a-1111-2222-3333-444444444444'

const targets = (account) => [
  { action: 's3:GetObject', resource: 'arn:aws:s3:::data/home/ann/report.csv' },
  { action: 's3:PutObject', resource: 'arn:aws:s3:::data/a$b' },
  { action: 's3:ListBucket', resource: 'arn:aws:s3:::data' },
  { action: 's3:ListAllMyBuckets', resource: '*', own: true },
  { action: 'sqs:SendMessage', resource: `arn:aws:sqs:eu-west-1:${account}:jobs` },
  { action: 'dynamodb:GetItem', resource: `arn:aws:dynamodb:eu-west-1:${account}:table/orders` },
  { action: 'kms:Decrypt', resource: `arn:aws:kms:eu-west-1:${account}:${KEY}` },
  { action: 'sts:AssumeRole', resource: `arn:aws:iam::${account}:role/team/deploy`, trust: true },
  { action: 'iam:PassRole', resource: `arn:aws:iam::${OWN}:role/app`, own: true },
  { action: 'ec2:DescribeInstances', resource: '*', own: true }
]

const principals = [
  { arn: `arn:aws:iam::${OWN}:user/ann`, context: { 'aws:username': 'ann', 'aws:PrincipalType': 'User', 'aws:userid': 'AIDA1' } },
  {
    arn: `arn:aws:sts::${OWN}:assumed-role/app/run`,
    context: { 'aws:PrincipalArn': `arn:aws:iam::${OWN}:role/app`, 'aws:PrincipalType': 'AssumedRole', 'aws:userid': 'AROA1:run' }
  },
  { arn: `arn:aws:iam::${OWN}:role/app`, context: { 'aws:PrincipalType': 'AssumedRole', 'aws:userid': 'AROA1:run' } }
]

function request() {
  const account = chance(0.3) ? THEIRS : OWN
  let target = pick(targets(account))
  const principal = chance(0.08) ? { arn: 'sns.amazonaws.com', context: {}, service: true } : pick(principals)
  const context = {}
  if (!principal.service) {
    Object.assign(context, { 'aws:PrincipalArn': principal.arn, 'aws:PrincipalAccount': OWN }, principal.context)
  }
  const values = {
    'aws:PrincipalOrgID': ['o-one', 'o-two'],
    'aws:PrincipalTag/team': ['ann', 'blue', 'data', ''],
    'aws:RequestedRegion': ['eu-west-1', 'us-east-1'],
    'aws:SourceIp': ['10.1.2.3', '203.0.113.7', '2001:db8::5'],
    'aws:SourceVpce': ['vpce-1', 'vpce-2'],
    'aws:SourceArn': [`arn:aws:sns:eu-west-1:${OWN}:topic`, 'arn:aws:s3:::data'],
    'aws:CurrentTime': ['2026-06-01T12:00:00Z', '2025-01-01T00:00:00Z'],
    'aws:EpochTime': ['1780315200', '1735689600'],
    'aws:MultiFactorAuthAge': ['60', '7200'],
    'aws:MultiFactorAuthPresent': ['true', 'false'],
    'aws:SecureTransport': ['true', 'false'],
    'aws:UserAgent': ['aws-cli/2', 'Boto3']
  }
  for (const [key, choices] of Object.entries(values)) if (chance(0.6)) context[key] = pick(choices)
  for (const key of ['aws:CalledVia', 'aws:PrincipalOrgPaths']) {
    const of = key === 'aws:CalledVia' ? ['athena.amazonaws.com', 'glue.amazonaws.com'] : ['o-one/r-1/ou-a/', 'o-one/r-1/ou-b/']
    if (chance(0.5)) context[key] = some(of, 2)
  }
  return { ...target, account: target.own ? OWN : account, principal, context }
}

const conditions = (context) => {
  const strings = ['aws:PrincipalOrgID', 'aws:PrincipalTag/team', 'aws:RequestedRegion', 'aws:SourceVpce', 'aws:UserAgent', 'aws:username']
  const text = {
    'aws:PrincipalOrgID': ['o-one', 'o-two', 'O-ONE', 'o-*', 'o-???'],
    'aws:PrincipalTag/team': ['blue', 'BLUE', 'b*', '${aws:username}', "${aws:username, 'data'}", '', '*'],
    'aws:RequestedRegion': ['eu-west-1', 'eu-*', '*'],
    'aws:SourceVpce': ['vpce-1', 'vpce-?'],
    'aws:UserAgent': ['aws-cli/2', 'AWS-CLI/2', 'aws-cli*'],
    'aws:username': ['ann', 'Ann', '${aws:PrincipalTag/team}', 'a??', '?nn']
  }
  const arns = [
    `arn:aws:sns:eu-west-1:${OWN}:topic`, `arn:aws:sns:*:${OWN}:*`, 'arn:aws:s3:::*', 'arn:aws:s3:::dat?', `arn:aws:*:*:${THEIRS}:*`, '*',
    `arn:aws:iam::${OWN}:role/app`, `arn:aws:iam::*:role/*`, `arn:aws:iam::${OWN}:user/\${aws:username}`, 'arn:aws:iam::*:user/*'
  ]
  const kinds = [
    () => {
      const key = pick(strings)
      return [pick(['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike']), key, some(text[key], 2)]
    },
    () => [pick(['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan', 'NumericGreaterThanEquals']),
      'aws:MultiFactorAuthAge', some(['60', '3600', '7200.0', '-1'], 2)],
    () => [pick(['DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals']),
      pick(['aws:CurrentTime', 'aws:EpochTime']), some(['2026-06-01T12:00:00Z', '2026-06-01T14:00:00+02:00', '2026-01-01', '1780315200', '2025-01-01T00:00:00.000Z'], 2)],
    () => ['Bool', pick(['aws:MultiFactorAuthPresent', 'aws:SecureTransport']), [pick(['true', 'false', 'True'])]],
    () => [pick(['IpAddress', 'NotIpAddress']), 'aws:SourceIp', some(['10.0.0.0/8', '203.0.113.7', '203.0.113.0/24', '2001:db8::/32', '0.0.0.0/0'], 2)],
    () => [pick(['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike']), pick(['aws:SourceArn', 'aws:PrincipalArn']), some(arns, 2)],
    () => ['Null', pick([...strings, 'aws:CalledVia', 'aws:SourceIp']), [pick(['true', 'false'])]],
    () => [pick(['ForAllValues:', 'ForAnyValue:']) + pick(['StringEquals', 'StringLike', 'StringNotEquals', 'StringNotLike']),
      ...pick([['aws:CalledVia', some(['athena.amazonaws.com', 'glue.amazonaws.com', 'a*'], 2)],
        ['aws:PrincipalOrgPaths', some(['o-one/r-1/ou-a/', 'o-one/r-1/*', 'o-two/*'], 2)]])]
  ]
  const block = {}
  for (let n = 1 + Math.floor(random() * 2); n > 0; n--) {
    let [operator, key, values] = pick(kinds)()
    if (chance(0.2) && operator !== 'Null') operator += 'IfExists'
    // Names of keys ignore case.
    if (chance(0.1)) key = key.startsWith('aws:PrincipalTag/') ? key.replace('aws', 'AWS') : key.toLowerCase()
    block[operator] ??= {}
    block[operator][key] = oneOrMany(values)
  }
  return block
}

const actionPatterns = (action) => {
  const [service, name] = action.split(':')
  return [action, action, `${service}:*`, '*', `${service}:${name.slice(0, 3)}*`, `${service.toUpperCase()}:${name.toLowerCase()}`,
    `${service}:?${name.slice(1)}`, 'sns:Publish', `${service}:Delete*`]
}

const resourcePatterns = (resource) => {
  if (resource === '*') return ['*', '*', 'arn:aws:s3:::*']
  const patterns = [resource, '*', `${resource.slice(0, -3)}*`, `${resource.slice(0, -1)}?`, 'arn:aws:s3:::other/*', `${resource}x`]
  if (resource.includes('/ann/')) {
    patterns.push('arn:aws:s3:::data/home/${aws:username}/*', "arn:aws:s3:::data/home/${aws:username, 'ann'}/*",
      'arn:aws:s3:::data/home/${aws:PrincipalTag/team}/*', 'arn:aws:s3:::data/*/report.csv', 'arn:aws:s3:::*/ann/*')
  }
  if (resource.includes('a$b')) patterns.push('arn:aws:s3:::data/a${$}b', 'arn:aws:s3:::data/a${*}b', 'arn:aws:s3:::data/a?b')
  if (resource.includes(':role/')) patterns.push('arn:aws:iam::*:role/*', `arn:aws:iam::${OWN}:*`)
  if (resource.includes(':sqs:')) patterns.push('arn:aws:sqs:*:*:jobs', `arn:aws:sqs:*:${OWN}:*`, 'arn:aws:sqs:*')
  return patterns
}

const principalElements = () => [
  '*', { AWS: '*' }, { AWS: OWN }, { AWS: `arn:aws:iam::${OWN}:root` }, { AWS: THEIRS },
  { AWS: `arn:aws:iam::${OWN}:user/ann` }, { AWS: [`arn:aws:iam::${OWN}:user/ann`, OWN] },
  { AWS: `arn:aws:iam::${OWN}:role/app` }, { AWS: `arn:aws:sts::${OWN}:assumed-role/app/run` },
  { AWS: [`arn:aws:iam::${OWN}:role/app`, `arn:aws:sts::${OWN}:assumed-role/app/run`, `arn:aws:iam::${OWN}:root`] },
  { Service: 'sns.amazonaws.com' }, { AWS: THEIRS, Service: 'sns.amazonaws.com' }
]

function statement(request, kind, effect) {
  const made = { Effect: effect ?? (chance(0.25) ? 'Deny' : 'Allow') }
  if (kind !== 'identity') {
    const denies = made.Effect === 'Deny'
    const not = denies && chance(0.3)
    const elements = principalElements().filter((one) => !not || (one !== '*' && one.AWS !== '*'))
    made[not ? 'NotPrincipal' : 'Principal'] = pick(elements)
  }
  const not = chance(0.12)
  const actions = kind === 'trust' ? ['sts:AssumeRole', 'sts:*', 'sts:TagSession'] : actionPatterns(request.action)
  made[not ? 'NotAction' : 'Action'] = oneOrMany(some(not && chance(0.5) ? ['iam:*', 'sns:Publish'] : actions, 2))
  if (kind !== 'trust') {
    const notResource = chance(0.1)
    const patterns = resourcePatterns(request.resource).filter((text) => !notResource || text !== '*')
    made[notResource ? 'NotResource' : 'Resource'] = oneOrMany(some(patterns.length ? patterns : ['*'], 2))
  }
  if (chance(0.5)) made.Condition = conditions(request.context)
  return made
}

function policy(request, kind) {
  const made = { Version: chance(0.9) ? '2012-10-17' : '2008-10-17', Statement: [] }
  for (let n = 1 + Math.floor(random() * 3); n > 0; n--) made.Statement.push(statement(request, kind, made.Statement.length ? undefined : chance(0.85) ? 'Allow' : undefined))
  return made
}

for (let id = 0; id < count; id++) {
  const wanted = request()
  const needsPolicy = wanted.trust || wanted.action.startsWith('kms:')
  const hasPolicy = needsPolicy || (wanted.resource !== '*' && !wanted.action.startsWith('iam:') && chance(wanted.account === OWN ? 0.4 : 0.85))
  const identity = []
  if (!wanted.principal.service) for (let n = chance(0.1) ? 0 : 1 + Math.floor(random() * 2); n > 0; n--) identity.push(policy(wanted, 'identity'))
  const context = {}
  for (const [key, value] of Object.entries(wanted.context)) context[key] = [value].flat()
  const test = {
    id,
    identity,
    boundary: !wanted.principal.service && chance(0.25) ? policy(wanted, 'identity') : null,
    resource_policy: hasPolicy ? policy(wanted, wanted.trust ? 'trust' : 'resource') : null,
    is_trust: Boolean(wanted.trust),
    request: { action: wanted.action, resource: wanted.resource, account: wanted.account, principal: wanted.principal.arn, context }
  }
  console.log(JSON.stringify(test))
}
