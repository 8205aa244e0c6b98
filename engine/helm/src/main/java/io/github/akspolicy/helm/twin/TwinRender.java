package io.github.akspolicy.helm.twin;

import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.engine.HelmCall;
import io.github.akspolicy.helm.engine.HelmEngine;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.template.Envelope;
import io.github.akspolicy.helm.twin.ChartTwins.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Both renders of a chart.
 *
 * @param files what each template wrote, in Helm's order; blank ones left out
 * @param values the values that each instance saw, as JSON; an instance that is switched off has none
 */
public record TwinRender(List<RenderedFile> files, Map<Instance, String> values) {
    /**
     * Renders.
     *
     * @param folder an empty folder of our own
     * @param fallback twins that risk less, for a chart that the marked ones break
     * @throws HelmFailure when the chart does not render; its lines are those of the chart's own files
     */
    public static TwinRender render(
            HelmEngine engine,
            HelmCall call,
            Path folder,
            List<Instance> instances,
            ChartTwins twins,
            java.util.function.Supplier<ChartTwins> fallback)
            throws HelmFailure, IOException {
        Path plainFolder = folder.resolve("plain");
        twins.write(plainFolder, Variant.PLAIN);
        String output;
        try {
            output = engine.template(call.of(plainFolder));
        } catch (HelmFailure failure) {
            if (failure.isOfEngine()) {
                throw failure;
            }
            // the message speaks of lines in envelopes; the same error without them has the user's lines
            Path bareFolder = folder.resolve("bare");
            twins.write(bareFolder, Variant.BARE);
            engine.template(call.of(bareFolder));
            throw failure;
        }
        Map<String, String> plain = Envelope.open(output);
        var values = new LinkedHashMap<Instance, String>();
        for (Instance instance : instances) {
            String own = plain.remove(instance.renderPath() + "/" + ChartTwins.PROBE);
            if (own != null) {
                values.put(instance, own);
            }
        }
        Map<String, MarkedText> marked = marked(engine, call, folder, twins, fallback);
        var files = new ArrayList<RenderedFile>();
        plain.forEach((path, text) -> {
            if (!text.isBlank()) {
                MarkedText twin = marked.get(path);
                if (twin != null) {
                    files.add(Alignment.align(path, text, twin));
                } else {
                    int lines = (int) text.chars().filter(c -> c == '\n').count() + 1;
                    var approximate = new BitSet();
                    approximate.set(0, lines);
                    files.add(
                            new RenderedFile(path, text, java.util.Collections.nCopies(lines, List.of()), approximate));
                }
            }
        });
        return new TwinRender(List.copyOf(files), values);
    }

    private static Map<String, MarkedText> marked(
            HelmEngine engine,
            HelmCall call,
            Path folder,
            ChartTwins twins,
            java.util.function.Supplier<ChartTwins> fallback)
            throws HelmFailure, IOException {
        ChartTwins used = twins;
        String output;
        try {
            output = markedOutput(engine, call, folder.resolve("marked"), used);
        } catch (HelmFailure failure) {
            if (failure.isOfEngine()) {
                throw failure;
            }
            used = fallback.get();
            try {
                output = markedOutput(engine, call, folder.resolve("careful"), used);
            } catch (HelmFailure again) {
                // the plain render stands, with approximate places
                return Map.of();
            }
        }
        var marked = new LinkedHashMap<String, MarkedText>();
        for (Map.Entry<String, String> entry : Envelope.open(output).entrySet()) {
            marked.put(entry.getKey(), MarkedText.read(entry.getValue(), used.markers(), used.sites()));
        }
        return marked;
    }

    private static String markedOutput(HelmEngine engine, HelmCall call, Path folder, ChartTwins twins)
            throws HelmFailure, IOException {
        twins.write(folder, Variant.MARKED);
        return engine.template(call.of(folder));
    }
}
