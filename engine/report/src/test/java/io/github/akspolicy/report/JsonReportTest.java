package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.EvaluationSamples;
import io.github.akspolicy.evaluate.HostileText;
import io.github.akspolicy.evaluate.JsonTree;
import io.github.akspolicy.evaluate.ProposedFix;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.policy.InputKind;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class JsonReportTest {
    static final List<String> HOSTILE = HostileText.ALL;

    private static final Path SCHEMA = Path.of("../../docs/report.schema.json");

    @Test
    void isWhatThePublishedSchemaSays() throws IOException {
        for (Evaluation evaluation : List.of(
                EvaluationSamples.store(),
                EvaluationSamples.debt(),
                EvaluationSamples.compliant(),
                EvaluationSamples.drawn(),
                EvaluationSamples.dependencies(),
                EvaluationSamples.hostile("x"))) {
            assertThat(schema(Files.readString(SCHEMA)).validate(report(evaluation), InputFormat.JSON))
                    .isEmpty();
        }
    }

    @Test
    void hasNoFieldThatTheSchemaDoesNotName() throws IOException {
        String closed = closed();
        assertThat(schema(closed).validate(report(EvaluationSamples.store()), InputFormat.JSON))
                .isEmpty();
        assertThat(schema(closed).validate(report(EvaluationSamples.debt()), InputFormat.JSON))
                .isEmpty();
        assertThat(schema(closed).validate(report(EvaluationSamples.drawn()), InputFormat.JSON))
                .isEmpty();
        assertThat(schema(closed).validate(report(EvaluationSamples.dependencies()), InputFormat.JSON))
                .isEmpty();
        Evaluation compared =
                EvaluationSamples.store().against(EvaluationSamples.many(1), "origin/main", "1a2b3c4", true);
        assertThat(schema(closed).validate(report(compared), InputFormat.JSON)).isEmpty();
        Object comparison = JsonTree.get(JsonTree.parse(report(compared)), "comparison");
        assertThat(JsonTree.get(comparison, "commit")).isEqualTo("1a2b3c4");
        assertThat(JsonTree.list(comparison, "fixed")).hasSize(3);
        assertThat(schema(closed)
                        .validate(
                                report(EvaluationSamples.store()).replace("\"outcome\"", "\"ending\""),
                                InputFormat.JSON))
                .as("the closed schema does catch a field")
                .isNotEmpty();
    }

    @Test
    void theSchemaKnowsEveryKindThatMayBeMissing() throws IOException {
        Object schema = JsonTree.parse(Files.readString(SCHEMA));
        assertThat(JsonTree.list(schema, "properties", "missing", "items", "properties", "kind", "enum"))
                .isEqualTo(InputKind.words());
    }

    @Test
    void listsVendorDebtByChartAndVersion() throws IOException {
        Object report = JsonTree.parse(report(EvaluationSamples.dependencies()));
        assertThat(JsonTree.list(report, "vendorDebt")).hasSize(1);
        assertThat(JsonTree.get(report, "vendorDebt", 0, "chart")).isEqualTo("redis@18.1.0");
        assertThat(JsonTree.get(report, "vendorDebt", 0, "worst")).isEqualTo("high");
        assertThat(JsonTree.list(report, "vendorDebt", 0, "findings")).hasSize(2);
        assertThat(JsonTree.get(report, "vendorDebt", 0, "entries", 0, "line")).isEqualTo(9);
    }

    @Test
    void tellsWhatIsSuppressedAndWhy() throws IOException {
        Object report = JsonTree.parse(report(EvaluationSamples.debt()));
        Object exempt = JsonTree.get(report, "findings", 0);
        assertThat(JsonTree.get(exempt, "fails")).isEqualTo(false);
        assertThat(JsonTree.get(exempt, "suppression", "kind")).isEqualTo("risk-accepted");
        assertThat(JsonTree.get(exempt, "suppression", "until")).isEqualTo("2027-01-31");
        assertThat(JsonTree.get(exempt, "suppression", "location", "line")).isEqualTo(4);
        assertThat(JsonTree.get(report, "findings", 1, "suppression", "type")).isEqualTo("baseline");
        assertThat(JsonTree.get(report, "ledger", 0, "policies", 0, "exempt")).isEqualTo(0);
    }

    @Test
    void tellsWhatWouldMendAFinding() throws IOException {
        Evaluation store = EvaluationSamples.store();
        var fix = new ProposedFix("deploy/store/values.yaml", 7, 8, 12, List.of("  x: 1", "  y: 2"));
        var out = new StringWriter();
        JsonReport.write(store, Map.of(store.findings().get(1), fix), out);

        assertThat(schema(closed()).validate(out.toString(), InputFormat.JSON)).isEmpty();
        Object report = JsonTree.parse(out.toString());
        assertThat(JsonTree.get(report, "findings", 1, "fix"))
                .isEqualTo(Map.of(
                        "path",
                        "deploy/store/values.yaml",
                        "firstLine",
                        7,
                        "lastLine",
                        8,
                        "lines",
                        List.of("  x: 1", "  y: 2")));
        assertThat(((Map<?, ?>) JsonTree.get(report, "findings", 0)).containsKey("fix"))
                .isFalse();
    }

    @Test
    void tellsEverythingOfAFinding() throws IOException {
        Object report = JsonTree.parse(report(EvaluationSamples.store()));
        assertThat(JsonTree.get(report, "outcome")).isEqualTo("error");
        assertThat(JsonTree.get(report, "thresholds", "failOn")).isEqualTo("high");
        assertThat(JsonTree.list(report, "policies")).hasSize(4);
        assertThat(JsonTree.get(report, "policies", 0, "parameters", "forbiddenTags"))
                .isEqualTo(List.of("latest", "dev"));
        Object finding = JsonTree.get(report, "findings", 2);
        assertThat(JsonTree.get(finding, "verdict")).isEqualTo("fail");
        assertThat(JsonTree.get(finding, "location", "path")).isEqualTo("deploy/store/values-prod.yaml");
        assertThat(JsonTree.get(finding, "location", "line")).isEqualTo(12);
        assertThat(JsonTree.list(finding, "occurrences")).hasSize(24);
        Object occurrence = JsonTree.get(finding, "occurrences", 0);
        assertThat(JsonTree.get(occurrence, "environment")).isEqualTo("dev");
        assertThat(JsonTree.get(occurrence, "resource", "name")).isEqualTo("cart");
        assertThat(JsonTree.get(occurrence, "origin", "valuesKeys")).isEqualTo(List.of("order.image.tag"));
        assertThat(JsonTree.list(occurrence, "origin", "related")).hasSize(2);
        assertThat(JsonTree.get(report, "findings", 1, "passesIn", 0, "setAt", "line"))
                .isEqualTo(12);
        assertThat(JsonTree.get(report, "findings", 1, "passesIn", 1, "setAt")).isNull();
        assertThat(JsonTree.get(report, "findings", 3, "unknown")).isEqualTo("value");
        assertThat(JsonTree.list(report, "problems", 0, "releases")).hasSize(2);
        assertThat(JsonTree.get(report, "problems", 1, "location")).isNull();
    }

    @Test
    void theLedgerAddsUp() throws IOException {
        Object report = JsonTree.parse(report(EvaluationSamples.store()));
        assertThat(JsonTree.list(report, "ledger")).hasSize(3);
        for (Object release : JsonTree.list(report, "ledger")) {
            int resources = (int) JsonTree.get(release, "resources");
            for (Object policy : JsonTree.list(release, "policies")) {
                int judged = (int) JsonTree.get(policy, "evaluated");
                int sum = (int) JsonTree.get(policy, "passed")
                        + (int) JsonTree.get(policy, "failed")
                        + (int) JsonTree.get(policy, "unknown")
                        + (int) JsonTree.get(policy, "error");
                assertThat(sum).isEqualTo(judged);
                assertThat(judged + (int) JsonTree.get(policy, "notApplicable")).isEqualTo(resources);
            }
        }
    }

    @Test
    void sameInputSameBytes() throws IOException {
        assertThat(report(EvaluationSamples.store()))
                .isEqualTo(report(EvaluationSamples.store()))
                .doesNotContain("\r")
                .endsWith("}\n");
    }

    @ParameterizedTest
    @FieldSource("HOSTILE")
    void keepsEveryByteOfText(String text) throws IOException {
        var strings = new ArrayList<String>();
        JsonTree.strings(JsonTree.parse(report(EvaluationSamples.hostile(text))), strings::add);
        String expected = SafeText.wellFormed(text);
        // message, key, path, names … each as it is
        assertThat(strings.stream().filter(expected::equals)).hasSizeGreaterThan(30);
        assertThat(strings).contains("cannot read " + expected, "image is " + expected, "container " + expected);
    }

    private static String closed() throws IOException {
        return Files.readString(SCHEMA)
                .replace("\"type\": \"object\",", "\"type\": \"object\", \"additionalProperties\": false,");
    }

    private static Schema schema(String text) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text);
    }

    private static String report(Evaluation evaluation) throws IOException {
        var out = new StringWriter();
        JsonReport.write(evaluation, out);
        return out.toString();
    }
}
