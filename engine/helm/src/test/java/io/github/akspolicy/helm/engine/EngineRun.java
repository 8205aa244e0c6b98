package io.github.akspolicy.helm.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What tests run in a JVM of its own: renders of charts that want more than they may have. */
final class EngineRun {
    static final String ENDLESS =
            "{{ range until 100000 }}{{ range until 100000 }}{{ range until 10 }}{{ end }}{{ end }}{{ end }}";

    private EngineRun() {}

    /**
     * Renders.
     *
     * @param arguments what to do; where to write; for hostile charts an address and a file to read
     */
    public static void main(String[] arguments) throws Exception {
        Path out = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "hostile" -> publish(out, hostile(arguments[2], arguments[3]));
            case "idle" -> {
                render(new EngineChart().file("templates/a.yaml", "kind: A\n"));
                publish(out, RunFolder.root().toString());
                Thread.sleep(60_000);
            }
            case "busy" -> {
                render(new EngineChart().file("templates/a.yaml", "kind: A\n"));
                var waiting = new Thread(() -> {
                    try {
                        Thread.sleep(500);
                        publish(out, RunFolder.root().toString());
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
                waiting.start();
                render(new EngineChart().file("templates/a.yaml", ENDLESS));
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void publish(Path out, String text) throws Exception {
        Path part = Path.of(out + ".part");
        Files.writeString(part, text);
        Files.move(part, out);
    }

    private static String hostile(String address, String file) throws HelmFailure {
        var answers = new StringBuilder(HelmEngines.choose().isolation()).append('\n');
        for (String template : List.of(
                "{{ lookup \"v1\" \"Secret\" \"default\" \"canary\" | toJson }}",
                "{{ tpl (printf \"{{ %sup `v1` `Secret` `default` `canary` | toJson | b64enc }}\" \"look\") . }}",
                "{{ .Files.Get \"../../../../../../../.." + file + "\" }}{{ .Files.Get \"" + file + "\" }}",
                "{{ getHostByName \"localhost\" }}")) {
            answers.append(render(new EngineChart().file("templates/a.yaml", "kind: A\n# " + template + "\n")));
        }
        for (String reference : List.of(address, "file://" + file, "file:///proc/1/environ")) {
            answers.append(render(new EngineChart()
                    .file("values.schema.json", "{\"$ref\": \"" + reference + "\"}")
                    .file("templates/a.yaml", "kind: A\n")));
        }
        // what the calls leave on must still work
        answers.append(render(new EngineChart()
                .file("templates/a.yaml", "kind: Last\nca: {{ (genCA \"x\" 1).Cert | len }}\nat: {{ now }}\n")));
        return answers.toString();
    }

    private static String render(EngineChart chart) throws HelmFailure {
        try {
            return HelmEngines.choose().render(chart.call()).accepted().output() + "\n";
        } catch (HelmFailure e) {
            return e.getMessage() + "\n";
        }
    }
}
