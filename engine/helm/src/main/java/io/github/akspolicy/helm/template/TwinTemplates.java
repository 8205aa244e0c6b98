package io.github.akspolicy.helm.template;

import io.github.akspolicy.helm.template.Expression.Call;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes twins of templates and keeps them: the second environment of a chart reads no template again. Safe for several
 * threads.
 */
public final class TwinTemplates {
    /** One template of a chart tree. */
    public record Template(String path, String text, List<String> renderPaths, boolean partial, boolean notes) {}

    /**
     * How to make twins.
     *
     * @param guardTpl see {@link Sanitizer}
     * @param apiVersions see {@link Sanitizer}
     * @param cloneHelpers whether helpers get marked clones; without them lines of helpers are not told apart, but
     *     nothing can go wrong in them either
     * @param standIns what stands for keys and certificates
     */
    public record Style(
            Markers markers, boolean guardTpl, @Nullable String apiVersions, boolean cloneHelpers, StandIns standIns) {
        /** The same with other stand-ins. */
        public Style with(StandIns others) {
            return new Style(markers, guardTpl, apiVersions, cloneHelpers, others);
        }

        /** The same with an answer to which API versions there are. */
        public Style answering(String answer) {
            return new Style(markers, guardTpl, answer, cloneHelpers, standIns);
        }

        /** The same with twins that risk less. */
        public Style careful() {
            StandIns kept = standIns == StandIns.LATER ? standIns : StandIns.NONE;
            return new Style(markers, guardTpl, apiVersions, false, kept);
        }
    }

    private record Context(Style style, Names names, boolean plainCopies) {}

    private record Key(int context, Template template) {}

    private final TemplateReader reader;
    private final Map<Place, TemplateFile> places = TemplateReader.bounded();
    private final Map<Key, Twin> twins = TemplateReader.bounded();
    private final Map<Context, Integer> contexts = new HashMap<>();
    private int nextNumber;

    /** Equal texts at different paths stay apart: a site must lead to its path. */
    private record Place(String path, TemplateFile read) {}

    /** @param reader reads the texts */
    public TwinTemplates(TemplateReader reader) {
        this.reader = reader;
    }

    /** The twins of the templates of one chart tree, in the same order. */
    public synchronized List<Twin> twins(List<Template> templates, Style style) {
        var defines = new HashSet<String>();
        var files = new HashSet<String>();
        for (Template template : templates) {
            TemplateFile file = parse(template.path(), template.text());
            if (file != null) {
                file.defines().forEach(define -> defines.add(define.name()));
            }
            files.addAll(template.renderPaths());
        }
        var names = new Names(defines, files);
        boolean plainCopies = templates.stream().anyMatch(template -> needsPlainCopies(template, names));
        Integer context = contexts.computeIfAbsent(new Context(style, names, plainCopies), key -> contexts.size());
        var made = new ArrayList<Twin>(templates.size());
        Set<Integer> numbers = new HashSet<>();
        for (Template given : templates) {
            TemplateFile file = parse(given.path(), given.text());
            Template template = new Template(
                    given.path(),
                    file == null ? given.text() : file.text(),
                    given.renderPaths(),
                    given.partial(),
                    given.notes());
            var key = new Key(context, template);
            Twin twin = twins.get(key);
            // the same text at the same path twice, as in a chart unpacked beside its archive: its places must differ
            if (twin == null || !numbers.add(twin.number())) {
                twin = make(template, style, names, plainCopies);
                numbers.add(twin.number());
                twins.put(key, twin);
            }
            made.add(twin);
        }
        return made;
    }

    /** A template's text that looks nothing up and knows the API versions of a style, without marks and envelope. */
    public synchronized String sanitized(String text, Style style) {
        TemplateFile file = reader.read(text).orElse(null);
        if (file == null) {
            return text;
        }
        var sanitizer = new Sanitizer(style.apiVersions(), style.guardTpl(), null, style.standIns());
        var out = new StringBuilder(text.length() + 64);
        int at = 0;
        for (int i = 0; i < file.actions().size(); i++) {
            Action action = file.actions().get(i);
            out.append(text, at, action.start());
            out.append(text, action.start(), action.contentStart());
            out.append(sanitizer.rewrite(action, file.tokens(i), -1));
            out.append(text, action.contentStart() + action.content().length(), action.end());
            at = action.end();
        }
        return out.append(text, at, text.length()).toString();
    }

    /**
     * Adds what the text of a template asks of the list of API versions.
     *
     * @return false when it is not written which versions it asks for
     */
    public synchronized boolean questions(String text, Set<ApiQuestion> questions) {
        TemplateFile file = reader.read(text).orElse(null);
        return file != null && ApiQuestion.add(file, questions);
    }

    /** Whether it includes something whose name is only known while rendering, or a whole file. */
    private boolean needsPlainCopies(Template template, Names names) {
        TemplateFile file = parse(template.path(), template.text());
        return file != null
                && file.parts(0, file.size())
                        .anyMatch(part -> part instanceof Call call
                                && call.isInclude()
                                && !call.arguments().isEmpty()
                                && names.needsPlainCopy(call.arguments().get(0).text()));
    }

    private @Nullable TemplateFile parse(String path, String text) {
        TemplateFile read = reader.read(text).orElse(null);
        return read == null
                ? null
                : places.computeIfAbsent(
                        new Place(path, read), place -> place.read().elsewhere());
    }

    private Twin make(Template template, Style style, Names names, boolean plainCopies) {
        TemplateFile file = parse(template.path(), template.text());
        if (file == null) {
            return new Twin(nextNumber++ % Markers.LIMIT, bytes(template.text()), List.of(), null);
        }
        int number = nextNumber++ % Markers.LIMIT;
        var sanitizer = new Sanitizer(style.apiVersions(), style.guardTpl(), names, style.standIns());
        var instrumenter = new Instrumenter(file, sanitizer, style.markers(), number, style.cloneHelpers());
        String marked = write(template, instrumenter, true, plainCopies);
        if (instrumenter.sites().size() > Markers.LIMIT) {
            return new Twin(number, bytes(write(template, instrumenter, false, plainCopies)), List.of(), file);
        }
        return new Twin(number, bytes(marked), instrumenter.sites(), file);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String write(Template template, Instrumenter instrumenter, boolean mark, boolean plainCopies) {
        var out = new StringBuilder();
        boolean enveloped = !template.partial() && !template.notes();
        String entry = Instrumenter.quote(template.path() + Names.FILE);
        String plainBody = instrumenter.body(false);
        if (enveloped) {
            out.append("{{define ")
                    .append(entry)
                    .append("}}")
                    .append(mark ? instrumenter.body(true) : plainBody)
                    .append("{{end}}");
        } else {
            out.append(plainBody);
        }
        out.append(instrumenter.defines(mark, plainCopies));
        if (plainCopies) {
            for (String path : template.renderPaths()) {
                out.append("{{define ")
                        .append(Instrumenter.quote(path + Names.PLAIN))
                        .append("}}")
                        .append(plainBody)
                        .append("{{end}}");
            }
        }
        if (enveloped) {
            out.append("{{/**/ -}}\n")
                    .append(Envelope.KEY)
                    .append("{{ include ")
                    .append(entry)
                    .append(" . | b64enc }}\n");
        }
        return out.toString();
    }
}
