package io.github.akspolicy.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.ProjectFolder;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.resource.cluster.AzureProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is said of a definition ends where a sentence ends, has no empty part, and is in the words of its notation. */
class MessagesTest {
    /** A colon or comma with nothing behind it, and two of them with nothing between. */
    private static final Pattern EMPTY_PART = Pattern.compile("[:,;]? $|[:,;]$|[:,;(] +[:,;)]|\\(\\)|  ");

    /** A field that a fix names. */
    private static final Pattern WRITTEN = Pattern.compile("(?:write |, |add \\{name: \\w+, )(\\w+): ");

    private static final Path CAPZ =
            Path.of("../engine/model/src/main/resources/io/github/akspolicy/resource/cluster/capz-fields.txt");

    @TempDir
    private Path root;

    static List<WrittenCluster> clusters() {
        return WrittenCluster.all();
    }

    static Stream<Fixture> fixtures() {
        return Fixture.all().stream();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void noPartOfAMessageIsEmpty(Fixture fixture) {
        assertThat(messages(fixture.evaluate())).noneMatch(EMPTY_PART.asPredicate());
    }

    @ParameterizedTest
    @MethodSource("clusters")
    void noPartOfAMessageAboutAClusterIsEmpty(WrittenCluster cluster) throws Exception {
        for (Profile profile : List.of(Profile.ALL, Profile.HARDENED, Profile.AKS_SIMPLIFIED)) {
            List<String> messages = messages(evaluate(cluster, profile));
            assertThat(messages).as(profile.name()).hasSizeGreaterThan(3).noneMatch(EMPTY_PART.asPredicate());
        }
    }

    /** azurerm's arguments have no upper case: a property in the words of ARM helps only who is told where to write it. */
    @ParameterizedTest
    @MethodSource("azurerm")
    void azurermIsAdvisedInItsOwnWords(WrittenCluster cluster) throws Exception {
        Pattern property =
                Pattern.compile(Stream.concat(WrittenCluster.cluster().stream(), WrittenCluster.pool().stream())
                        .map(AzureProperty::toString)
                        .filter(path -> path.matches(".*[A-Z.].*"))
                        .filter(path -> !path.startsWith("identity.") && !path.startsWith("tags."))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|", "(?<![\\w.])(?:", ")(?![\\w.])")));
        assertThat(messages(evaluate(cluster, Profile.ALL)))
                .filteredOn(property.asPredicate())
                .allMatch(message -> message.matches(".* has no argument for \\S+: .+"));
    }

    static Stream<WrittenCluster> azurerm() {
        return clusters().stream().filter(cluster -> cluster.name().startsWith("azurerm"));
    }

    /** An operator drops what its kind does not have: a fix with such a field is applied, and nothing happens. */
    @ParameterizedTest
    @MethodSource("operators")
    void operatorsAreAdvisedInTheirFields(WrittenCluster cluster) throws Exception {
        Set<String> known = cluster.name().startsWith("CAPZ")
                ? capzFields()
                : AsoFields.read().lastNames(cluster.name().split("[ ,]")[1]);
        List<String> unknown = messages(evaluate(cluster, Profile.ALL)).stream()
                .filter(message -> message.startsWith("cluster/") && !message.contains("(needs "))
                .filter(message -> WRITTEN.matcher(message).results().anyMatch(name -> !known.contains(name.group(1))))
                .toList();
        assertThat(unknown).isEmpty();
    }

    static Stream<WrittenCluster> operators() {
        return clusters().stream().filter(WrittenCluster::isManifest);
    }

    /** The last names of the fields that CAPZ has. */
    private static Set<String> capzFields() throws IOException {
        try (Stream<String> lines = Files.lines(CAPZ)) {
            Set<String> names = lines.filter(line -> line.startsWith("Azure"))
                    .map(line -> line.split(" ")[1].replaceFirst(".*\\.", ""))
                    .collect(Collectors.toSet());
            assertThat(names).hasSizeGreaterThan(60);
            return names;
        }
    }

    private Evaluation evaluate(WrittenCluster cluster, Profile profile) throws Exception {
        String file = cluster.isManifest() ? "k8s/all.yaml" : "infra/main.json";
        ProjectFolder project = ProjectFolder.in(root)
                .configuration("schemaVersion: 1\nprofile: %s\nsources: [{%s}]\n"
                        .formatted(profile.name(), cluster.isManifest() ? "manifests: k8s" : "cluster: " + file))
                .file(file, cluster.text());
        Evaluation evaluation = project.evaluate();
        assertThat(evaluation.problems()).isEmpty();
        return evaluation;
    }

    private static List<String> messages(Evaluation evaluation) {
        return evaluation.findings().stream()
                .map(finding -> finding.policy().id() + ": " + finding.message())
                .toList();
    }
}
