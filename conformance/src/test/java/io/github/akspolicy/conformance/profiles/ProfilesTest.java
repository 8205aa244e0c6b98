package io.github.akspolicy.conformance.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.policies.BuiltInPolicies;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No profile contradicts itself: one cluster and its workloads satisfy all policies of each, in every notation. The images are
 * those that {@code samples/store} has signed.
 */
class ProfilesTest {
    private static final Path FILES = Path.of("src/test/resources/profiles");
    private static final Path SIGNED = Path.of("../samples/store/policy");
    private static final String HELP =
            "a policy of this profile finds something in the files below %s: change them so that it is satisfied"
                    + " in all notations, or leave the policy out of the profile, if another policy of it asks for the opposite";

    /** Policies of these groups about something that the files do not hold. */
    private static final Set<String> NOTHING_THERE = Set.of();

    /** What no file can say of the nodes of AKS Automatic, so that such a cluster is unknown to policies about it. */
    private static final Set<String> UNKNOWABLE = Set.of(
            "unknown cluster/ssh-disabled",
            "unknown cluster/trusted-launch",
            "unknown cluster/kubelet-seccomp-default");

    @TempDir
    Path folder;

    static Stream<Arguments> profiles() {
        return Profile.BUILT_IN.stream()
                .filter(profile -> !profile.equals(Profile.ALL))
                .flatMap(profile ->
                        Stream.of("arm", "bicep", "azurerm").map(notation -> Arguments.of(profile, notation)));
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void oneClusterSatisfiesIt(Profile profile, String notation) throws Exception {
        assertThat(found(evaluate(profile, notation)))
                .filteredOn(line -> !(line.contains("node auto-provisioning makes nodes")
                        && UNKNOWABLE.contains(line.substring(0, line.indexOf(':')))))
                .as(HELP, FILES)
                .isEmpty();
    }

    /** What finds nothing in nothing proves nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"arm", "bicep", "azurerm"})
    void everyPolicyAboutClustersHasSomethingToEvaluate(String notation) throws Exception {
        Evaluation evaluation = evaluate(Profile.HARDENED, notation);
        List<String> idle = new BuiltInPolicies()
                .policies().stream()
                        .map(Policy::info)
                        .filter(info -> info.profiles().containsKey(Profile.HARDENED))
                        .filter(info -> Set.of("cluster", "registry", "vault").contains(info.group()))
                        .map(PolicyInfo::id)
                        .filter(id -> evaluation.ledger().releases().stream()
                                .allMatch(release -> release.policies().get(id).judgedCount() == 0))
                        .filter(id -> !NOTHING_THERE.contains(id))
                        .toList();
        assertThat(idle)
                .as(
                        "policies that no resource of %s is about: add one in each notation, or name the policy in NOTHING_THERE",
                        FILES)
                .isEmpty();
    }

    @Test
    void aFaultIsFoundInEachNotation() throws Exception {
        for (String notation : List.of("arm", "bicep", "azurerm")) {
            Path definition = prepare(notation);
            String text = Files.readString(definition);
            assertThat(text).contains("\"disableLocalAccounts\": true");
            Files.writeString(
                    definition, text.replace("\"disableLocalAccounts\": true", "\"disableLocalAccounts\": false"));
            assertThat(found(run(Profile.RECOMMENDED)))
                    .as(notation)
                    .singleElement()
                    .asString()
                    .startsWith("cluster/local-accounts-disabled: ");
        }
    }

    private Evaluation evaluate(Profile profile, String notation) throws Exception {
        prepare(notation);
        return run(profile);
    }

    private Path prepare(String notation) throws IOException {
        copy(FILES, folder);
        copy(SIGNED, folder.resolve("policy"));
        Path definition = folder.resolve("cluster.json");
        Files.writeString(definition, Files.readString(FILES.resolve("cluster-" + notation + ".json")));
        return definition;
    }

    private Evaluation run(Profile profile) throws Exception {
        Evaluation evaluation = Verification.load(
                        folder.resolve(Verification.FILE_NAME), Overrides.NONE.profile(profile.name()))
                .evaluate(Progress.NONE);
        assertThat(evaluation.problems()).isEmpty();
        return evaluation;
    }

    private static List<String> found(Evaluation evaluation) {
        Stream<String> findings = evaluation.findings().stream()
                .map(finding -> (finding.unknown() == null ? "" : "unknown ")
                        + finding.policy().id() + ": " + finding.message());
        Stream<String> gaps = evaluation.missing().stream()
                .flatMap(missing -> missing.gaps().stream())
                .map(gap -> "unknown " + gap.policyId() + ": " + gap.message());
        return Stream.concat(findings, gaps).sorted().distinct().toList();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.write(target, Files.readAllBytes(file));
            }
        }
    }
}
