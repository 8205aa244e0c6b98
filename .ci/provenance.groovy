// Writes what a verifier wants to know of the artifacts of one module: the digest of each file, the commit that they were built
// from and who built them. The form is an in-toto statement (https://in-toto.io/Statement/v1) with SLSA provenance
// (https://slsa.dev/spec/v1.1/provenance). It becomes an artifact of the module and is signed like the others. There is no time in
// it, so that two builds of one commit write the same bytes.

import groovy.json.JsonGenerator
import groovy.json.JsonOutput
import java.security.MessageDigest
import org.apache.maven.project.MavenProjectHelper

String commit = project.properties['release.commit'] ?: ''
String builder = project.properties['release.builder'] ?: ''
commit = session.userProperties['release.commit'] ?: commit
builder = session.userProperties['release.builder'] ?: builder
if (!(commit ==~ /[0-9a-f]{40}/)) {
    throw new IllegalArgumentException(
            "release.commit must be the commit that is built (40 hexadecimal digits) and is \"$commit\": run .ci/release")
}
if (!(builder ==~ /https?:\/\/\S+/)) {
    throw new IllegalArgumentException(
            "release.builder must be the address of who builds and is \"$builder\": run .ci/release")
}

String sha256(File file) {
    def digest = MessageDigest.getInstance('SHA-256')
    file.eachByte(1 << 16) { bytes, length -> digest.update(bytes, 0, length) }
    digest.digest().encodeHex().toString()
}

String name(artifact) {
    def classifier = artifact.classifier ? "-${artifact.classifier}" : ''
    "${artifact.artifactId}-${artifact.version}${classifier}.${artifact.artifactHandler.extension}"
}

def files = [("${project.artifactId}-${project.version}.pom".toString()): project.file]
([project.artifact] + project.attachedArtifacts).findAll { it.file?.isFile() }.each { files[name(it).toString()] = it.file }

def statement = [
    _type        : 'https://in-toto.io/Statement/v1',
    subject      : files.toSorted { it.key }.collect { [name: it.key, digest: [sha256: sha256(it.value)]] },
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate    : [
        buildDefinition: [
            buildType           : "${project.url}/blob/main/docs/release.md",
            externalParameters  : [version: project.version, command: '.ci/release'],
            internalParameters  : [jdk: System.getProperty('java.version'), vendor: System.getProperty('java.vendor'),
                                   maven: session.systemProperties['maven.version']],
            resolvedDependencies: [[uri: "git+${project.scm.url}", digest: [gitCommit: commit]]]
        ],
        runDetails     : [builder: [id: builder]]
    ]
]

def file = new File(project.build.directory, "${project.artifactId}-${project.version}.intoto.json")
file.parentFile.mkdirs()
file.text = JsonOutput.prettyPrint(new JsonGenerator.Options().disableUnicodeEscaping().build().toJson(statement)) + '\n'
session.container.lookup(MavenProjectHelper).attachArtifact(project, 'intoto.json', 'provenance', file)
