package io.github.akspolicy.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.akspolicy.policy.ReferenceDate;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which day is evaluated for, and what is announced. */
class DateSettingsTest {
    private static final String MANIFEST = "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}";

    @TempDir
    Path folder;

    private Verification load(String settings, Overrides overrides) throws ConfigurationException {
        ProjectFolder.in(folder)
                .file("k8s/settings.yaml", MANIFEST)
                .configuration("schemaVersion: 1\n" + settings + "sources: [{manifests: k8s}]\n");
        return Verification.load(folder.resolve(Verification.FILE_NAME), overrides);
    }

    @Test
    void theConfigurationSaysTheDay() throws Exception {
        Verification verification =
                load("asOf: 2027-01-31\nwarnDays: 30\nprofile: contoso\n", ConfigurationFolder.EXAMPLES);
        assertThat(verification.explain()).containsPattern("asOf: 2027-01-31 +aks-policy.yaml:2:7");
        assertThat(verification.explain()).containsPattern("warnDays: 30 +aks-policy.yaml:3:11");
        assertThat(verification.policies())
                .isNotEmpty()
                .allMatch(policy -> policy.date().equals(new ReferenceDate(LocalDate.of(2027, 1, 31), 30)));
    }

    @Test
    void withoutGitItIsTheDayOfTheRun() throws Exception {
        Verification verification = load("", Overrides.NONE);
        assertThat(verification.date().from()).isEqualTo("the day of the run");
        assertThat(verification.date().date().asOf())
                .isBetween(LocalDate.now(ZoneOffset.UTC).minusDays(1), LocalDate.now(ZoneOffset.UTC));
        assertThat(verification.date().date().warnDays()).isEqualTo(ReferenceDate.DEFAULT_WARN_DAYS);
    }

    @Test
    void theDayOfTheRunCanBeOverridden() throws Exception {
        Verification verification = load("", Overrides.NONE.today("2028-02-29"));
        assertThat(verification.date().date().asOf()).isEqualTo(LocalDate.of(2028, 2, 29));
    }

    @Test
    void aDayThatIsNotOneIsAMistakeWithItsLine() {
        assertThat(catchThrowableOfType(ConfigurationException.class, () -> load("asOf: 2027-02-30\n", Overrides.NONE))
                        .problems())
                .anySatisfy(problem ->
                        assertThat(problem.toString()).contains("aks-policy.yaml:2:7", "not a day of the calendar"));
    }

    @Test
    void anEndIsOverFromItsDayOnAndAnnouncedBefore() {
        var date = new ReferenceDate(LocalDate.of(2026, 12, 1), 90);
        assertThat(date.isOver(LocalDate.of(2026, 12, 1))).isTrue();
        assertThat(date.isSoon(LocalDate.of(2026, 12, 1))).isFalse();
        assertThat(date.isSoon(LocalDate.of(2027, 3, 1))).isTrue();
        assertThat(date.isSoon(LocalDate.of(2027, 3, 2))).isFalse();
        assertThat(date.isOver(null)).isFalse();
    }
}
