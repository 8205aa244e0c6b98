List<String> lines = new File(basedir, 'build.log').readLines()
// long lines are wrapped
String log = lines.join(' ').replaceAll(/\s+/, ' ')

assert lines.count { it.startsWith('[WARNING] image/signature-verified (high)') } == 3
assert lines.count { it.startsWith('[WARNING] image/lock-consistent (medium)') } == 1
assert log.contains('SIGNER_UNTRUSTED (notation): no certificate of the signer is in the trust stores [ca:contoso]')
assert log.contains('NO_SIGNATURE: no signature of kind notation')
assert log.contains('LOCK_MISSING: it is not in')

// explain-image tells each step
assert log.contains('trust policy: statement store, level strict')
assert log.contains('signer: CN=builder,OU=Release,O=Contoso,ST=WA,C=US')
assert log.contains('image integrity of AKS (preview) would report it as signed')
return true
