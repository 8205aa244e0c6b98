package io.github.akspolicy.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.maven.model.Model;
import org.apache.maven.model.Profile;
import org.apache.maven.model.building.ModelProblemCollector;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.apache.maven.model.profile.DefaultProfileActivationContext;
import org.apache.maven.model.profile.DefaultProfileSelector;
import org.apache.maven.model.profile.activation.JdkVersionProfileActivator;
import org.apache.maven.model.profile.activation.PropertyProfileActivator;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The build of this project runs NullAway exactly where javac has what it needs. Maven's own classes decide which profile is
 * active.
 */
class StaticAnalysisProfilesTest {
    private static final String PREFIX = "nullaway-";

    private static Model root() throws IOException, XmlPullParserException {
        try (Reader in = Files.newBufferedReader(Path.of("../pom.xml"))) {
            return new MavenXpp3Reader().read(in);
        }
    }

    private static List<String> active(String version, String vendor) throws IOException, XmlPullParserException {
        List<Profile> profiles = root().getProfiles().stream()
                .filter(profile -> profile.getId().startsWith(PREFIX))
                .toList();
        assertThat(profiles)
                .hasSize(3)
                .allSatisfy(profile ->
                        assertThat(profile.getProperties()).containsEntry("nullaway.options", "${nullaway.on}"));
        var system = new Properties();
        system.setProperty("java.version", version);
        system.setProperty("java.vendor", vendor);
        var context = new DefaultProfileActivationContext();
        context.setSystemProperties(system);
        var selector = new DefaultProfileSelector()
                .addProfileActivator(new JdkVersionProfileActivator())
                .addProfileActivator(new PropertyProfileActivator());
        ModelProblemCollector problems = problem -> {
            throw new AssertionError(problem.getMessage(), problem.getException());
        };
        return selector.getActiveProfiles(profiles, context, problems).stream()
                .map(Profile::getId)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "17.0.2", "17.0.8.1", "17.0.9", "17.0.15", "17.0.18", "17.0.18.1"})
    void noUpdateOf17Before19(String version) throws Exception {
        assertThat(active(version, "Debian")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"18", "18.0.2", "19.0.1", "20.0.2", "21", "21.0.2", "21.0.7"})
    void noVersionBetween(String version) throws Exception {
        assertThat(active(version, "Eclipse Adoptium")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "17.0.19, nullaway-jdk17",
        "17.0.19.1, nullaway-jdk17",
        "17.0.20, nullaway-jdk17",
        "17.0.21, nullaway-jdk17",
        "17.0.100, nullaway-jdk17",
        "21.0.8, nullaway-jdk21",
        "21.0.13.1, nullaway-jdk21",
        "22, nullaway-jdk22",
        "22.0.2, nullaway-jdk22",
        "25, nullaway-jdk22",
        "25.0.3, nullaway-jdk22",
        "26-ea, nullaway-jdk22"
    })
    void oneProfileWhereJavacCan(String version, String profile) throws Exception {
        assertThat(active(version, "Eclipse Adoptium")).containsExactly(profile);
    }

    /** Oracle's JDK 17 and 21 have no backports of OpenJDK. */
    @ParameterizedTest
    @CsvSource({"17.0.19,", "17.0.21,", "21.0.8,", "21.0.13,", "22.0.1, nullaway-jdk22", "25.0.1, nullaway-jdk22"})
    void oraclesOwnFrom22(String version, String profile) throws Exception {
        assertThat(active(version, "Oracle Corporation")).isEqualTo(profile == null ? List.of() : List.of(profile));
    }

    /** What NullAway itself looks for: a field that javac got with the option. */
    @Test
    void agreesWithTheRunningJavac() throws Exception {
        boolean can = Runtime.version().feature() >= 22;
        if (!can) {
            Class<?> reader = Class.forName("com.sun.tools.javac.jvm.ClassReader");
            can = List.of(reader.getDeclaredFields()).stream()
                    .anyMatch(field -> field.getName().equals("addTypeAnnotationsToSymbol"));
        }
        assertThat(!active(System.getProperty("java.version"), System.getProperty("java.vendor"))
                        .isEmpty())
                .isEqualTo(can);
    }

    /** Left out means off, and a warning says so: nothing else in the build names NullAway. */
    @Test
    void offIsTheDefaultAndSaysSo() throws Exception {
        Model root = root();
        assertThat(root.getProperties())
                .containsEntry("nullaway.options", "${nullaway.off}")
                .containsEntry("nullaway.off", "-Xep:NullAway:OFF")
                .hasEntrySatisfying("nullaway.on", on -> assertThat((String) on).contains("-Xep:NullAway:ERROR"));
        String text = Files.readString(Path.of("../pom.xml"));
        assertThat(text).containsOnlyOnce("-Xep:NullAway:ERROR").containsOnlyOnce("-Xep:NullAway:OFF");
        assertThat(text).containsOnlyOnce("<regexMessage>null analysis (NullAway) is left out");
    }

    /** The quick build leaves the other checks of error-prone to CI, on main code and tests; each stands there. */
    @Test
    void everyCheckRunsInContinuousIntegration() throws Exception {
        Model root = root();
        assertThat(root.getProperties()).containsEntry("errorprone.options", "-XepDisableAllChecks");
        Profile analysis = root.getProfiles().stream()
                .filter(profile -> profile.getId().equals("analysis"))
                .findAny()
                .orElseThrow();
        assertThat(analysis.getProperties())
                .hasEntrySatisfying(
                        "errorprone.options",
                        options -> assertThat((String) options).doesNotContain("-XepDisableAll"));
        assertThat(analysis.getBuild().getPluginManagement().getPlugins())
                .singleElement()
                .extracting(plugin -> plugin.getExecutionsAsMap().get("default-testCompile"))
                .satisfies(tests -> assertThat(tests.getConfiguration().toString())
                        .contains("-Xplugin:ErrorProne ${errorprone.options} "));
        assertThat(Files.readString(Path.of("../.ci/run")))
                .contains("\nmvn -B -ntp -q -Panalysis test-compile || broken=1\n");
    }
}
