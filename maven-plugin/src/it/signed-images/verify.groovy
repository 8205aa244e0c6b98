String log = new File(basedir, 'build.log').text

List<String> findings = log.readLines().findAll { it.contains('image/signature-verified') }
assert findings.size() == 3 : findings
assert log.contains('SIGNER_UNTRUSTED (notation): no certificate of the signer is in the trust stores [ca:contoso]')
assert log.contains('NO_SIGNATURE: no signature of kind notation')
assert log.contains('LOCK_MISSING: it is not in')
assert log.readLines().count { it.contains('image/lock-consistent') } == 1

// explain-image tells each step
assert log.contains('trust policy: statement store, level strict')
assert log.contains('signer: C=US,ST=WA,O=Contoso,OU=Release,CN=builder') || log.contains('signer: CN=builder,OU=Release,O=Contoso,ST=WA,C=US')
assert log.contains('image integrity of AKS (preview) would report it as signed')
return true
