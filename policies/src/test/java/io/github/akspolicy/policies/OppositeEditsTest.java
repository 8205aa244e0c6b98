package io.github.akspolicy.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.policy.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who follows one policy of a profile must not be sent back by another: of all inputs of the fixtures, no field gets two different edits
 * from the policies of one profile.
 */
class OppositeEditsTest {
    private static final Set<String> AZURE = Set.of("cluster", "registry", "vault", "identity");

    /** {@code hardened} holds those of {@code recommended} and {@code aks-simplified} with the same settings. */
    private static final List<Profile> PROFILES = List.of(Profile.HARDENED, Profile.CIS, Profile.PREVIEW);

    private static final Pattern EDIT = Pattern.compile(
            "write (?:\"?[\\w.]+\"?: |[\\w.]+ = )(\"[^\"]*\"|'[^']*'|[\\w.-]+)|(remove it)|`?(az [a-z]+ [^`;,(]*)");

    static Stream<Arguments> inputs() throws IOException {
        Stream<Fixture> fixtures = Fixture.all().stream()
                .filter(fixture -> AZURE.contains(fixture.policyId().replaceFirst("/.*", "")));
        return Stream.concat(fixtures, samples().stream())
                .flatMap(fixture -> PROFILES.stream().map(profile -> Arguments.of(fixture, profile)));
    }

    /** The clusters of the samples, whose parameters are open. */
    private static List<Fixture> samples() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../samples"))) {
            List<Path> definitions = files.filter(file -> file.toString().matches(".*/infra/[^/]*\\.json"))
                    .filter(file -> !file.toString().contains("target"))
                    .sorted()
                    .toList();
            var samples = new ArrayList<Fixture>();
            for (Path file : definitions) {
                samples.add(new Fixture(
                        "cluster/deployable", file.toString().replaceAll("\\W", "-"), Files.readString(file)));
            }
            assertThat(samples).hasSizeGreaterThan(1);
            return samples;
        }
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void noFieldGetsTwoEdits(Fixture fixture, Profile profile) {
        assertThat(opposite(fixture.evaluate(profile))).isEmpty();
    }

    /** What the pattern must see: the edits as each notation says them. */
    @Test
    void editsAreSeen() {
        assertThat(edit("outboundType is not set: write outboundType: \"none\""))
                .contains("\"none\"");
        assertThat(edit("x is a: write \"outboundType\": \"userDefinedRouting\" (needs API version 1 or later)"))
                .contains("\"userDefinedRouting\"");
        assertThat(edit("x is a: write network_profile.outbound_type = \"none\""))
                .contains("\"none\"");
        assertThat(edit("x is false: write enabled: true")).contains("true");
        assertThat(edit("x is set: remove it")).contains("remove it");
        assertThat(edit("x is a: az aks update --outbound-type none")).contains("az aks update --outbound-type none");
        assertThat(edit("x is a")).isEmpty();
    }

    /** By the field, what each policy asks for there, where that differs. */
    private static Map<String, Map<String, String>> opposite(Evaluation evaluation) {
        var edits = new TreeMap<String, Map<String, String>>();
        for (Finding finding : evaluation.findings()) {
            edit(finding.message())
                    .filter(edit -> finding.unknown() == null)
                    .ifPresent(edit -> finding.occurrences()
                            .forEach(occurrence -> edits.computeIfAbsent(
                                            occurrence.subject() + " " + occurrence.fieldPath(),
                                            key -> new LinkedHashMap<>())
                                    .put(finding.policy().id(), edit)));
        }
        edits.values().removeIf(asked -> new TreeSet<>(asked.values()).size() < 2);
        return edits;
    }

    private static Optional<String> edit(String message) {
        Matcher edit = EDIT.matcher(message);
        return edit.find()
                ? Stream.of(1, 2, 3)
                        .map(edit::group)
                        .filter(java.util.Objects::nonNull)
                        .findFirst()
                        .map(String::strip)
                : Optional.empty();
    }
}
