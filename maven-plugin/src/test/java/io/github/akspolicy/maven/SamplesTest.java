package io.github.akspolicy.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.IdentityChain;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.evaluate.Outcome;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.policy.Diagram.Mark;
import io.github.akspolicy.policy.Diagram.Track;
import io.github.akspolicy.report.AzureDevOpsAnnotations;
import io.github.akspolicy.report.FindingText;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.resource.identity.IdentityLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The samples are what their READMEs say: the plugin, with all that it bundles, finds exactly the planted faults. */
class SamplesTest {
    private static final Path SAMPLES =
            Path.of("..", "samples").toAbsolutePath().normalize();

    private static final Pattern LOGISSUE = Pattern.compile(
            "##vso\\[task\\.logissue type=[a-z]+;sourcepath=([^;]+);linenumber=([0-9]+);columnnumber=[0-9]+;code=([^;]+);].+");

    @Test
    void findsExactlyThePlantedFaults() throws Exception {
        Path sample = SAMPLES.resolve("store-insecure");
        List<List<String>> table = table(sample.resolve("README.md"), "fault");
        assertThat(table).hasSizeGreaterThanOrEqualTo(20);
        List<String> planted = table.stream()
                .map(row -> String.join(" ", row.subList(1, row.size())))
                .sorted()
                .toList();

        Evaluation evaluation = evaluate(sample);

        assertThat(evaluation.problems()).isEmpty();
        List<String> found = evaluation.findings().stream()
                .map(finding -> finding.policy().id() + " " + finding.severity() + " "
                        + line(
                                sample,
                                finding.location().path(),
                                finding.location().line()) + " "
                        + String.join(", ", finding.environments()))
                .sorted()
                .toList();
        assertThat(found).containsExactlyElementsOf(planted);
        assertThat(evaluation.outcome()).isEqualTo(Outcome.FAILED);
    }

    /** The notation of the cluster changes nothing but the lines, and what azurerm cannot express. */
    @ParameterizedTest
    @CsvSource({"terraform, 2", "bicep, 3"})
    void findsTheSameInOtherNotationsOfTheCluster(String notation, int column) throws Exception {
        Path sample = SAMPLES.resolve("store-insecure");
        List<String> inTemplate = evaluate(sample).findings().stream()
                .filter(finding -> !finding.location().path().contains("/infra/"))
                .map(finding -> finding.policy().id() + " " + finding.location())
                .toList();
        List<String> planted = table(sample.resolve("README.md"), "fault of the cluster").stream()
                .filter(row -> !row.get(column).equals("–"))
                .map(row -> row.get(1) + " " + row.get(column))
                .sorted()
                .toList();

        String configuration = "aks-policy-" + notation + ".yaml";
        Evaluation evaluation =
                Verification.load(sample.resolve(configuration), Overrides.NONE).evaluate(Progress.NONE);

        assertThat(evaluation.problems()).isEmpty();
        assertThat(evaluation.findings().stream()
                        .filter(finding -> !finding.location().path().contains("/infra/"))
                        .map(finding -> finding.policy().id() + " " + finding.location())
                        .map(found -> found.replace(configuration, Verification.FILE_NAME)))
                .containsExactlyInAnyOrderElementsOf(inTemplate);
        assertThat(evaluation.findings().stream()
                        .filter(finding -> finding.location().path().contains("/infra/"))
                        .map(finding -> finding.policy().id() + " "
                                + line(
                                        sample,
                                        finding.location().path(),
                                        finding.location().line()))
                        .sorted())
                .containsExactlyElementsOf(planted);
    }

    /** Read back as Azure Pipelines documents its commands, which have no limit of number. */
    @Test
    void annotatesThePlantedFaultsAtTheirLines() throws Exception {
        Path sample = SAMPLES.resolve("store-insecure");
        List<String> planted = table(sample.resolve("README.md"), "fault").stream()
                .map(row -> row.get(1) + " " + row.get(3))
                .sorted()
                .toList();
        var log = new StringBuilder();
        AzureDevOpsAnnotations.write(evaluate(sample), log);

        assertThat(log.toString()
                        .lines()
                        .map(LOGISSUE::matcher)
                        .filter(Matcher::matches)
                        .map(issue ->
                                issue.group(3) + " " + line(sample, issue.group(1), Integer.parseInt(issue.group(2))))
                        .sorted())
                .containsExactlyElementsOf(planted);
    }

    @Test
    void findsMoreWithAllPolicies() throws Exception {
        Path sample = SAMPLES.resolve("store-insecure");
        List<String> planted = table(sample.resolve("README.md"), "fault outside the profile").stream()
                .map(row -> row.get(1) + " " + row.get(2))
                .toList();
        Evaluation evaluation = evaluate(sample, Overrides.NONE.profile("all"));

        assertThat(planted).isNotEmpty();
        assertThat(evaluation.findings().stream()
                        .map(finding -> finding.policy().id() + " "
                                + line(
                                        sample,
                                        finding.location().path(),
                                        finding.location().line())))
                .containsAll(planted);
    }

    @Test
    void drawsHowPodsReachKeyVault() throws Exception {
        Path sample = SAMPLES.resolve("store-insecure");
        IdentityChain product = evaluate(sample).identities().stream()
                .filter(chain -> chain.environment().equals("dev")
                        && chain.workload().name().equals("product-service"))
                .findFirst()
                .orElseThrow();

        assertThat(product.state()).isEqualTo(IdentityLink.State.BROKEN);
        assertThat(product.fault()).isEqualTo("client id");
        assertThat(product.diagram().tracks())
                .extracting(Track::title)
                .containsExactly("its program", "its Key Vault volume");
        assertThat(product.diagram().tracks().stream()
                        .flatMap(track -> track.stops().stream())
                        .map(stop -> stop.mark() + " " + stop.kind() + " "
                                + (stop.step().at() == null
                                        ? "nowhere"
                                        : line(
                                                sample,
                                                stop.step().at().path(),
                                                stop.step().at().line()))))
                .containsExactly(
                        "actor Deployment deploy/store/templates/services/deployments.yaml:4",
                        "holds pod label deploy/store/charts/common/templates/_identity.tpl:27",
                        "holds service account deploy/store/templates/services/deployments.yaml:23",
                        // a value that a chain of templates picks out of a mapping leads to its line
                        "holds client id deploy/store/values-dev.yaml:29",
                        "unknown federated credential deploy/store/templates/services/deployments.yaml:23",
                        "unknown webhook nowhere",
                        "holds SecretProviderClass deploy/store/templates/secretproviderclasses.yaml:18",
                        "broken client id deploy/store/values-dev.yaml:29",
                        "broken Key Vault deploy/store/values-dev.yaml:43");
        assertThat(product.resources()).extracting(ResourceId::kind).contains("ServiceAccount", "SecretProviderClass");
    }

    @Test
    void findsWhatTheReadmeShows() throws Exception {
        Finding shown = evaluate(SAMPLES.resolve("store-insecure")).findings().stream()
                .filter(finding -> finding.policy().id().equals("pod/seccomp-profile")
                        && finding.environments().equals(List.of("prod")))
                .findFirst()
                .orElseThrow();

        // the page shows a console, which is fitted to its width, and says how to fix it once for each policy
        assertThat(words(Files.readString(SAMPLES.resolveSibling("README.md"))))
                .contains(words(FindingText.lines(shown).stream()
                        .filter(line -> !line.startsWith("  fix: ") && !line.startsWith("  docs: "))
                        .collect(Collectors.joining(" "))));
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ");
    }

    @Test
    void showsEachStepOfAnEscalationAtItsLine() throws Exception {
        Path sample = SAMPLES.resolve("store-insecure");
        Evaluation evaluation = evaluate(sample);
        Finding support = evaluation.findings().stream()
                .filter(finding -> finding.location().path().endsWith("k8s/support.yaml"))
                .findFirst()
                .orElseThrow();

        assertThat(support.message())
                .contains(
                        "enters running pods in store and so becomes ServiceAccount store/order-service",
                        "creates tokens in platform and so becomes ServiceAccount platform/certificate-issuer",
                        "requests a certificate of any name and approves it and so becomes cluster-admin");
        assertThat(support.occurrences().get(0).steps().stream()
                        .map(step -> step.at() == null
                                ? "nowhere"
                                : line(sample, step.at().path(), step.at().line())))
                .containsExactly(
                        "k8s/support.yaml:8",
                        "k8s/support.yaml:23",
                        "k8s/token-broker.yaml:9",
                        "k8s/token-broker.yaml:24",
                        "k8s/certificates.yaml:15",
                        "k8s/certificates.yaml:33",
                        "k8s/certificates.yaml:20",
                        "k8s/certificates.yaml:15");
        var drawing = support.occurrences().get(0).diagram();
        assertThat(drawing).isNotNull();
        assertThat(drawing.tracks().get(0).stops().stream()
                        .filter(stop -> stop.mark() == Mark.ACTOR || stop.mark() == Mark.GOAL)
                        .map(stop -> stop.step().message()))
                .hasSize(4)
                .startsWith("Group 7c4e1a52-8d0f-4b63-a9e1-5f2d8c7b6a30")
                .contains("ServiceAccount platform/certificate-issuer")
                .endsWith("cluster-admin");
        assertThat(drawing.tracks().get(0).stops())
                .filteredOn(stop -> stop.mark() == Mark.GRANT)
                .hasSize(8)
                .allSatisfy(stop -> assertThat(stop.step().at()).isNotNull());
        // not every finding has a picture, but no way to cluster-admin is without
        assertThat(evaluation.findings())
                .filteredOn(finding -> finding.policy().id().equals("rbac/admin-equivalent-role"))
                .hasSize(4)
                .allSatisfy(finding ->
                        assertThat(finding.occurrences().get(0).diagram()).isNotNull());
    }

    @Test
    void passesWhatOnlyLooksWrong() throws Exception {
        Path sample = SAMPLES.resolve("store-insecure");
        List<String> decoys = table(sample.resolve("README.md"), "line").stream()
                .map(row -> row.get(0))
                .toList();
        assertThat(decoys).hasSize(4);
        for (String decoy : decoys) {
            int colon = decoy.lastIndexOf(':');
            List<String> lines = Files.readAllLines(sample.resolve(decoy.substring(0, colon)));
            assertThat(lines.get(Integer.parseInt(decoy.substring(colon + 1)) - 1))
                    .as(decoy)
                    .isNotBlank();
        }

        List<String> found = evaluate(sample).findings().stream()
                .map(Finding::occurrences)
                .flatMap(List::stream)
                .map(Occurrence::origin)
                .flatMap(origin -> Stream.concat(Stream.of(origin.primary()), origin.related().stream()))
                .map(location -> line(sample, location.path(), location.line()))
                .toList();

        assertThat(found).isNotEmpty().doesNotContainAnyElementsOf(decoys);
    }

    @Test
    void findsNothingInTheCompliantSample() throws Exception {
        Evaluation evaluation = evaluate(SAMPLES.resolve("store"));

        assertThat(evaluation.problems()).isEmpty();
        assertThat(evaluation.findings()).isEmpty();
        assertThat(evaluation.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(evaluation.ledger().resources()).isGreaterThan(80);
        // policies had something to judge: a pass is not for want of input
        assertThat(evaluation.policies())
                .filteredOn(policy -> evaluation.ledger().releases().stream()
                        .map(release -> release.policies().get(policy.id()))
                        .anyMatch(account -> account != null && account.judgedCount() > 0))
                .hasSizeGreaterThanOrEqualTo(10);
    }

    private static Evaluation evaluate(Path sample) throws ConfigurationException {
        return evaluate(sample, Overrides.NONE);
    }

    private static Evaluation evaluate(Path sample, Overrides overrides) throws ConfigurationException {
        return Verification.load(sample.resolve(Verification.FILE_NAME), overrides)
                .evaluate(Progress.NONE);
    }

    private static String line(Path sample, String path, int line) {
        String prefix = SAMPLES.getFileName() + "/" + sample.getFileName() + "/";
        return (path.startsWith(prefix) ? path.substring(prefix.length()) : path) + ":" + line;
    }

    /** The rows of the first table whose first heading is a word, without the marks of code. */
    private static List<List<String>> table(Path markdown, String firstHeading) throws IOException {
        var rows = new ArrayList<List<String>>();
        boolean inside = false;
        for (String line : Files.readAllLines(markdown)) {
            if (!inside) {
                inside = line.startsWith("| " + firstHeading + " |");
            } else if (!line.startsWith("|")) {
                break;
            } else if (!line.startsWith("| ---")) {
                rows.add(Arrays.stream(line.substring(1, line.length() - 1).split("\\|"))
                        .map(cell -> cell.strip().replace("`", ""))
                        .collect(Collectors.toList()));
            }
        }
        return rows;
    }
}
