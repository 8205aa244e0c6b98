package io.github.akspolicy.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluator;
import io.github.akspolicy.evaluate.InputProblem;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.ManifestTexts;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Values of a type that nobody expects there, and fields that are missing, break no policy. */
class WrongTypesTest {
    private static final List<String> VALUES = List.of(
            "null", "\"\"", "\"x\"", "1", "-1", "1.5", "true", "[]", "{}", "[1]", "[null]", "[[]]", "{\"a\": 1}");
    private static final int TOGETHER = 400;

    private final Random random = new Random(20261125);

    @Test
    void breakNoPolicy() {
        breakNoPolicy(2);
    }

    @Test
    @Tag("deep")
    void inManyVariantsBreakNoPolicy() {
        breakNoPolicy(8);
    }

    /** @param variants of each document of the fixtures */
    private void breakNoPolicy(int variants) {
        var files = new ArrayList<String>();
        for (Object document : documents()) {
            for (int i = 0; i < variants; i++) {
                files.add(json(document, 1 + random.nextInt(2)));
            }
        }
        assertThat(files).hasSizeGreaterThan(1_000);

        // findings of all at once would take gigabytes; documents of many policies still meet in each environment
        Collections.shuffle(files, random);
        int resources = 0;
        for (int from = 0; from < files.size(); from += TOGETHER) {
            resources += evaluated(files.subList(from, Math.min(files.size(), from + TOGETHER)));
        }
        assertThat(resources).isGreaterThan(files.size() / 2);
    }

    /** How many resources no policy broke at. */
    private static int evaluated(List<String> files) {
        var release = new ManifestTexts(
                new ReleaseId("prod", "k8s", "k8s"),
                "store",
                IntStream.range(0, files.size())
                        .mapToObj(i -> ManifestFile.asWritten(i + ".json", files.get(i)))
                        .toList());
        var evaluation = new Evaluator(
                        new BuiltInPolicies()
                                .policies().stream().map(ActivePolicy::of).toList(),
                        Thresholds.DEFAULT)
                .evaluate(List.of(release), Progress.NONE);

        assertThat(evaluation.problems().stream()
                        .map(InputProblem::problem)
                        .filter(problem -> problem.message().startsWith("policy "))
                        .map(problem -> problem.message() + " in " + text(files, problem.at())))
                .isEmpty();
        return evaluation.ledger().resources();
    }

    private static String text(List<String> files, @Nullable SourceLocation at) {
        return at == null ? "" : files.get(Integer.parseInt(at.path().replaceAll("\\D", "")));
    }

    private static List<Object> documents() {
        var documents = new ArrayList<Object>();
        for (Fixture fixture : Fixture.all()) {
            ManifestReader.yaml(fixture.text(), ReadLimits.DEFAULT, new ManifestReader.Receiver() {
                @Override
                public void document(Node root) {
                    Object plain = Node.toPlain(root);
                    if (plain instanceof Map<?, ?>) {
                        documents.add(plain);
                    }
                }

                @Override
                public void problem(ManifestException problem) {
                    // fixtures of what cannot be read are not for this
                }
            });
        }
        return documents;
    }

    /** The document as JSON with some values changed for others, or left out. */
    private String json(Object document, int changes) {
        int values = count(document);
        var changed = new ArrayList<Integer>();
        for (int i = 0; i < changes; i++) {
            changed.add(3 + random.nextInt(Math.max(1, values - 3)));
        }
        var text = new StringBuilder();
        write(document, changed, new int[1], text);
        return text.toString();
    }

    private static int count(@Nullable Object value) {
        int count = 1;
        if (value instanceof Map<?, ?> map) {
            for (Object inner : map.values()) {
                count += count(inner);
            }
        } else if (value instanceof List<?> list) {
            for (Object inner : list) {
                count += count(inner);
            }
        }
        return count;
    }

    private void write(@Nullable Object value, List<Integer> changed, int[] number, StringBuilder text) {
        if (changed.contains(number[0]++)) {
            text.append(VALUES.get(random.nextInt(VALUES.size())));
        } else if (value instanceof Map<?, ?> map) {
            text.append('{');
            Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
            while (entries.hasNext()) {
                Map.Entry<?, ?> entry = entries.next();
                quote(String.valueOf(entry.getKey()), text);
                text.append(':');
                write(entry.getValue(), changed, number, text);
                text.append(entries.hasNext() ? "," : "");
            }
            text.append('}');
        } else if (value instanceof List<?> list) {
            text.append('[');
            for (int i = 0; i < list.size(); i++) {
                text.append(i == 0 ? "" : ",");
                write(list.get(i), changed, number, text);
            }
            text.append(']');
        } else if (value instanceof String string) {
            quote(string, text);
        } else {
            text.append(value);
        }
    }

    private static void quote(String word, StringBuilder text) {
        text.append('"');
        word.chars().forEach(character -> {
            if (character < ' ' || character == '"' || character == '\\') {
                text.append("\\u%04x".formatted(character));
            } else {
                text.append((char) character);
            }
        });
        text.append('"');
    }
}
