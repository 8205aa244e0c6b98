package io.github.akspolicy.template.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Versions and constraints, in which Helm 3 and 4 differ. */
class SemanticVersionTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " → ",
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "semver \"v1.2\" → 1.2.0",
                "(semver \"v1.2\").Original → v1.2",
                "(semver \"1.2.3-rc.1+b\").Prerelease → rc.1",
                "(semver \"1.2.3-rc.1+b\").Metadata → b",
                "(semver \"1.2.3-rc.1\").IncPatch → 1.2.3",
                "(semver \"v1.2.3\").IncMinor → 1.3.0",
                "(semver \"1.2.3\").Compare (semver \"1.2.3-rc\") → 1",
                "(semver \"1.2.3-rc.10\").GreaterThan (semver \"1.2.3-rc.9\") → true",
                "(semver \"1.2.3-1\").LessThan (semver \"1.2.3-a\") → true",
                "(semver \"1.2.3\").Equal nil → false",
                "(semver \"1.2.3\").SetPrerelease \"a_b\" → Invalid Prerelease string",
                "semver \"abc\" → Invalid Semantic Version",
                "semver \"1.2.3-01\" → Version segment starts with 0",
                "semver \"99999999999999999999.0.0\" → Error parsing version segment: strconv.ParseUint: parsing"
                        + " \"99999999999999999999\": value out of range",
                "semverCompare \"a\" \"1.2.3\" → improper constraint: a",
                "semverCompare \"1.2.3 ||\" \"1.2.3\" → improper constraint: ",
                "semverCompare \"1x2\" \"1.2.3\" → constraint Parser Error",
            })
    void readsAndComparesVersions(String call, String expected) {
        assertThat(Calls.of("{{ " + call + " }}")).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " → ",
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                ">=1.19 → v1.25.3-gke.100 → false → false",
                ">=1.19-0 → v1.25.3-gke.100 → true → true",
                ">=1.19-0, <1.30 → 1.25.3-gke.1 → false → true",
                "!=1.2.3 → 1.2.3-rc.10 → true → false",
                "!=1.2.x → 1.2.3 → false → false",
                "^1.2 → 1.9.9 → true → true",
                "^1.2 → 2.0.0 → false → false",
                "^0.2.3 → 0.2.9 → true → true",
                "^0.2.3 → 0.3.0 → false → false",
                "^0.0.3 → 0.0.4 → false → false",
                "1.2.x → 1.2.7 → true → true",
                "* → 0.0.1 → true → true",
                ">1.2 → 1.2.5 → false → false",
                ">1.2 → 1.3.0 → true → true",
                "<=1.2 → 1.2.5 → true → true",
                "1.2 - 1.4.5 → 1.4.5 → true → true",
                "1.2 - 1.4.5 → 1.4.6 → false → false",
                ">=1.2 <2 || >=3 → 2.5.0 → false → false",
                ">=1.2 <2 || >=3 → 3.5.0 → true → true",
            })
    void checksConstraints(String written, String version, boolean three, boolean four) {
        check(written, version, three, four);
    }

    @Test
    void checksTildes() {
        check("~1.2", "1.2.9", true, true);
        check("~1.2", "1.3.0", false, false);
        check("~1", "1.9.0", true, true);
        check("~1.2.3", "1.2.2", false, false);
        check("~0", "5.0.0", false, false);
    }

    private static void check(String constraint, String version, boolean three, boolean four) {
        String call = "{{ semverCompare \"" + constraint + "\" \"" + version + "\" }}";
        assertThat(Calls.of(call)).as("Helm 3: %s", call).isEqualTo(String.valueOf(three));
        assertThat(Calls.helm4(call)).as("Helm 4: %s", call).isEqualTo(String.valueOf(four));
    }

    @Test
    void writesMessagesOfHelm4InLowerCase() {
        assertThat(Calls.helm4("{{ semver \"abc\" }}")).isEqualTo("invalid semantic version");
        assertThat(Calls.helm4("{{ semver \"1.2.3-01\" }}")).isEqualTo("version segment starts with 0");
    }

    @Test
    void remembersWhatItCompared() {
        var values = Calls.with("v", "1.2.3").and("c", ">=1");
        assertThat(values.traced("{{ semverCompare .c .v }}")).isEqualTo("true[c+v]");
        assertThat(values.traced("{{ (semver .v).Minor }}")).isEqualTo("2[v]");
    }
}
