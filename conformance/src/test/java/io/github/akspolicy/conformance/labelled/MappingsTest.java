package io.github.akspolicy.conformance.labelled;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a reviewer of the mappings relies on. */
class MappingsTest {
    private static final int MOST_DIFFERENCES_PER_SOURCE = 5;

    static List<Field> checks() throws IOException, ManifestException {
        try (InputStream text = LabelledCases.class.getResourceAsStream("mappings.yaml")) {
            return Field.root(ManifestReader.yamlDocument(new String(text.readAllBytes(), StandardCharsets.UTF_8)))
                    .get("checks")
                    .fields();
        }
    }

    @ParameterizedTest
    @MethodSource("checks")
    void eachSaysOneThing(Field check) {
        assertThat(check.fields().stream().map(Field::key))
                .isSubsetOf(
                        "policies",
                        "severity",
                        "leftOut",
                        "profile",
                        "each",
                        "without",
                        "settings",
                        "ignored",
                        "onlyWhere",
                        "unsupported",
                        "judgesContext",
                        "unmapped",
                        "variants",
                        "stricter",
                        "laxer",
                        "differs");
        assertThat(check.fields().stream()
                        .map(Field::key)
                        .filter(Set.of("policies", "profile", "variants", "unmapped")::contains))
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("checks")
    void whatIsIgnoredHasAReason(Field check) {
        assertThat(check.get("ignored").fields())
                .allMatch(ignored -> ignored.stringOr("").length() > 20);
    }

    @ParameterizedTest
    @MethodSource("checks")
    void onlyTemplatesOfAzureAreDecidedOtherwise(Field check) {
        for (String direction : List.of("stricter", "laxer")) {
            if (check.get(direction).isPresent()) {
                assertThat(check.key()).startsWith("azure-policy/");
                assertThat(check.get(direction).stringOr("")).hasSizeGreaterThan(20);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("checks")
    void aDifferenceNamesTheLineUpstream(Field check) {
        Field differs = check.get("differs");
        if (differs.isPresent()) {
            assertThat(differs.get("rule").stringOr("")).isNotBlank();
            assertThat(differs.get("upstream").stringOr(""))
                    .matches("[\\w.-]+/[\\w.-]+@[0-9a-f]{40}:[^:]+:[1-9][0-9]*");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {images: [a], user: {rule: MustRunAs}, mode: any, kvs: 1} | ''
                    {user: {rule: MustRunAs}, mode: any, files: [a]}          | the mapping does not say what files means
                    {user: {rule: MustRunAs, ranges: []}, mode: any}          | the mapping does not say what user.ranges means
                    {user: MustRunAs, mode: all}                              | mapped only where mode is any
                    """)
    void aParameterThatTheMappingDoesNotNameKeepsACaseFromBeingJudged(String parameters, String why)
            throws ManifestException {
        Mapping mapping =
                Mapping.of(Field.root(ManifestReader.yamlDocument("""
                        checks:
                          some/check:
                            policies:
                              pod/user-group-ranges:
                                excludedImages: {from: images}
                                runAsUserRule: {from: user.rule, default: RunAsAny}
                            onlyWhere: {mode: any}
                            ignored: {kvs: a table that is the same everywhere}
                        """))).get("some/check");

        assertThat(mapping).isNotNull();
        assertThat(mapping.unsupported(Field.root(ManifestReader.yamlDocument(parameters))))
                .isEqualTo(why);
    }

    @Test
    void theFirstVariantThatFitsCounts() throws ManifestException {
        Mapping mapping =
                Mapping.of(Field.root(ManifestReader.yamlDocument("""
                        checks:
                          some/check:
                            variants:
                              - {onlyWhere: {cpu: "-1"}, unmapped: without CPU}
                              - {onlyWhere: {cpu: "1"}, unmapped: with CPU}
                        """))).get("some/check");

        assertThat(mapping).isNotNull();
        assertThat(mapping.forCase(Field.root(ManifestReader.yamlDocument("{cpu: '-1'}")))
                        .unmapped())
                .isEqualTo("without CPU");
        assertThat(mapping.forCase(Field.root(ManifestReader.yamlDocument("{cpu: '1'}")))
                        .unmapped())
                .isEqualTo("with CPU");
        assertThat(mapping.forCase(Field.root(ManifestReader.yamlDocument("{cpu: '2'}")))
                        .unsupported(Field.root(ManifestReader.yamlDocument("{cpu: '2'}"))))
                .isEqualTo("mapped only where cpu is 1");
    }

    @Test
    void noSourceHasManyDifferences() throws IOException, ManifestException {
        Map<String, Long> differences = checks().stream()
                .filter(check -> check.get("differs").isPresent())
                .collect(Collectors.groupingBy(
                        check -> check.key().substring(0, check.key().indexOf('/')), Collectors.counting()));

        assertThat(differences.values()).allMatch(count -> count <= MOST_DIFFERENCES_PER_SOURCE);
    }
}
