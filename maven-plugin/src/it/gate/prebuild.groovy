// A repository with a module for each way in which a change weakens its own gate, and a privileged pod that this would let pass.
def git = { String... words ->
    def command = ["git", "-c", "user.name=test", "-c", "user.email=test@example.com"] + words.toList()
    def process = command.execute(["GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1"], basedir)
    assert process.waitFor() == 0: "$command: ${process.err.text}"
}
def write = { String path, String text ->
    def file = new File(basedir, path)
    file.parentFile.mkdirs()
    file.text = text
}
def pod = { String name, String annotation = "" -> """apiVersion: v1
kind: Pod
metadata:
  name: $name
  annotations: {$annotation}
spec:
  containers:
    - name: a
      image: a.io/a:1
      securityContext: {privileged: true}
""" }
def pom = { String name, String configuration = "" -> """<project>
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>it</groupId>
    <artifactId>gate</artifactId>
    <version>1</version>
  </parent>
  <artifactId>$name</artifactId>
  <packaging>pom</packaging>
  <build>
    <plugins>
      <plugin>
        <groupId>io.github.akspolicy</groupId>
        <artifactId>aks-policy-maven-plugin</artifactId>
        <configuration>$configuration</configuration>
      </plugin>
    </plugins>
  </build>
</project>
""" }
def configuration = """schemaVersion: 1
profile: pss-baseline
failOn: high
sources:
  - manifests: k8s
policies:
  it/team: on
policyFiles: [team.policy.yaml]
exemptions: exemptions.yaml
baseline: baseline.yaml
"""
def team = """id: it/team
title: Pods must name their team
fix: add the label team
kinds: [Pod]
schema: {type: object}
"""
def exemption = { String name -> "  - {policy: pod/privileged, resource: $name, reason: r, owner: o, approvedBy: k, until: 2080-01-01}\n" }
def exemptions = "schemaVersion: 1\nexemptions:\n" + exemption("Pod/agent")
def frozen = { String module, String name ->
    "  \"pod/privileged|$module/k8s|Pod/$name|spec.containers[a].securityContext.privileged|\": [default]\n"
}
def ways = ["annotation", "baseline", "build", "deleted", "entry", "exclude", "fail-on", "files", "moved", "policy", "profile",
            "skipped", "unchanged", "wildcard"]
ways.each { way ->
    write("$way/pom.xml", pom(way))
    write("$way/aks-policy.yaml", configuration)
    write("$way/exemptions.yaml", exemptions)
    write("$way/baseline.yaml", "schemaVersion: 1\nfindings:\n" + frozen(way, "old"))
    write("$way/team.policy.yaml", team)
    write("$way/k8s/old.yaml", pod("old"))
    write("$way/k8s/agent.yaml", pod("agent"))
}
git("init", "-q", "-b", "main")
git("add", "pom.xml", *ways)
git("commit", "-q", "-m", "base")
git("checkout", "-q", "-b", "change")

ways.findAll { it != "unchanged" && it != "annotation" }.each { write("$it/k8s/evil.yaml", pod("evil")) }
def change = { String path, String from, String to ->
    def file = new File(basedir, path)
    assert file.text.contains(from)
    file.text = file.text.replace(from, to)
}
write("annotation/k8s/evil.yaml", pod("evil",
    "akspolicy.github.io/exempt.pod.privileged: \"until=9999-12-31;owner=evil;reason=trust me\""))
new File(basedir, "baseline/baseline.yaml") << frozen("baseline", "evil")
write("build/pom.xml", pom("build", "<failOn>never</failOn>"))
new File(basedir, "deleted/aks-policy.yaml").delete()
new File(basedir, "entry/exemptions.yaml") << exemption("Pod/*").replace("2080-01-01", "9999-12-31")
change("exclude/aks-policy.yaml", "  - manifests: k8s", "  - manifests: k8s\n    exclude: [evil.yaml]")
change("fail-on/aks-policy.yaml", "failOn: high", "failOn: never")
change("files/team.policy.yaml", "schema: {type: object}", "schema: {}")
change("files/aks-policy.yaml", "policies:", "policies:\n  pod/privileged: off")
// the folder that is evaluated is another one
change("moved/aks-policy.yaml", "manifests: k8s", "manifests: clean")
write("moved/clean/agent.yaml", pod("agent"))
change("policy/aks-policy.yaml", "policies:", "policies:\n  pod/privileged: {parameters: {excludedImages: ['*']}}")
write("skipped/pom.xml", pom("skipped", "<skip>true</skip>"))
change("profile/aks-policy.yaml", "profile: pss-baseline", "profile: aks-simplified")
change("wildcard/aks-policy.yaml", "  - manifests: k8s", "  - manifests: k8s\n    include: ['[ao]*.yaml']")
git("add", *ways)
git("commit", "-q", "-m", "change")
return true
