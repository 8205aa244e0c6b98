package io.github.akspolicy.conformance.charts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A chart that a seed makes, with what is out of the ordinary in it. */
final class GeneratedChart {
    /** What its hidden templates ask. */
    enum Question {
        NOTHING,
        API,
        UPGRADE
    }

    /** An API that Helm knows and no cluster serves; a chart that asks for it is compared with one that asks for {@link #ABSENT}. */
    static final String KNOWN_TO_HELM = "policy/v1beta1";

    /** One that neither knows, as long as the other. */
    static final String ABSENT = "absent/v1beta1";

    /** The files by path: {@code chart.tgz}, or those of the folder {@code chart}. */
    final Map<String, byte[]> files = new LinkedHashMap<>();

    /** What is out of the ordinary; empty for a chart as people write it. */
    final List<String> oddities = new ArrayList<>();

    /** Folders of charts that the chart names by {@code file://} and {@code helm dependency build} packs into its {@code charts/}. */
    final List<String> locals = new ArrayList<>();

    final Question question;
    private final Random random;
    private final String api;

    /** @param api what hidden templates ask for, where they ask for an API */
    GeneratedChart(long seed, String api) {
        // nearby seeds begin alike without this
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.api = api;
        int kind = below(6);
        this.question = kind == 0 ? Question.API : kind == 1 ? Question.UPGRADE : Question.NOTHING;
    }

    boolean oneIn(int cases) {
        return below(cases) == 0;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[below(choices.length)];
    }

    <T> T of(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    void odd(String what) {
        oddities.add(what);
    }

    void file(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A template that writes an object under a name, or asks first. */
    String template(String name) {
        String object = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: " + name
                + "\ndata: {chart: {{ .Chart.Name | quote }}}\n";
        return switch (question) {
            case NOTHING -> object;
            case API -> "{{ if not (.Capabilities.APIVersions.Has \"" + api + "\") }}\n" + object + "{{ end }}\n";
            case UPGRADE -> "{{ if .Release.IsUpgrade }}\n" + object + "{{ end }}\n";
        };
    }

    /** Writes everything; a file that the system cannot have is left out. */
    void write(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            try {
                Path path = folder.resolve(file.getKey());
                Files.createDirectories(path.resolveSibling(""));
                Files.write(path, file.getValue());
            } catch (InvalidPathException | FileSystemException e) {
                // a file where a folder is, or the other way round
                continue;
            }
        }
    }

    /** Where it lies below the folder that it was written to. */
    String path() {
        return files.containsKey("chart.tgz") ? "chart.tgz" : "chart";
    }
}
