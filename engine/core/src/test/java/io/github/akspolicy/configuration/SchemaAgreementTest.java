package io.github.akspolicy.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.ReadLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Editors check {@code aks-policy.yaml} with the published JSON Schema, the doors with {@link ShapeCheck}: both must say
 * the same. The configurations are JSON, which both read without an opinion of YAML in between.
 */
class SchemaAgreementTest {
    private static final KnownPolicies KNOWN = KnownPolicies.of(new ExamplePolicies().policies());
    private static final Shape SHAPE = ConfigurationSchema.shape(KNOWN);
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ConfigurationSchema.json(KNOWN.all()), InputFormat.JSON);

    /** Everything that a configuration can say. */
    private static final String EVERYTHING = """
            {"schemaVersion": 1, "profile": "recommended", "failOn": "never", "unknown": "low",
             "environments": {
               "dev": {"namespace": "store-dev", "kubeVersion": "1.32", "capabilities": "helm",
                 "apiVersions": ["a/v1"],
                 "context": "context.yaml", "require": ["clusters"], "variants": ["install"]},
               "prod": null, "test-1_a.b": {}},
             "sources": [
               {"chart": "deploy/store", "name": "store", "environments": ["dev"], "namespace": "shop",
                "values": {"dev": ["values-dev.yaml", "more.yaml"]},
                "set": {"a.b": "x", "n": 1, "t": true, "z": null, "e": "", "dev": {"c": "y", "d": 2, "f": false}},
                "setString": {"a": "1"}, "setJson": {"j": "{}"}, "setFile": {"f": "file"},
                "provided": ["image.tag"], "includeCrds": false, "testHooks": true, "firstParty": ["library"],
                "variants": ["install", "upgrade"]},
               {"manifests": "k8s", "name": "plain", "environments": [], "namespace": "n",
                "include": ["*.yaml"], "exclude": ["drafts/**"]}],
             "podTemplates": [
               {"apiGroup": "apps.contoso.com", "kind": "Worker", "path": "spec.pools[*].template", "optional": true},
               {"apiGroup": "ray.io", "kind": "RayCluster", "path": "spec.head_group-spec.template"}],
             "thirdParty": ["deploy/store/charts/redis"],
             "exemptions": "policy-exemptions.yaml", "baseline": "policy-baseline.yaml",
             "rbacBudget": "rbac-budget.yaml",
             "principals": ["groups.json", "users.json"],
             "policyFiles": ["policies", "more/a.policy.yaml"],
             "policies": {
               "label/team": true, "label/costs": "off",
               "label/cost-center": {"severity": "info", "enforce": [
                 {"mode": false, "environments": ["dev"]}, {"mode": "fail", "from": "2027-01-31"}], "parameters": {
                 "strict": true, "most": 3, "owner": "me", "names": ["a", ""], "mode": "azure", "kinds": ["Pod", "Role"],
                 "namespaces": ["a"], "excludedNamespaces": [], "excludedContainers": [], "excludedImages": [],
                 "labelSelector": {"matchLabels": {"app": "web", "tier": ""}, "matchExpressions": [
                   {"key": "env", "operator": "In", "values": ["dev", ""]}, {"key": "no", "operator": "Exists"}]}}}},
             "context": {
               "clusters": [{"oidcIssuer": "https://a/", "workloadIdentity": true, "kms": false}],
               "namespaces": {"store": {"labels": {"a": ""}}, "bare": null},
               "serviceAccounts": [{"namespace": "store", "name": "a", "clientId": "6f7c2d8e-1b1f-4a56-9a53-3a2f0c6f1f10"}],
               "federatedCredentials": [{"clientId": "6f7c2d8e-1b1f-4a56-9a53-3a2f0c6f1f10", "issuer": "https://b/",
                 "subject": "system:serviceaccount:store:a"}],
               "registries": ["contoso.azurecr.io"]},
             "require": ["federatedCredentials", "others", "all-branches"],
             "gate": {"annotations": false, "maxDays": 90, "exemptionOwners": ["@contoso/security"], "gateFrom": "base",
               "weakening": "report"},
             "limits": {"maxCharacters": 1, "maxDepth": 1000, "maxAliasNodes": 5, "maxDocuments": 7}}
            """;

    @Test
    void everythingIsValid() throws ManifestException {
        assertThat(checker(EVERYTHING)).isEmpty();
        assertThat(schema(EVERYTHING)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'schemaVersion': 1, 'sources': [{'manifests': 'k8s'}]}",
                "{'schemaVersion': 1, 'sources': [{'chart': 'a'}, {'chart': 'b'}]}",
                "{'schemaVersion': 1.0, 'sources': [{'manifests': 'k8s'}]}",
                "{'schemaVersion': 1, 'sources': [{'chart': 'a', 'values': []}]}",
                "{'schemaVersion': 1, 'sources': [{'chart': 'a', 'values': {}}]}",
                "{'schemaVersion': 1, 'sources': [{'chart': 'a', 'set': {}}]}",
                "{'schemaVersion': 1, 'sources': [{'chart': 'a'}], 'environments': {}}",
                "{'schemaVersion': 1, 'sources': [{'chart': 'a'}], 'policies': {}}",
                "{'schemaVersion': 1, 'sources': [{'chart': 'a'}], 'policies': {'label/team': {}}}",
                "{'schemaVersion': 1, 'sources': [{'chart': 'a'}], 'policies': {'label/team': 'on'}}",
                "{'schemaVersion': 1, 'sources': [{'chart': 'a'}], 'policies': {'label/team': {'parameters': {}}}}",
                "{'schemaVersion': 1, 'sources': [{'chart': 'a'}], 'limits': {}}",
                "{'schemaVersion': 1, 'sources': [{'chart': 'a', 'name': 'a.b-c'}]}",
                "{'schemaVersion': 1, 'sources': [{'chart': 'a'}], 'environments': {'d': {'kubeVersion': 'v1.32.4-aks+1'}}}",
            })
    void valid(String configuration) throws ManifestException {
        assertThat(checker(json(configuration))).isEmpty();
        assertThat(schema(json(configuration))).isEmpty();
    }

    /** One change that makes {@link #EVERYTHING} invalid each: what to replace, and by what. */
    static List<String> changes() {
        return """
                "schemaVersion": 1 -> "schemaVersion": 2
                "schemaVersion": 1 -> "schemaVersion": 0
                "schemaVersion": 1 -> "schemaVersion": "1"
                "schemaVersion": 1 -> "schemaVersion": 1.5
                "schemaVersion": 1 -> "schemaVersion": null
                "schemaVersion": 1, -> \s
                "profile": "recommended" -> "profile": "best"
                "profile": "recommended" -> "profile": null
                "profile": "recommended" -> "profile": ["recommended"]
                "profile": "recommended" -> "Profile": "recommended"
                "rbacBudget": "rbac-budget.yaml" -> "rbacBudget": ""
                "principals": ["groups.json", "users.json"] -> "principals": "groups.json"
                "thirdParty": ["deploy/store/charts/redis"] -> "thirdParty": "deploy"
                "thirdParty": ["deploy/store/charts/redis"] -> "thirdParty": [{"chart": "redis"}]
                "failOn": "never" -> "failOn": "High"
                "failOn": "never" -> "failOn": false
                "failOn": "never" -> "failOn": ""
                "unknown": "low" -> "unknown": "on"
                "unknown": "low" -> "unknown": 1
                "namespace": "store-dev" -> "namespace": ""
                "namespace": "store-dev" -> "namespace": "Store"
                "namespace": "store-dev" -> "namespace": "-a"
                "namespace": "store-dev" -> "namespace": "a b"
                "namespace": "store-dev" -> "namespace": "a\\n"
                "namespace": "store-dev" -> "namespace": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                "namespace": "store-dev" -> "namespace": null
                "kubeVersion": "1.32" -> "kubeVersion": 1.32
                "kubeVersion": "1.32" -> "kubeVersion": "1"
                "kubeVersion": "1.32" -> "kubeVersion": "latest"
                "capabilities": "helm" -> "capabilities": "none"
                "capabilities": "helm" -> "capabilities": true
                "apiVersions": ["a/v1"] -> "apiVersions": "a/v1"
                "apiVersions": ["a/v1"] -> "apiVersions": [1]
                "apiVersions": ["a/v1"] -> "apiVersions": [""]
                "require": ["clusters"] -> "require": ["cluster"]
                "require": ["clusters"] -> "require": "clusters"
                "context": "context.yaml" -> "context": ""
                "context": "context.yaml" -> "context": ["context.yaml"]
                "oidcIssuer": "https://a/" -> "oidcIssuer": "http://a/"
                "oidcIssuer": "https://a/" -> "issuer": "https://a/"
                "kms": false -> "kms": "false"
                "labels": {"a": ""} -> "labels": {"a": true}
                "labels": {"a": ""} -> "label": {"a": ""}
                "bare": null -> "Bare": null
                "name": "a", "clientId" -> "clientId"
                "clientId": "6f7c2d8e-1b1f-4a56-9a53-3a2f0c6f1f10", "issuer" -> "clientId": "6f7c2d8e", "issuer"
                "clientId": "6f7c2d8e-1b1f-4a56-9a53-3a2f0c6f1f10", "issuer" -> "issuer"
                "subject": "system:serviceaccount:store:a" -> "subject": "store:a"
                "registries": ["contoso.azurecr.io"] -> "registries": [""]
                "prod": null -> "prod": "x"
                "prod": null -> "prod": []
                "prod": null -> "": null
                "test-1_a.b": {} -> "test 1": {}
                "test-1_a.b": {} -> ".a": {}
                "test-1_a.b": {} -> "a": {"b": 1}
                "chart": "deploy/store", -> \s
                "chart": "deploy/store" -> "chart": ""
                "chart": "deploy/store" -> "chart": 7
                "chart": "deploy/store" -> "chart": "deploy/store", "manifests": "k8s"
                "chart": "deploy/store" -> "chart": "deploy/store", "exclude": []
                "name": "store" -> "name": "Store"
                "name": "store" -> "name": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                "environments": ["dev"] -> "environments": "dev"
                "environments": ["dev"] -> "environments": ["d e v"]
                "values": {"dev": ["values-dev.yaml", "more.yaml"]} -> "values": "values.yaml"
                "values": {"dev": ["values-dev.yaml", "more.yaml"]} -> "values": {"dev": "values.yaml"}
                "values": {"dev": ["values-dev.yaml", "more.yaml"]} -> "values": [["a"]]
                "values": {"dev": ["values-dev.yaml", "more.yaml"]} -> "values": null
                "a.b": "x" -> "a.b": 1.5
                "a.b": "x" -> "a.b": []
                "a.b": "x" -> "": "x"
                "c": "y" -> "c": {"deep": "y"}
                "c": "y" -> "": "y"
                "setJson": {"j": "{}"} -> "setJson": ["j={}"]
                "setFile": {"f": "file"} -> "setLiteral": {"f": "file"}
                "provided": ["image.tag"] -> "provided": "image.tag"
                "provided": ["image.tag"] -> "provided": [null]
                "includeCrds": false -> "includeCrds": "no"
                "testHooks": true -> "testHooks": null
                "firstParty": ["library"] -> "firstParty": {"library": true}
                "variants": ["install", "upgrade"] -> "variants": ["update"]
                "variants": ["install", "upgrade"] -> "variants": []
                "variants": ["install"] -> "variants": "install"
                "manifests": "k8s" -> "manifests": ["k8s"]
                "include": ["*.yaml"] -> "include": "*.yaml"
                "exclude": ["drafts/**"] -> "exclude": [""]
                "exclude": ["drafts/**"] -> "values": []
                "apiGroup": "ray.io", -> \s
                "apiGroup": "ray.io" -> "apiGroup": ""
                "apiGroup": "ray.io" -> "apiGroup": "ray.io/v1"
                "apiGroup": "ray.io" -> "group": "ray.io"
                "kind": "RayCluster" -> "kind": "rayClusters"
                "kind": "RayCluster" -> "kind": null
                "optional": true -> "optional": "yes"
                "path": "spec.pools[*].template" -> "path": ""
                "path": "spec.pools[*].template" -> "path": "spec.pools[0].template"
                "path": "spec.pools[*].template" -> "path": ".spec.template"
                "path": "spec.pools[*].template" -> "path": "spec..template"
                "path": "spec.pools[*].template" -> "path": ["spec"]
                "label/team": true -> "label/team": "yes"
                "label/team": true -> "label/team": {"enforce": "warn"}
                "label/team": true -> "label/team": {"enforce": 1}
                "mode": "fail" -> "mode": "warn"
                "from": "2027-01-31" -> "from": "tomorrow"
                "environments": ["dev"]}, {"mode" -> "environments": []}, {"mode"
                "label/team": true -> "label/team": null
                "label/team": true -> "label/team": []
                "label/team": true -> "pod/unknown": true
                "label/costs": "off" -> "label/costs": {"enabled": false}
                "severity": "info" -> "severity": "never"
                "strict": true -> "strict": "true"
                "most": 3 -> "most": 3.25
                "most": 3 -> "most": "3"
                "most": 3 -> "most": 9223372036854775808
                "owner": "me" -> "owner": ["me"]
                "names": ["a", ""] -> "names": [1]
                "names": ["a", ""] -> "names": "a"
                "mode": "azure" -> "mode": "Azure"
                "kinds": ["Pod", "Role"] -> "kinds": ["Pods"]
                "kinds": ["Pod", "Role"] -> "kinds": "Pod"
                "namespaces": ["a"] -> "namespaces": "a"
                "namespaces": ["a"] -> "nothing": 1
                "matchLabels": {"app": "web", "tier": ""} -> "matchLabels": ["app"]
                "matchLabels": {"app": "web", "tier": ""} -> "matchLabels": {"app": true}
                "matchLabels": {"app": "web", "tier": ""} -> "matchLabels": {"": "web"}
                "matchLabels": {"app": "web", "tier": ""} -> "labels": {"app": "web"}
                "operator": "In" -> "operator": "in"
                "operator": "In" -> "operator": "Exists"
                "operator": "In", -> \s
                "values": ["dev", ""] -> "values": []
                "values": ["dev", ""] -> "values": "dev"
                "operator": "Exists" -> "operator": "NotIn"
                "key": "no", -> \s
                "maxDepth": 1000 -> "maxDepth": 1001
                "maxDepth": 1000 -> "maxDepth": -1
                "maxDocuments": 7 -> "maxDocuments": "7"
                "maxDocuments": 7 -> "maxFiles": 7
                """.lines().toList();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void invalid(String change) throws ManifestException {
        String[] words = change.split(" -> ", 2);
        assertThat(EVERYTHING).contains(words[0]);
        String changed = EVERYTHING.replaceFirst(
                java.util.regex.Pattern.quote(words[0]), java.util.regex.Matcher.quoteReplacement(words[1]));
        assertThat(checker(changed)).as("the checker").isNotEmpty();
        assertThat(schema(changed)).as("the schema").isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "1",
                "'x'",
                "{}",
                "{'schemaVersion': 1}",
                "{'schemaVersion': 1, 'sources': []}",
                "{'schemaVersion': 1, 'sources': [null]}",
                "{'schemaVersion': 1, 'sources': {}}",
                "{'schemaVersion': 1, 'sources': [{}]}",
                "{'sources': [{'chart': 'a'}]}"
            })
    void invalidAsAWhole(String configuration) throws ManifestException {
        assertThat(checker(json(configuration))).isNotEmpty();
        assertThat(schema(json(configuration))).isNotEmpty();
    }

    /** Values and keys of the configuration changed places at random: most are wrong somehow, some are right. */
    @Test
    void agreeOnWhateverIsMade() throws ManifestException {
        var random = new Random(20261124);
        List<String> tokens = tokens();
        int valid = 0;
        int made = 0;
        while (made < 3_000) {
            var changed = new ArrayList<>(tokens);
            int changes = 1 + random.nextInt(2);
            for (int i = 0; i < changes; i++) {
                changed.set(anyValue(changed, random), anyOf(tokens, random));
            }
            String json = String.join("", changed);
            if (hasDuplicateKey(json)) {
                continue;
            }
            made++;
            boolean byChecker = checker(json).isEmpty();
            assertThat(schema(json).isEmpty()).as(json).isEqualTo(byChecker);
            valid += byChecker ? 1 : 0;
        }
        assertThat(valid).as("both verdicts occur").isBetween(100, 2_900);
    }

    private static List<String> tokens() {
        var tokens = new ArrayList<String>();
        var matcher = java.util.regex.Pattern.compile("\"[^\"]*\"|[{}\\[\\],:]|[a-z0-9.]+|\\s+")
                .matcher(EVERYTHING);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        assertThat(String.join("", tokens)).isEqualTo(EVERYTHING);
        return tokens;
    }

    private static int anyValue(List<String> tokens, Random random) {
        while (true) {
            int index = random.nextInt(tokens.size());
            if (tokens.get(index).matches("\"[^\"]*\"|[a-z0-9.]+")) {
                return index;
            }
        }
    }

    /** A word of the configuration, or a value that is seldom right; a key can only become another string. */
    private static String anyOf(List<String> tokens, Random random) {
        return random.nextInt(4) == 0
                ? List.of("null", "[]", "{}", "1.5", "\"\"", "true", "-1").get(random.nextInt(7))
                : tokens.get(anyValue(tokens, random));
    }

    /** JSON readers differ there, and ours reports it before the shape is looked at; so for what is no JSON at all. */
    private static boolean hasDuplicateKey(String json) {
        try {
            ManifestReader.json(json, ReadLimits.DEFAULT);
            return false;
        } catch (ManifestException unreadable) {
            return true;
        }
    }

    private static String json(String configuration) {
        return configuration.replace('\'', '"');
    }

    private static List<String> checker(String configuration) throws ManifestException {
        var problems = new Problems(Verification.FILE_NAME);
        new ShapeCheck(problems).check(SHAPE, Field.root(ManifestReader.json(configuration, ReadLimits.DEFAULT)));
        return ConfigurationFolder.problemsOf(() -> {
            problems.throwIfAny();
            return null;
        });
    }

    private static List<String> schema(String configuration) {
        return SCHEMA.validate(configuration, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }
}
