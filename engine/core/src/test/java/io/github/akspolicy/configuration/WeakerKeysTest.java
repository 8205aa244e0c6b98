package io.github.akspolicy.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.KeyDirections.Direction;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One value of each key that lets more pass, or may: each is a finding of the gate. And beside it those that do not. */
class WeakerKeysTest {
    private static final String BASE = """
            schemaVersion: 1
            profile: contoso
            environments:
              dev: {}
              test: {}
              prod:
                namespace: shop
                kubeVersion: "1.33.0"
                capabilities: aks
                apiVersions: [example.com/v1]
                variants: [install]
                context: {namespaces: {shop: {labels: {a: b}}}}
                placeholders: {values: {Q: b}}
                require: [clusters]
            sources:
              - chart: deploy/store
                name: shop
                namespace: shop
                environments: [dev, prod]
                values: [values-dev.yaml]
                set: {a: b}
                setString: {c: d}
                setJson: {e: "{}"}
                setFile: {f: k8s/config.yaml}
                provided: [x]
                includeCrds: true
                testHooks: true
                firstParty: [common]
                variants: [install]
              - manifests: k8s
                include: ["**"]
                exclude: [drafts/**]
            thirdParty: [vendor]
            podTemplates: [{apiGroup: example.com, kind: Worker, path: spec.template}]
            policies:
              label/team: on
              label/cost-center: {severity: critical, parameters: {owner: a}, enforce: fail}
            principals: [aks/groups.json]
            failOn: medium
            unknown: medium
            asOf: 2030-01-01
            warnDays: 60
            placeholders: {values: {P: a}}
            context: {namespaces: {web: {labels: {a: b}}}}
            require: [all-evaluated]
            gate: {annotations: false, maxDays: 10, exemptionOwners: ["@a"], gateFrom: base}
            """;

    /** The key, what stands in the base, and what stands in the change. */
    private static final List<String> WEAKER = List.of(
            "profile | profile: contoso | profile: recommended",
            "environments |   test: {}~ | ",
            "environments.*.namespace | namespace: shop~    kubeVersion | namespace: kube-system~    kubeVersion",
            "environments.*.namespace | namespace: shop~    kubeVersion | kubeVersion",
            "environments.*.namespace | dev: {} | dev: {namespace: kube-system}",
            "environments.*.kubeVersion | \"1.33.0\" | \"1.99.0\"",
            "environments.*.kubeVersion | \"1.33.0\" | \"1.32.0\"",
            "environments.*.kubeVersion | \"1.33.0\" | \"1.33.9\"",
            "environments.*.kubeVersion | \"1.33.0\" | \"2.0.0\"",
            "environments.*.kubeVersion |     kubeVersion: \"1.33.0\"~ | ",
            "environments.*.kubeVersion | dev: {} | dev: {kubeVersion: \"1.99.0\"}",
            "environments.*.capabilities | capabilities: aks | capabilities: helm",
            "environments.*.apiVersions | [example.com/v1] | []",
            "environments.*.apiVersions | [example.com/v1] | [example.com/v1, example.com/v2]",
            "environments.*.variants | variants: [install]~    context | variants: [upgrade]~    context",
            "environments.*.context | {shop: {labels: {a: b}}} | {shop: {labels: {a: c}}}",
            "environments.*.context |     context: {namespaces: {shop: {labels: {a: b}}}}~ | ",
            "environments.*.require |     require: [clusters]~ | ",
            "sources |   - manifests: k8s~ |   - manifests: k8s~    environments: [test]~",
            "sources[].chart |   - chart: deploy/store |   - chart: deploy/other",
            "sources[].manifests | manifests: k8s | manifests: deploy",
            "sources[].name |     name: shop~ |     name: store~",
            "sources[].name |     name: shop~ | ",
            "sources[].namespace |     namespace: shop~    environments |     namespace: kube-system~    environments",
            "sources[].environments |     environments: [dev, prod]~ |     environments: [dev]~",
            "sources[].values | [values-dev.yaml] | [values-prod.yaml]",
            "sources[].values | [values-dev.yaml] | [values-dev.yaml, values-prod.yaml]",
            "sources[].values |     values: [values-dev.yaml]~ | ",
            "sources[].values | [values-dev.yaml] | {dev: [values-dev.yaml]}",
            "sources[].set | set: {a: b} | set: {a: c}",
            "sources[].set | set: {a: b} | set: {a: b, z: z}",
            "sources[].setString |     setString: {c: d}~ | ",
            "sources[].setJson | {e: \"{}\"} | {e: \"[]\"}",
            "sources[].setFile | setFile: {f: k8s/config.yaml} | setFile: {g: k8s/config.yaml}",
            "sources[].provided | provided: [x] | provided: [x, z]",
            "sources[].includeCrds | includeCrds: true | includeCrds: false",
            "sources[].testHooks |     testHooks: true~ | ",
            "sources[].firstParty | [common] | []",
            "sources[].variants | variants: [install]~  - | variants: [upgrade]~  -",
            "sources[].include | [\"**\"] | [a.yaml]",
            "sources[].exclude | [drafts/**] | [drafts/**, b.yaml]",
            "thirdParty | [vendor] | [vendor, deploy/store/charts]",
            "podTemplates | path: spec.template} | path: spec.template}, {apiGroup: a.io, kind: A, path: spec.x, optional: true}",
            "podTemplates | path: spec.template} | path: spec.template, optional: true}",
            "podTemplates | path: spec.template} | path: spec.nothing, optional: true}",
            "podTemplates | path: spec.template} | path: spec.template}, {apiGroup: a.io, kind: A, path: spec.decoy}",
            "podTemplates | podTemplates: [{apiGroup: example.com, kind: Worker, path: spec.template}]~ | ",
            "policies | label/team: on | label/team: off",
            "policies.* | label/team: on | label/team: {severity: info}",
            "policies.*.severity | severity: critical | severity: low",
            "policies.*.parameters | parameters: {owner: a} | parameters: {excludedNamespaces: [b]}",
            "policies.*.parameters.* | parameters: {owner: a} | parameters: {owner: b}",
            "policies.*.enforce | enforce: fail | enforce: off",
            "policies.*.enforce[].mode | enforce: fail | enforce: [{mode: report}]",
            "policies.*.enforce[].environments | enforce: fail | enforce: [{mode: fail, environments: [dev]}]",
            "policies.*.enforce[].from | enforce: fail | enforce: [{mode: fail, from: 2099-01-01}]",
            "asOf | asOf: 2030-01-01 | asOf: 2029-12-31",
            "asOf | asOf: 2030-01-01~ | ",
            "warnDays | warnDays: 60 | warnDays: 0",
            "warnDays | warnDays: 60~ | ",
            "principals | [aks/groups.json] | []",
            "principals | [aks/groups.json] | [aks/groups.json, aks/more.json]",
            "failOn | failOn: medium | failOn: high",
            "failOn | failOn: medium~ | ",
            "failOn | failOn: medium | failOn: never",
            "unknown | unknown: medium | unknown: never",
            "placeholders | {P: a} | {P: b}",
            "environments.*.placeholders | {Q: b} | {Q: c}",
            "context | {web: {labels: {a: b}}} | {web: {labels: {a: c}}}",
            "context | context: {namespaces: {web: {labels: {a: b}}}}~require | require",
            "require | require: [all-evaluated]~ | ",
            "images | failOn: medium | failOn: medium~images: {verifyAt: \"2020-01-01T00:00:00Z\"}",
            "gate | gate: {annotations: false, maxDays: 10, exemptionOwners: [\"@a\"], gateFrom: base}~ | ",
            "gate.annotations | annotations: false | annotations: true",
            "gate.maxDays | maxDays: 10 | maxDays: 11",
            "gate.maxDays | maxDays: 10, | ",
            "gate.exemptionOwners | [\"@a\"] | [\"@a\", \"@b\"]",
            "gate.gateFrom | gateFrom: base | gateFrom: head",
            "gate.weakening | gateFrom: base | gateFrom: base, weakening: report");

    /** What other tests weaken, since it is in other files or needs other modules. */
    private static final Set<String> ELSEWHERE = Set.of(
            "policyFiles",
            "exemptions",
            "baseline",
            "rbacBudget",
            "sources[].kubeconfig",
            "sources[].cluster",
            "sources[].parameters",
            "sources[].terraform",
            "sources[].vars",
            "environments.*.cluster");

    @TempDir
    private Path directory;

    static List<String> weaker() {
        return WEAKER;
    }

    private List<String> gate(String head) {
        Verification base = folder("base").load(BASE);
        return folder("head").load(head).weakerThan(base).stream()
                .map(weakening -> weakening.kind() + " " + weakening.message())
                .toList();
    }

    private ConfigurationFolder folder(String name) {
        String group = "[{\"id\": \"0f6b2ab2-8c1c-4f0e-9d0a-6f1f5f4a6a11\", \"displayName\": \"a\"}]\n";
        return ConfigurationFolder.in(directory.resolve(name))
                .folder("vendor")
                .file("deploy/other/Chart.yaml", "apiVersion: v2\nname: other\nversion: 1.0.0\n")
                .file("deploy/other/values-dev.yaml", "{}\n")
                .file("deploy/store/charts/a.yaml", "a: b\n")
                .file("aks/groups.json", group)
                .file("aks/more.json", group);
    }

    @ParameterizedTest
    @MethodSource("weaker")
    void eachIsAFinding(String mutant) {
        String[] parts = mutant.replace("~", "\n").split(" \\| ?", -1);
        assertThat(BASE).contains(parts[1]);
        assertThat(gate(BASE.replace(parts[1], parts[2]))).as(mutant).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubeVersion: \"1.33.0\" | kubeVersion: v1.33",
                "dev: {} | dev: {}~  later: {namespace: kube-system}",
                "variants: [install]~    context | variants: [install, upgrade]~    context",
                "variants: [install]~  - | variants: [install, upgrade]~  -",
                "exclude: [drafts/**] | exclude: []",
                "thirdParty: [vendor] | thirdParty: []",
                "provided: [x] | provided: []",
                "firstParty: [common] | firstParty: [common, more]",
                "failOn: medium | failOn: low",
                "unknown: medium | unknown: info",
                "maxDays: 10 | maxDays: 9",
                "asOf: 2030-01-01 | asOf: 2030-01-02",
                "asOf: 2030-01-01 | asOf: \"2031-01-01\"",
                "warnDays: 60 | warnDays: 100",
                "failOn: medium | failOn: medium~limits: {maxDepth: 50}",
                "require: [all-evaluated] | require: [all-evaluated, all-branches]"
            })
    void whatIsEqualOrStricterIsNone(String mutant) {
        String[] parts = mutant.replace("~", "\n").split(" \\| ?", -1);
        assertThat(BASE).contains(parts[0]);
        assertThat(gate(BASE.replace(parts[0], parts[1]))).as(mutant).isEmpty();
    }

    /** A day that is written where the base takes that of its commit stays behind sooner or later. */
    @Test
    void aDayThatTheBaseDoesNotWriteIsWeaker() {
        String none = "schemaVersion: 1\nsources: [{manifests: k8s}]\n";
        assertThat(folder("head")
                        .load(none + "asOf: 2099-01-01\n")
                        .weakerThan(folder("base").load(none)))
                .isNotEmpty();
    }

    /** A base without environments has one all the same, and it is weakened by what an environment that comes says. */
    @Test
    void theEnvironmentOfABaseThatNamesNone() {
        String none = "schemaVersion: 1\nsources: [{manifests: k8s}]\n";
        Verification base = folder("base").load(none);
        assertThat(folder("head")
                        .load(none + "environments: {prod: {kubeVersion: \"1.99.0\"}}\n")
                        .weakerThan(base))
                .isNotEmpty();
        assertThat(folder("head")
                        .load(none + "environments: {prod: {namespace: kube-system}}\n")
                        .weakerThan(base))
                .isNotEmpty();
        assertThat(folder("head").load(none + "environments: {prod: {}}\n").weakerThan(base))
                .isEmpty();
    }

    @Test
    void everyKeyThatCanBeWeakenedIsWeakenedHere() {
        Set<String> weakened = WEAKER.stream()
                .map(mutant -> mutant.substring(0, mutant.indexOf(" |")))
                .collect(Collectors.toCollection(TreeSet::new));
        weakened.addAll(ELSEWHERE);
        var wanted = new TreeSet<String>();
        KeyDirections.all().forEach((key, direction) -> {
            if (direction != Direction.NEVER && !key.startsWith("file ")) {
                wanted.add(key);
            }
        });
        assertThat(weakened).containsAll(wanted);
    }
}
