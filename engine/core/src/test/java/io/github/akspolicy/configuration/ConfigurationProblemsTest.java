package io.github.akspolicy.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a wrong configuration is told: the line, the column, what is wrong and how to mend it. */
class ConfigurationProblemsTest {
    private static final String HEAD = "schemaVersion: 1\nsources: [{manifests: k8s}]\n";

    @TempDir
    private Path directory;

    private ConfigurationFolder folder;

    @BeforeEach
    void createFolder() {
        folder = ConfigurationFolder.in(directory);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # line 3 of the file                 | the one problem
            profil: aks-simplified               | 3:1: unknown key "profil" (did you mean "profile"?)
            Profile: aks-simplified              | 3:1: unknown key "Profile" (did you mean "profile"?)
            colour: red                          | 3:1: unknown key "colour" (keys: schemaVersion, profile, environments, sources, thirdParty, podTemplates, policyFiles, policies, exemptions, baseline, rbacBudget, principals, images, failOn, unknown, asOf, warnDays, placeholders, context, require and 2 more)
            profile: recomended                  | 3:10: profile cannot be "recomended" (it is one of: recommended, aks-simplified, hardened, pss-baseline, pss-restricted, azure-psp-baseline, azure-psp-restricted, azure-safeguards, azure-safeguards-baseline, azure-safeguards-restricted, azure-cis, cis, preview, all, contoso)
            profile: 1                           | 3:10: profile must be one of recommended, aks-simplified, hardened, pss-baseline, pss-restricted and 10 others, not a number
            profile: aks-simplified              | 3:10: profile: no policy of the profile "aks-simplified" is on the class path (add io.github.akspolicy:aks-policy-policies)
            profile: [aks-simplified]            | 3:10: profile must be one of recommended, aks-simplified, hardened, pss-baseline, pss-restricted and 10 others, not a list
            failOn: hihg                         | 3:9: failOn cannot be "hihg" (it is one of: critical, high, medium, low, info, never)
            failOn: sever                        | 3:9: failOn cannot be "sever" (it is one of: critical, high, medium, low, info, never)
            policies: {label/team: {enforce: repot}} | 3:34: policies["label/team"].enforce cannot be "repot" (it is one of: off, report, new-only, fail)
            failOn: off                          | 3:9: failOn must be one of critical, high, medium, low, info, never, not a boolean
            failOn:                              | 3:1: failOn has no value: it must be one of critical, high, medium, low, info, never (give it one, or remove the line)
            unknown: none                        | 3:10: unknown cannot be "none" (it is one of: critical, high, medium, low, info, never)
            environments: [dev]                  | 3:15: environments must be a mapping, not a list
            environments: {dev: {namspace: x}}   | 3:22: unknown key "namspace" in environments.dev (did you mean "namespace"?)
            environments: {dev: {namespace: A_}} | 3:33: environments.dev.namespace must be a namespace: lower-case letters, digits and -, not "A_"
            environments: {dev: {kubeVersion: 1.32}} | 3:35: environments.dev.kubeVersion must be a Kubernetes version such as "1.32.0", not a number (put the value in quotes)
            environments: {"a b": {}}            | 3:16: the key "a b" in environments must be a name of letters, digits, '.', '_' and '-'
            policyFiles: policies                | 3:14: policyFiles must be a list, not a string (write [ ] around the value)
            policyFiles: [k8s]                   | 3:15: policy files cannot be read: there is no reader on the class path (add io.github.akspolicy:aks-policy-policyfiles)
            policies: [label/team]               | 3:11: policies must be a mapping, not a list
            policies: {label/teams: on}          | 3:12: unknown policy "label/teams" in policies (did you mean "label/team"?)
            policies: {cost-center: on}          | 3:12: unknown policy "cost-center" in policies (did you mean "label/cost-center"?)
            policies: {pod/nothing-of-it: on}    | 3:12: unknown policy "pod/nothing-of-it" in policies (policies: label/cost-center, label/team, label/costs)
            policies: {label/team: enabled}      | 3:24: policies["label/team"] cannot be "enabled" (it is one of: on, off)
            policies: {label/team: 1}            | 3:24: policies["label/team"] must be true or false or one of on, off or a mapping, not a number
            policies: {label/team: {sevrity: low}} | 3:25: unknown key "sevrity" in policies["label/team"] (did you mean "severity"?)
            policies: {label/team: {severity: error}} | 3:35: policies["label/team"].severity cannot be "error" (it is one of: critical, high, medium, low, info)
            policies: {label/cost-center: {parameters: {strikt: true}}} | 3:45: unknown parameter "strikt" in policies["label/cost-center"].parameters (did you mean "strict"?)
            policies: {label/cost-center: {parameters: {strict: "true"}}} | 3:53: policies["label/cost-center"].parameters.strict must be true or false, not a string
            policies: {label/cost-center: {parameters: {most: ten}}} | 3:51: policies["label/cost-center"].parameters.most must be a whole number, not a string
            policies: {label/cost-center: {parameters: {most: 1.5}}} | 3:51: policies["label/cost-center"].parameters.most must be a whole number, not a number
            policies: {label/cost-center: {parameters: {owner: 1}}} | 3:52: policies["label/cost-center"].parameters.owner must be a string, not a number (put the value in quotes)
            policies: {label/cost-center: {parameters: {names: finance}}} | 3:52: policies["label/cost-center"].parameters.names must be a list, not a string (write [ ] around the value)
            policies: {label/cost-center: {parameters: {names: [1]}}} | 3:53: policies["label/cost-center"].parameters.names[0] must be a string, not a number (put the value in quotes)
            policies: {label/cost-center: {parameters: {mode: azur}}} | 3:51: policies["label/cost-center"].parameters.mode cannot be "azur" (it is one of: all, azure)
            policies: {label/cost-center: {parameters: {kinds: [Pods]}}} | 3:53: policies["label/cost-center"].parameters.kinds[0] cannot be "Pods" (it is one of: Pod, Job, Role)
            policies: {label/costs: on, label/cost-center: off} | 3:29: policies.label/cost-center is configured already, as label/costs at line 3 (keep label/cost-center only)
            podTemplates: {kind: Worker}         | 3:15: podTemplates must be a list, not a mapping
            podTemplates: [{apiGroup: a.b, kind: Worker, path: "spec.jobs[0]"}] | 3:52: podTemplates[0].path must be a path such as spec.template or spec.jobs[*].template, not "spec.jobs[0]"
            podTemplates: [{apiGroup: argoproj.io, kind: Rollout, path: spec.template}] | 3:16: podTemplates: the pods of Rollout (argoproj.io) are known already (remove the entry)
            podTemplates: [{apiGroup: a.b, kind: W, path: t}, {apiGroup: a.b, kind: W, path: t}] | 3:51: podTemplates: the path t of W is named twice (remove one)
            limits: {maxDepth: 0}                | 3:20: limits.maxDepth must be a whole number from 1 to 1000, not 0
            limits: {maxdepth: 10}               | 3:10: unknown key "maxdepth" in limits (did you mean "maxDepth"?)
            """)
    void oneMistake(String line, String expected) {
        assertThat(folder.problems(HEAD + line + "\n")).containsExactly("aks-policy.yaml:" + expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # the entry of sources, at column 4      | the one problem
            {chart: deploy/stor}                     | 2:12: chart "deploy/stor" does not exist (paths are relative to .; did you mean "store"?)
            {chart: "oci://contoso.azurecr.io/charts/store"} | 2:12: chart "oci://contoso.azurecr.io/charts/store" is a remote reference, which is not fetched (run helm pull --untar "oci://contoso.azurecr.io/charts/store" --version VERSION, name its folder)
            {chart: nowhere/at/all}                  | 2:12: chart "nowhere/at/all" does not exist (paths are relative to .)
            {chart: k8s}                             | 2:12: chart "k8s" has no Chart.yaml (name the chart's folder, or write "manifests:" for plain manifests)
            {chart: k8s/config.yaml}                 | 2:12: chart "k8s/config.yaml" is neither a folder nor a .tgz
            {chart: ""}                              | 2:12: sources[0].chart must be a path, but it is empty
            {chart: deploy/store, name: My_Store}    | 2:32: sources[0].name must be a release name: at most 53 lower-case letters, digits, '-' and '.', not "My_Store"
            {chart: deploy/store, exclude: [x]}      | 2:26: "exclude" does not go with "chart" in sources[0] (remove it)
            {chart: deploy/store, value: [x]}        | 2:26: unknown key "value" in sources[0] (did you mean "values"?)
            {chart: deploy/store, values: [values-pro.yaml]} | 2:35: values file "values-pro.yaml" does not exist (looked for values-pro.yaml and deploy/store/values-pro.yaml; did you mean "values-prod.yaml"?)
            {chart: deploy/store, values: [./values-dev.yaml]} | 2:35: values file "./values-dev.yaml" does not exist (looked for values-dev.yaml)
            {chart: deploy/store, values: [k8s]}     | 2:35: values file "k8s" is a folder (name a file)
            {chart: deploy/store, values: values-dev.yaml} | 2:34: sources[0].values must be a list or a mapping, not a string
            {chart: deploy/store, values: {staging: [values-dev.yaml]}} | 2:35: unknown environment "staging" (environments: default; a nested values key is written with dots: image.tag)
            {chart: deploy/store, set: {image: {tag: "1"}}} | 2:32: unknown environment "image" (environments: default; a nested values key is written with dots: image.tag)
            {chart: deploy/store, set: {cpu: 0.5}}   | 2:37: sources[0].set.cpu must be a string or true or false or a whole number or empty or a mapping, not a number (put the value in quotes)
            {chart: deploy/store, setFile: {a: nothing.txt}} | 2:36: file "nothing.txt" does not exist (paths are relative to .)
            {chart: deploy/store, environments: [prod]} | 2:41: unknown environment "prod" (environments: default)
            {chart: ../elsewhere}                    | 2:12: chart "../elsewhere" lies outside of the repository (move it into the repository, whose root is where .git is)
            {chart: /etc}                            | 2:12: chart "/etc" lies outside of the repository (move it into the repository, whose root is where .git is)
            {chart: deploy/store, values: [../../etc/passwd]} | 2:35: values file "../../etc/passwd" lies outside of the repository (move it into the repository, whose root is where .git is)
            {chart: deploy/store, setFile: {a: ../secret}} | 2:36: file "../secret" lies outside of the repository (move it into the repository, whose root is where .git is)
            {manifests: k9s}                         | 2:16: manifests "k9s" does not exist (paths are relative to .; did you mean "k8s"?)
            {manifests: k8s/*.yaml}                  | 2:16: manifests "k8s/*.yaml" does not exist (name the folder here and the pattern under include)
            {manifests: deploy/store}                | 2:16: manifests "deploy/store" is a Helm chart, whose templates are not manifests (write "chart: deploy/store")
            {manifests: k8s, exclude: ["[a"]}        | 2:31: the pattern "[a" is broken: Missing ']' (examples: drafts/**, **/*-test.yaml)
            {manifests: k8s, set: {a: b}}            | 2:21: "set" does not go with "manifests" in sources[0] (remove it)
            {chart: deploy/store, manifests: k8s}    | 2:26: sources[0] has both "chart" and "manifests" (make a separate entry for each)
            {name: store}                            | 2:4: sources[0] has neither "chart" nor "manifests" nor "cluster" nor "terraform" nor "kubeconfig" (add one of them)
            deploy/store                             | 2:4: sources[0] must be a mapping with chart or manifests or cluster or terraform or kubeconfig, not a string
            {cluster: infra.json}                    | 2:14: cluster "infra.json" does not exist (paths are relative to .)
            {cluster: k8s}                           | 2:14: cluster "k8s" is a folder (name a file)
            {cluster: deploy/store/values.yaml}      | 2:14: cluster definitions cannot be read: there is no reader of them on the class path (add io.github.akspolicy:aks-policy-cluster)
            {kubeconfig: deploy/store/values.yaml, namespace: store} | 2:43: "namespace" does not go with "kubeconfig" in sources[0] (remove it)
            """)
    void oneMistakeInASource(String source, String expected) {
        assertThat(folder.problems("schemaVersion: 1\nsources:\n - " + source + "\n"))
                .containsExactly("aks-policy.yaml:" + expected.replaceFirst("^2:", "3:"));
    }

    @Test
    void allMistakesAtOnceInTheOrderOfTheFile() {
        assertThat(folder.problems("""
                        schemaVersion: 1
                        profil: aks-simplified
                        failOn: error
                        environments:
                          prod: {namespace: Store}
                        sources:
                          - chart: deploy/stor
                          - manifests: k8s
                            environments: [pord]
                        policies:
                          label/tem: on
                          label/cost-center: {parameters: {most: many}}
                        """))
                .containsExactly(
                        "aks-policy.yaml:2:1: unknown key \"profil\" (did you mean \"profile\"?)",
                        "aks-policy.yaml:3:9: failOn cannot be \"error\""
                                + " (it is one of: critical, high, medium, low, info, never)",
                        "aks-policy.yaml:5:21: environments.prod.namespace must be a namespace: lower-case letters,"
                                + " digits and -, not \"Store\"",
                        "aks-policy.yaml:7:12: chart \"deploy/stor\" does not exist (paths are relative to .; did you"
                                + " mean \"store\"?)",
                        "aks-policy.yaml:9:20: unknown environment \"pord\" (did you mean \"prod\"?)",
                        "aks-policy.yaml:11:3: unknown policy \"label/tem\" in policies (did you mean \"label/team\"?)",
                        "aks-policy.yaml:12:42: policies[\"label/cost-center\"].parameters.most must be a whole number,"
                                + " not a string");
    }

    @Test
    void requiredKeys() {
        assertThat(folder.problems("failOn: high\n"))
                .containsExactlyInAnyOrder(
                        "aks-policy.yaml:1:1: the configuration has no \"schemaVersion\" (add it)",
                        "aks-policy.yaml:1:1: the configuration has no \"sources\" (add it)");
        assertThat(folder.problems("schemaVersion: 1\nsources: []\n"))
                .containsExactly("aks-policy.yaml:2:10: sources is empty");
    }

    @Test
    void otherVersionSaysNothingElse() {
        assertThat(folder.problems("schemaVersion: 2\nnewKey: 1\n"))
                .containsExactly("aks-policy.yaml:1:16: schemaVersion 2 is not supported: this version of aks-policy"
                        + " reads schemaVersion 1 (use a newer aks-policy)");
        assertThat(folder.problems("schemaVersion: 0\n"))
                .containsExactly("aks-policy.yaml:1:16: schemaVersion 0 is not supported: this version of aks-policy"
                        + " reads schemaVersion 1");
        assertThat(folder.problems("schemaVersion: one\nsources: [{manifests: k8s}]\n"))
                .containsExactly(
                        "aks-policy.yaml:1:16: schemaVersion must be a whole number from 1 to 1, not a string");
    }

    @Test
    void whatIsNoYaml() {
        assertThat(folder.problems(""))
                .containsExactly(
                        "aks-policy.yaml:1:1: the configuration is empty" + " (begin with \"schemaVersion: 1\")");
        assertThat(folder.problems("# nothing\n")).hasSize(1).first().asString().contains("is empty");
        assertThat(folder.problems("- a\n"))
                .containsExactly("aks-policy.yaml:1:1: the configuration must be a mapping, not a list");
        assertThat(folder.problems("schemaVersion: 1\n\tsources: []\n"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("aks-policy.yaml:2:1: ")
                .contains("tab");
        assertThat(folder.problems(HEAD + "failOn: high\nfailOn: low\n"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("aks-policy.yaml:4:1: ")
                .contains("failOn")
                .contains("line 3");
        assertThat(folder.problems(HEAD + "---\n" + HEAD))
                .hasSize(1)
                .first()
                .asString()
                .contains("document");
    }

    @Test
    void hostileYaml() {
        var bomb = new StringBuilder(HEAD + "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9) + "*a" + (i - 1)));
        }
        assertThat(folder.problems(bomb.toString()))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("aks-policy.yaml:")
                .contains("alias");
        assertThat(folder.problems(HEAD + "a: " + "[".repeat(10_000)))
                .hasSize(1)
                .first()
                .asString()
                .contains("deep");
        assertThat(folder.problems(HEAD + "x".repeat(5 << 20) + ": 1\n"))
                .hasSize(1)
                .first()
                .asString()
                .contains("characters");
        // as many mistakes as one likes do not fill the screen or the heap
        var many = new StringBuilder(HEAD);
        for (int i = 0; i < 20_000; i++) {
            many.append("key").append(i).append(": 1\n");
        }
        assertThat(folder.problems(many.toString()))
                .hasSize(101)
                .last()
                .isEqualTo("and 19900 more problems in aks-policy.yaml");
    }

    @Test
    void textForTheConsoleIsHarmless() {
        folder.file(
                Verification.FILE_NAME, HEAD + "\"##vso[task.setvariable variable=a]b\\n::set-output name=a::b\": 1\n");
        assertThat(messageOf(folder.path(Verification.FILE_NAME)))
                .doesNotContain("##vso")
                .doesNotContain("\n::")
                .contains("unknown key");
    }

    private static String messageOf(Path file) {
        try {
            Verification.load(file, ConfigurationFolder.EXAMPLES);
            throw new AssertionError("must not load");
        } catch (ConfigurationException e) {
            return e.getMessage();
        }
    }

    @Test
    void missingFile() {
        assertThat(folder.problemsAt("nothing/aks-policy.yaml"))
                .singleElement()
                .asString()
                .startsWith("nothing/aks-policy.yaml:1:1: configuration file not found");
        assertThat(folder.problemsAt("k8s"))
                .singleElement()
                .asString()
                .startsWith("k8s:1:1: the configuration is not a file");
    }

    @Test
    void linksOutOfTheRepository(@TempDir Path outside) throws IOException {
        Files.writeString(outside.resolve("values.yaml"), "password: canary\n");
        Files.writeString(outside.resolve("Chart.yaml"), "name: a\n");
        Files.createSymbolicLink(folder.path("deploy/store/values-link.yaml"), outside.resolve("values.yaml"));
        Files.createSymbolicLink(folder.path("deploy/link"), outside);
        Files.createSymbolicLink(folder.path("deploy/dangling"), outside.resolve("nothing"));
        assertThat(folder.problems("""
                        schemaVersion: 1
                        sources:
                          - {chart: deploy/store, values: [values-link.yaml]}
                          - {chart: deploy/link}
                          - {chart: deploy/dangling}
                        """))
                .hasSize(3)
                .satisfiesExactly(
                        first -> assertThat(first).contains("3:36: values file \"values-link.yaml\" lies outside"),
                        second -> assertThat(second).contains("4:13: chart \"deploy/link\" lies outside"),
                        third -> assertThat(third).contains("5:13: chart \"deploy/dangling\" does not exist"));
    }

    @Test
    void configurationThatIsALinkOutOfTheRepository(@TempDir Path outside) throws IOException {
        Files.writeString(outside.resolve("config"), "canary-5512: 1\n");
        Files.createSymbolicLink(folder.path(Verification.FILE_NAME), outside.resolve("config"));
        assertThat(folder.problemsAt(Verification.FILE_NAME))
                .containsExactly("aks-policy.yaml:1:1: the symbolic link leads out of the repository (make it a file)");
    }

    /** Values of the set family may be secrets, whatever is wrong with what is around them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{password: [canary-5512]}",
                "{password: canary-5512",
                "{password: 'canary-5512}",
                "{password: canary-5512, password: canary-5512}",
                "{prod: {password: {a: canary-5512}}}",
                "password=canary-5512",
                "[canary-5512]",
                "{password: *canary}",
                "{password: \"canary-5512\\q\"}"
            })
    void valuesAreNotShown(String set) {
        assertThat(folder.problems("schemaVersion: 1\nsources:\n- chart: deploy/store\n  set: " + set + "\n"))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).doesNotContain("canary-5512"));
    }

    @Test
    void valuesFileThatCouldBeTwo() {
        folder.file("values-dev.yaml", "{}\n");
        assertThat(folder.problems("schemaVersion: 1\nsources:\n- {chart: deploy/store, values: [values-dev.yaml]}\n"))
                .containsExactly("aks-policy.yaml:3:34: values file \"values-dev.yaml\" could be values-dev.yaml or"
                        + " deploy/store/values-dev.yaml (write ./values-dev.yaml for the first,"
                        + " deploy/store/values-dev.yaml for the second)");
        assertThat(folder.problems(
                        "schemaVersion: 1\nsources:\n- {chart: deploy/store, values: [./values-dev.yaml]}\n"))
                .isEmpty();
        assertThat(
                        folder.problems(
                                "schemaVersion: 1\nsources:\n- {chart: deploy/store, values: [deploy/store/values-dev.yaml]}\n"))
                .isEmpty();
    }

    @Test
    void sameReleaseTwice() {
        assertThat(folder.problems("schemaVersion: 1\nsources:\n- chart: deploy/store\n- chart: ./deploy/store\n"))
                .containsExactly("aks-policy.yaml:4:3: release \"store\" of deploy/store is already deployed to default"
                        + " by the source at line 3 (remove one, or give this one another name)");
        assertThat(folder.problems(
                        "schemaVersion: 1\nsources:\n- chart: deploy/store\n- {chart: deploy/store, name: other}\n"))
                .isEmpty();
    }

    @Test
    void environmentThatNothingIsDeployedTo() {
        assertThat(folder.problems("""
                        schemaVersion: 1
                        environments: {dev: , prod: }
                        sources: [{chart: deploy/store, environments: [dev]}]
                        """))
                .containsExactly("aks-policy.yaml:2:23: the environment \"prod\" has no source"
                        + " (add it to the environments of a source, or remove it)");
        assertThat(folder.problems("""
                        schemaVersion: 1
                        environments: {dev: , prod: }
                        sources: [{chart: deploy/store, environments: [dev], set: {prod: {a: b}}}, {manifests: k8s}]
                        """))
                .containsExactly("aks-policy.yaml:3:60: \"prod\" is not among the environments of this source"
                        + " (add it to the source's environments, or remove the entry)");
    }

    @Test
    void wrongOverrides() {
        assertThat(folder.problems(
                        HEAD,
                        ConfigurationFolder.EXAMPLES
                                .profile("tlak")
                                .failOn("sever")
                                .environments(List.of("pord"))))
                .containsExactlyInAnyOrder(
                        "-Daks-policy.profile: unknown profile \"tlak\" (profiles: recommended, aks-simplified, hardened, pss-baseline, pss-restricted, azure-psp-baseline, azure-psp-restricted, azure-safeguards, azure-safeguards-baseline, azure-safeguards-restricted, azure-cis, cis, preview, all, contoso)",
                        "-Daks-policy.failOn: unknown threshold \"sever\" (thresholds: critical, high, medium, low, info, never)",
                        "-Daks-policy.environments: unknown environment \"pord\" (environments: default)");
    }

    @Test
    void chartWithoutHelm() {
        assertThat(folder.problems(
                        "schemaVersion: 1\nsources:\n- chart: deploy/store\n- {chart: deploy/store, name: b}\n",
                        ConfigurationFolder.EXAMPLES.classLoader(ConfigurationFolder.without("ChartRenderer"))))
                .containsExactly("aks-policy.yaml:3:10: charts cannot be rendered: there is no Helm on the class path"
                        + " (add io.github.akspolicy:aks-policy-helm)");
    }

    @Test
    void policiesWithoutProvider() {
        assertThat(folder.problems(
                        HEAD + "policies: {pod/privileged: on}\n",
                        ConfigurationFolder.EXAMPLES.classLoader(ConfigurationFolder.without("PolicyProvider"))))
                .containsExactly(
                        "aks-policy.yaml:3:12: unknown policy \"pod/privileged\" in policies"
                                + " (the built-in policies are not on the class path: add io.github.akspolicy:aks-policy-policies)");
    }

    @Test
    void addedPolicyWithATakenId() {
        Verification verification = folder.load(HEAD);
        List<Policy> taken = List.of(ExamplePolicies.TEAM);
        assertThat(ConfigurationFolder.problemsOf(() -> verification.withPolicies(taken)))
                .singleElement()
                .asString()
                .startsWith("the id label/team is that of two policies: ");
    }
}
