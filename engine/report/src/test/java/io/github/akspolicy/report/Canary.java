package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.explain.AccessExplanation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A word that tests put into every secret, and a look at everything that people can see of a run. */
final class Canary {
    /** In every secret, plain and encoded. */
    static final String WORD = "canary4711";

    private Canary() {}

    static void assertNone(Map<String, String> outputs) {
        outputs.forEach((name, text) -> {
            assertThat(text.toLowerCase(Locale.ROOT)).as(name).doesNotContain(WORD);
            byte[] word = WORD.getBytes(StandardCharsets.UTF_8);
            for (HexFormat bytes : List.of(HexFormat.of(), HexFormat.ofDelimiter(" 0x"))) {
                assertThat(text.toLowerCase(Locale.ROOT)).as(name).doesNotContain(bytes.formatHex(word));
            }
            // any of the three ways in which base64 can hold it
            for (String pad : List.of("", "x", "xx")) {
                String encoded = Base64.getEncoder().encodeToString((pad + WORD).getBytes(StandardCharsets.UTF_8));
                assertThat(text).as(name).doesNotContain(encoded.substring(pad.length() + 1, encoded.length() - 4));
            }
        });
    }

    /** Everything that people can see of a run. */
    static Map<String, String> outputs(Path root) throws IOException {
        var outputs = new LinkedHashMap<String, String>();
        Evaluation evaluation;
        try {
            Verification verification = Verification.load(root.resolve("aks-policy.yaml"), Overrides.NONE);
            outputs.put("explain", verification.explain());
            evaluation = verification.evaluate(Progress.NONE);
            for (String name : verification.environments()) {
                var explanation = new AccessExplanation(
                        verification.environment(name), verification.evaluate(name, Progress.NONE));
                outputs.put("explain-cluster " + name, String.join("\n", explanation.lines()));
            }
        } catch (ConfigurationException wrong) {
            outputs.put("console", "configuration problem");
            outputs.put("exception", wrong.toString());
            outputs.put("problems", wrong.problems().toString());
            return outputs;
        }
        outputs.put("console", String.join("\n", Printed.lines(evaluation, true)));
        outputs.put("console in short", String.join("\n", Printed.lines(evaluation, false)));
        // any line of any file may be shown around a finding
        var screen = new Screen(Screen.USUAL_WIDTH, (style, text) -> text, path -> read(root.resolve(path)));
        outputs.put("code frames", String.join("\n", Printed.lines(evaluation, false, screen)));
        for (Finding finding : evaluation.findings()) {
            var frame = new ConsoleLine(ConsoleLine.Level.INFO, FindingText.frame(finding, ""));
            outputs.put("code frame of " + finding.location(), screen.text(frame, 0));
        }
        for (ReportFormat format : ReportFormat.values()) {
            outputs.put(format.toString(), Written.as(format, evaluation));
        }
        outputs.put("record", evaluation.toString());
        return outputs;
    }

    private static List<String> read(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
