package io.github.akspolicy.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.policy.CommonParameters;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.spi.PolicyProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every built-in policy must bring, and that each one is registered. */
class BuiltInPoliciesTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path PROSE = Path.of("src/main/resources/io/github/akspolicy/policies/docs");

    private final BuiltInPolicies provider = new BuiltInPolicies();

    static List<PolicyInfo> infos() {
        return new BuiltInPolicies().policies().stream().map(Policy::info).toList();
    }

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(PolicyProvider.class)).hasAtLeastOneElementOfType(BuiltInPolicies.class);
    }

    @Test
    void everyPolicyOfTheSourcesIsRegisteredOnce() throws IOException {
        List<String> registered = provider.policies().stream()
                .map(policy -> policy.getClass().getName())
                // the policies of a table are values of one class
                .distinct()
                .toList();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<String> written = files.filter(BuiltInPoliciesTest::isPolicy)
                    .map(file -> SOURCES.relativize(file).toString())
                    .map(file ->
                            file.substring(0, file.length() - ".java".length()).replace('/', '.'))
                    .toList();
            assertThat(registered).containsExactlyInAnyOrderElementsOf(written);
        }
    }

    /** A policy reads like its sentence. What is long belongs into a view, or into a class with a name of its own. */
    @Test
    void policiesAreShort() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Long> lines = files.filter(BuiltInPoliciesTest::isPolicy)
                    .map(BuiltInPoliciesTest::lines)
                    .sorted()
                    .toList();
            assertThat(lines.get(lines.size() / 2)).as("median").isLessThanOrEqualTo(62);
            assertThat(lines.get(lines.size() - 1)).as("longest").isLessThanOrEqualTo(150);
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean isPolicy(Path file) {
        try {
            return file.toString().endsWith(".java")
                    && Files.readString(file)
                            .matches(
                                    "(?s).*\\bfinal class \\w+(<[^{]*>)? (extends ((BuiltIn\\w*|Diagnostics|NetworkRules|PrivateEndpoint)Policy<|(Image|Role|Container|Pod)Policy )|implements EnvironmentPolicy<).*");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void idsAreUniqueAndFormerOnesAreNotReused() {
        assertThat(infos().stream().flatMap(info -> Stream.concat(Stream.of(info.id()), info.formerIds().stream())))
                .doesNotHaveDuplicates();
    }

    @Test
    void noProseIsLeftWithoutAPolicy() throws IOException {
        try (Stream<Path> files = Files.walk(PROSE)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> PROSE.relativize(file).toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            infos().stream().map(info -> info.id() + ".md").toList());
        }
    }

    @Test
    void documentationIsOnlyFoundUnderAnId() {
        assertThat(provider.documentation("pod/no-such-policy")).isEmpty();
        assertThat(provider.documentation("../docs/pod/privileged")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("infos")
    void metadataIsComplete(PolicyInfo info) {
        assertThat(info.title()).matches("\\S.*[^.]");
        assertThat(info.remediation()).matches("[a-z].*[^.]");
        assertThat(Profile.BUILT_IN).containsAll(info.profiles().keySet());
        assertThat(info.profiles()).as("every policy is in \"all\" anyway").doesNotContainKey(Profile.ALL);
    }

    @ParameterizedTest
    @MethodSource("infos")
    void parametersAreDescribedAndProfilesSetOnlyOwnOnes(PolicyInfo info) {
        assertThat(info.parameters().stream().map(Parameter::name))
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(
                        CommonParameters.ALL.stream().map(Parameter::name).toList());
        assertThat(info.parameters())
                .allMatch(parameter -> parameter.description().matches("[a-z].*[^.]"));
        info.profiles()
                .forEach((profile, settings) -> assertThat(info.parameters())
                        .as(profile.name())
                        .containsAll(settings.explicit().keySet()));
    }

    @ParameterizedTest
    @MethodSource("infos")
    void documentationSaysWhyAndHowToFix(PolicyInfo info) {
        String prose = provider.documentation(info.id()).orElseThrow();
        assertThat(prose)
                .startsWith("## Why\n")
                .contains("\n## How to fix\n")
                .containsPattern("\n```(yaml|json|bicep|hcl)\n");
    }

    @ParameterizedTest
    @MethodSource("infos")
    void whatNeedsAPreviewIsInNoOtherProfile(PolicyInfo info) {
        if (info.profiles().containsKey(Profile.PREVIEW)) {
            assertThat(info.profiles().keySet()).containsExactly(Profile.PREVIEW);
        }
    }
}
